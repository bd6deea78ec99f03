// One's own account: where one is signed in, a new password, another mail address and number, what
// is kept, and closing it; and what is asked again where a proof is no longer fresh.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import { EASY, IN_TURN, raise } from "./lib/stage.mjs";
import { typedPhone } from "./lib/cast.mjs";

const NEW_PASSWORD = "Bến đò-Nắng xuân.52";

/** Somebody with an account, signed in. */
async function signedIn(stage, wish = {}, person = null) {
  const registered = await stage.applicant(person, wish);
  await registered.walksTo("done");
  await registered.comesIn();
  return registered;
}

/** The same person before another machine, signed in. */
async function elsewhere(stage, citizen, wish = {}) {
  const other = await stage.applicant(citizen.person, wish);
  await other.comesIn();
  return other;
}

describe("with time enough", IN_TURN, () => {
  const stage = raise(EASY);

  test("she forgot to sign out at the commune office, and does so from her own telephone", async () => {
    const mo = await signedIn(stage, { phone: true });
    const office = await elsewhere(stage, mo);
    await mo.sends(mo.words.devicesTitle);
    await mo.heading(mo.words.devicesTitle);
    await mo.reads("Trình duyệt bạn đang dùng");
    await mo.sends(mo.words.namesDevice);
    await mo.fill(mo.words.deviceName, "Điện thoại của tôi");
    await mo.sends(mo.words.savesName);
    await mo.reads("Điện thoại của tôi");
    await mo.sends(mo.words.endsAll);
    await mo.reads("Bạn không đăng nhập ở nơi nào khác.");
    await office.reload();
    await office.heading(office.words.loginTitle);
    await mo.open(`${stage.program.account}/vi/tai-khoan/lich-su`);
    await mo.heading(mo.words.historyTitle);
    await mo.reads("Đăng xuất từ xa một nơi đang đăng nhập");
    await mo.reads("Mở tài khoản");
  });

  test("she changes her password, and whoever was signed in elsewhere is so no more", async () => {
    const dao = await signedIn(stage);
    const thief = await elsewhere(stage, dao);
    await stage.sandbox.newMessage(dao.person.phone); // the notice of a new browser
    await dao.sends(dao.words.changePassword);
    await dao.heading(dao.words.changePassword);
    await dao.fill(dao.words.password, NEW_PASSWORD);
    await dao.fill(dao.words.repeated, NEW_PASSWORD);
    await dao.sends(dao.words.changePassword);
    await dao.reads("Mật khẩu đã được đổi. Mọi nơi khác đã bị đăng xuất.");
    const told = await stage.sandbox.newMessage(dao.person.phone);
    assert.match(told.text, /mat khau cua ban da duoc doi/);
    await thief.reload();
    await thief.heading(thief.words.loginTitle);
    await thief.signsIn();
    await thief.reads(thief.words.loginRefused);
    await dao.open(`${stage.program.account}/vi/tai-khoan`);
    await dao.heading(dao.words.accountTitle);
  });

  test("she draws new recovery codes, which are shown once, and one of them lets her in", async () => {
    const cuc = await signedIn(stage);
    await cuc.sends(cuc.words.codesTitle);
    await cuc.heading(cuc.words.codesTitle);
    await cuc.sendsTwice(cuc.words.drawsCodes, { apart: 40 });
    await cuc.heading("Bộ mã khôi phục mới");
    const codes = await cuc.page.getByRole("listitem").getByText(/^[\w-]{29}$/).allInnerTexts();
    assert.equal(codes.length, 10);
    const shown = cuc.page.url();
    await cuc.sends(cuc.words.keptCodes);
    await cuc.open(shown);
    await cuc.doesNotRead(codes[0]);
    await cuc.sends(cuc.words.signOut);
    await cuc.signsIn();
    await cuc.sends(cuc.words.otherWay);
    await cuc.sends(cuc.words.recoveryCode);
    await cuc.fill(cuc.words.recoveryCode, codes[3]);
    await cuc.sends(cuc.words.confirm);
    await cuc.heading(cuc.words.accountTitle);
  });

  test("she gives another number; whoever has the old one is told and keeps it", async () => {
    const sen = await signedIn(stage);
    const second = { ...sen.person, phone: sen.person.phone.replace("+8490", "+8493") };
    await stage.sandbox.changesNumber(sen.person, stage.remembers(second).phone);
    await sen.sends(sen.words.numberTitle);
    await sen.fill(sen.words.otherNumber, typedPhone(second.phone));
    await sen.sends(sen.words.sendsToNumber);
    await sen.heading(sen.words.otherNumberTitle);
    await sen.entersCode(await stage.sandbox.latestCode(second.phone));
    await sen.reads("Có một số đang chờ");
    const old = await stage.applicant(sen.person);
    await old.opensTheLink();
    await old.heading("Hủy đổi số điện thoại");
    await old.sends(old.words.keepsNumber);
    await old.reads("Số điện thoại được giữ nguyên.");
    await sen.reload();
    await sen.doesNotRead("Có một số đang chờ");
  });

  test("she reads what is kept about her, closes her account, and thinks better of it", async () => {
    const na = await signedIn(stage);
    await na.sends(na.words.exportTitle);
    const downloads = na.page.waitForEvent("download");
    await na.page.getByRole("button", { name: na.words.exports }).click();
    const file = JSON.parse(await readFile(await (await downloads).path(), "utf8"));
    assert.equal(file.person.identity_number, na.person.citizen_number);
    assert.equal(file.person.name, na.person.name);
    await na.open(`${stage.program.account}/vi/tai-khoan/dong`);
    await na.sends(na.words.closeTitle);
    await na.reads("Hãy đánh dấu vào ô");
    await na.page.getByText(na.words.closes, { exact: true }).click();
    await na.sends(na.words.closeTitle);
    await na.reads("Đến lúc đó bạn vẫn có thể giữ lại.");
    const again = await elsewhere(stage, na);
    await again.reads("Tài khoản sắp được đóng");
    await again.sends(again.words.keeps);
    await again.heading(again.words.accountTitle);
    await again.doesNotRead("Tài khoản sắp được đóng");
  });
});

describe("slower than a proof is fresh", IN_TURN, () => {
  const stage = raise({ ...EASY, session: { proved_within: "6s" } });

  for (const [language, script] of [["vi-VN", true], ["en-GB", false]]) {
    test(`what she typed waits until she has shown that it is her (${language}, script ${script})`, async () => {
      const lua = await signedIn(stage, { language, script });
      const address = `lua.${language}@example.vn`.toLowerCase();
      await lua.sends(lua.words.mailTitle);
      await lua.heading(lua.words.mailTitle);
      await lua.fill(lua.words.newMail, address);
      await lua.page.waitForTimeout(6_500);
      await lua.sends(lua.words.sendsMail);
      await lua.provesAgain();
      await lua.heading(lua.words.mailTitle);
      assert.equal(await lua.typed(lua.words.newMail), address);
      await lua.sends(lua.words.sendsMail);
      const { text } = await stage.sandbox.newMail(address);
      await lua.open(/http:\/\/\S+/.exec(text)[0]);
      await lua.page.getByRole("main").getByRole("button").first().click();
      await lua.open(`${stage.program.account}/${lua.language}/tai-khoan`);
      await lua.reads(lua.language === "vi" ? "Bạn đã xác nhận bằng liên kết" : "You confirmed it");
    });
  }
});
