// At the desk: somebody who lost telephone and password gets the account back from two officers and
// a sheet of paper; somebody whose SIM is her daughter's gets one at last; and what no officer can.
import assert from "node:assert/strict";
import { test } from "node:test";
import { typedPhone } from "./lib/cast.mjs";
import * as desk from "./lib/desk.mjs";
import { EASY, raise } from "./lib/stage.mjs";

const NEW_PASSWORD = "Đò ngang-Bến lở.52";

const stage = raise(EASY);

test("telephone and password lost: two officers, a card, a sheet, and signed in with a new number", async () => {
  const thao = await stage.applicant();
  await thao.walksTo("done");
  const lan = await desk.officer(stage, "desk");
  const hai = await desk.officer(stage, "desk_approver");
  const { words } = thao;

  await desk.looksUp(lan, thao.person.citizen_number);
  await lan.reads(thao.person.name);
  assert.equal((await lan.page.content()).includes(thao.person.phone.slice(3)), false, "masked");
  await desk.asks(lan, thao.person, { digits: "000000" });
  await lan.reads("6 chữ số này không khớp với tài khoản");
  await desk.asks(lan, thao.person);
  await lan.reads("Đang chờ cán bộ khác duyệt");
  assert.equal(await lan.page.getByRole("button", { name: words.approves }).count(), 0);

  await desk.approves(hai);
  const told = await stage.sandbox.newMessage(thao.person.phone);
  assert.match(told.text, /da duyet trao lai tai khoan/);
  const code = await desk.prints(lan);
  await lan.sends("Về trang quầy");
  await lan.reads("In lại thì tờ giấy trước không còn dùng được");
  assert.equal((await lan.page.content()).includes(code), false, "shown once");

  const phone = `+8490577${String(Date.now()).slice(-4)}`;
  thao.person = await desk.changesNumber(stage, thao.person, phone);
  await desk.entersTheSheet(thao, code.toLowerCase());
  await thao.fill(words.newNumber, typedPhone(phone));
  await thao.sends(words.sendsToNewNumber);
  await thao.heading(words.confirmNumberTitle);
  await thao.entersCode(await thao.readsCode());
  await thao.fill(words.password, NEW_PASSWORD);
  await thao.fill(words.repeated, NEW_PASSWORD);
  await thao.sends(words.setsNewPassword);
  await thao.heading(words.yoursTitle);
  await thao.sends(words.signIn);
  await thao.signsIn({ password: NEW_PASSWORD });
  await thao.heading(words.loginCodeTitle);
  await thao.entersCode(await thao.readsCode());
  await thao.heading(words.accountTitle);

  const again = await stage.applicant(thao.person);
  await desk.entersTheSheet(again, code);
  await again.reads("hoặc tờ giấy không còn dùng được");
});

test("her SIM is her daughter's: the reference of the form opens the account at the desk, without script", async () => {
  const lanh = await stage.applicant();
  await lanh.goesToTheForm();
  const typed = { name: "Trương Thị Sáu" };
  await lanh.sendsTheForm(typed);
  await lanh.reads(/DK-[0-9A-Z]{4}-[0-9A-Z]{4}/);
  const reference = /DK-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await lanh.text())[0];
  const lan = await desk.officer(stage, "desk");
  const hai = await desk.officer(stage, "desk_approver");
  await desk.looksUp(lan, reference);
  await lan.reads(typed.name);
  await desk.asks(lan, lanh.person);
  await desk.approves(hai);
  const code = await desk.prints(lan);

  const home = await stage.applicant(lanh.person, { script: false });
  const { words } = home;
  await desk.entersTheSheet(home, code);
  await home.sends(words.sendsToNewNumber);
  await home.heading(words.confirmNumberTitle);
  await home.entersCode(await home.readsCode());
  await home.fill(words.password, NEW_PASSWORD);
  await home.fill(words.repeated, NEW_PASSWORD);
  await home.sends(words.setsNewPassword);
  await home.heading(words.yoursTitle);
  assert.equal(await home.page.locator("#recovery code").count(), 10);
});

test("to whoever is no officer the desk is not there", async () => {
  const thao = await stage.applicant();
  await thao.walksTo("done");
  await thao.goesToSignIn();
  await thao.signsIn();
  await thao.entersCode(await thao.readsCode());
  await thao.heading(thao.words.accountTitle);
  const answer = await thao.open(`${stage.program.account}/vi/quay`);
  assert.equal(answer.status(), 404);
  await thao.heading("Không tìm thấy trang này");
});
