// The operator is asked whose number it is: it denies, it is away, it may not tell, it is slow.
import assert from "node:assert/strict";
import { test } from "node:test";
import { BINH, LANH, MAI, VINH } from "./lib/cast.mjs";
import { EASY, raise } from "./lib/stage.mjs";

const settings = { ...EASY, operator: { timeout: "3s" } };
const stage = raise(settings, { sandbox: { slow_by: "6s" } });
const REFERENCE = /DK-[0-9A-Z]{4}-[0-9A-Z]{4}/;

/** All that the page says at a mismatch, with the reference taken out. */
async function refusal(citizen) {
  await citizen.reads("Thông tin không khớp với thuê bao");
  const said = await citizen.text();
  const [reference] = REFERENCE.exec(said);
  return { words: said.replaceAll(reference, "DK"), reference };
}

test("whatever does not match, the page says the same, and never which it was", async () => {
  const binh = await stage.applicant(BINH);
  const wrong = [
    { name: "Nguyễn Văn Minh" },
    { birth_date: "1988-03-16" },
    { citizen_number: "051088001235" },
    { phone: "+84828000089" },
  ];
  const told = [];
  for (const changes of wrong) {
    await binh.goesToTheForm();
    await binh.sendsTheForm(changes);
    told.push(await refusal(binh));
    await binh.hasLostNothing(changes);
  }
  const [first] = told;
  for (const { words } of told) assert.equal(words, first.words);
  assert.equal(new Set(told.map(({ reference }) => reference)).size, wrong.length);
  for (const help of ["TTTB gửi 1414", "Viettel 18008098", "VinaPhone 18001091", "MobiFone 9090"]) {
    assert.ok(first.words.includes(help), help);
  }
  assert.ok(first.words.includes("Bộ phận Một cửa"), "where to take the reference");
  assert.ok(first.words.includes("Mang theo thẻ căn cước"), "what to bring");
  assert.equal(await binh.messageCount(), 0, "nothing was sent");

  await binh.sendsTheForm();
  await binh.isAskedForTheCode();
});

test("an old woman whose SIM is in her daughter's name does not meet a wall", async () => {
  const lanh = await stage.applicant(LANH, { phone: true });
  await lanh.goesToTheForm();
  await lanh.sendsTheForm();
  const { words, reference } = await refusal(lanh);
  assert.match(words, /Số điện thoại đứng tên con cháu hoặc không sửa được\?/);
  await lanh.reads(`Mã để đọc tại Bộ phận Một cửa: ${reference}`);
  await lanh.hasLostNothing();
  assert.equal(await lanh.messageCount(), 0);
});

test("an operator's record without accents is as good as one with them", async () => {
  const mai = await stage.applicant(MAI);
  await mai.walksTo("done");
});

test("the operator's old nine-digit number is not taken for another person's", async () => {
  const vinh = await stage.applicant(VINH);
  await vinh.goesToTheForm();
  await vinh.sendsTheForm();
  await vinh.reads("Hệ thống không còn nhận số chứng minh nhân dân 9 số.");
  await vinh.hasLostNothing();
});

const AILMENTS = [
  { telco: "down", status: 503, says: "Nhà mạng chưa trả lời", is: "is down" },
  { telco: "slow", status: 503, says: "Nhà mạng chưa trả lời", is: "is too slow" },
  { telco: "not_available", says: "Nhà mạng không xác nhận được thuê bao này", is: "may not tell" },
];
for (const { telco, status, says, is } of AILMENTS) {
  for (const script of [true, false]) {
    const how = script ? "with" : "without";
    test(`where the operator ${is}, nothing is lost and nothing sent (${how} script)`, async () => {
      const oanh = await stage.applicant(null, { script });
      await stage.sandbox.faults({ telco });
      await oanh.goesToTheForm();
      await oanh.sendsTheForm();
      await oanh.reads(says);
      await oanh.reads("Chưa có gì được gửi đi, và những gì bạn nhập vẫn còn đây.");
      await oanh.reads(/Bộ phận Một cửa gần nhất/);
      await oanh.hasLostNothing();
      if (status) oanh.forgives(/^503 /);
      assert.equal(await oanh.messageCount(), 0);

      await stage.sandbox.allWell();
      if (!script) await oanh.answersThePicture();
      await oanh.sends("Đăng ký");
      await oanh.isAskedForTheCode();
      await oanh.entersCode(await oanh.readsCode());
      await oanh.heading("Đặt mật khẩu");
      assert.equal(await oanh.messageCount(1), 1);
    });
  }
}
