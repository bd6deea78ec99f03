// A forgotten password: on a new device with nothing but the telephone; with a SIM that was changed
// yesterday; cancelled by its owner; and a number nobody has an account with.
import assert from "node:assert/strict";
import { test } from "node:test";
import { GOOD_PASSWORD } from "./lib/applicant.mjs";
import { EASY, raise } from "./lib/stage.mjs";

const NEW_PASSWORD = "Đò ngang-Bến lở.52";

const stage = raise({ ...EASY, recovery: { delay: "4s" } });

test("on a new device with only the telephone she has a new password within minutes, and signs in", async () => {
  const began = Date.now();
  const thao = await stage.elsewhere();
  await thao.forgetsHerPassword();
  await thao.entersCode(await thao.readsCode());
  await thao.setsNewPassword(GOOD_PASSWORD);
  await thao.reads("Đây là mật khẩu đang dùng. Vui lòng chọn mật khẩu khác.");
  await thao.setsNewPassword(NEW_PASSWORD);
  await thao.heading(thao.words.resetTitle);
  const told = await stage.sandbox.newMessage(thao.person.phone);
  assert.match(told.text, /mat khau cua ban da duoc dat lai/);
  await thao.sends("Đăng nhập");
  await thao.heading(thao.words.loginTitle);
  await thao.signsIn({ password: GOOD_PASSWORD });
  await thao.reads(thao.words.loginRefused);
  await thao.signsIn({ password: NEW_PASSWORD });
  await thao.heading(thao.words.loginCodeTitle);
  await thao.entersCode(await thao.readsCode());
  await thao.heading(thao.words.accountTitle);
  assert.ok(Date.now() - began < 300_000, "under five minutes");
});

test("without script the same way is open", async () => {
  const loan = await stage.elsewhere({ script: false });
  await loan.forgetsHerPassword();
  const code = await loan.readsCode();
  await loan.entersCode(String((Number(code) + 1) % 100_000_000).padStart(8, "0"));
  await loan.reads("Mã OTP chưa đúng. Hãy xem lại tin nhắn mới nhất.");
  await loan.entersCode(code);
  await loan.setsNewPassword(NEW_PASSWORD);
  await loan.heading(loan.words.resetTitle);
});

test("a SIM that was changed yesterday resets nothing by message, and waits instead", async () => {
  const yen = await stage.elsewhere();
  await stage.sandbox.changesSim(yen.person);
  await yen.forgetsHerPassword();
  await yen.entersCode(await yen.readsCode());
  await yen.heading(yen.words.secondTitle);
  await yen.reads("Nhà mạng cho biết SIM của số này mới được thay trong 10 ngày qua");
  await yen.open(yen.page.url().replace("/xac-minh", "/mat-khau"));
  await yen.heading(yen.words.secondTitle);
  await yen.page.getByRole("button", { name: "Đặt lại sau" }).click();
  await yen.heading(yen.words.waitTitle);
  const notice = await stage.sandbox.newMessage(yen.person.phone);
  assert.match(notice.text, /Khong phai ban\? Huy ngay: http/);
  // The link comes when it is time, and may be opened anywhere.
  const borrowed = await stage.applicant(yen.person);
  await borrowed.opensTheLink({ within: 20_000 });
  await borrowed.sends(borrowed.words.completes);
  await borrowed.setsNewPassword(NEW_PASSWORD);
  await borrowed.heading(borrowed.words.resetTitle);
});

test("whoever registers again is led to a new password, and signs in with it", async () => {
  const thao = await stage.elsewhere();
  await thao.walksTo("code");
  await thao.entersCode(await thao.readsCode());
  await thao.heading(thao.words.existsTitle);
  await thao.sends("Quên mật khẩu");
  await thao.saysWhoForgot();
  await thao.entersCode(await thao.readsCode());
  await thao.setsNewPassword(NEW_PASSWORD);
  await thao.heading(thao.words.resetTitle);
  await thao.isTold(/mat khau cua ban da duoc dat lai/);
  await thao.sends("Đăng nhập");
  await thao.signsInWithCode({ password: NEW_PASSWORD });
  await thao.heading(thao.words.accountTitle);
});

test("the owner cancels by one tap, and no link comes", async () => {
  const thief = await stage.elsewhere();
  await stage.sandbox.changesSim(thief.person);
  await thief.forgetsHerPassword();
  await thief.entersCode(await thief.readsCode());
  await thief.page.getByRole("button", { name: "Đặt lại sau" }).click();
  await thief.heading(thief.words.waitTitle);
  const owner = await stage.applicant(thief.person);
  await owner.opensTheLink();
  await owner.sends(owner.words.cancels);
  await owner.heading(owner.words.cancelledTitle);
  await thief.reload();
  await thief.heading(thief.words.cancelledTitle);
  await owner.page.waitForTimeout(1_500);
  const messages = await owner.messageCount();
  await owner.page.waitForTimeout(6_000);
  assert.equal(await owner.messageCount(), messages);
});

test("a number nobody has an account with gets the same page and no message", async () => {
  const stranger = await stage.applicant();
  await stranger.forgetsHerPassword();
  await stranger.reads("Vì an toàn, trang này giống nhau cho mọi số.");
  await stranger.entersCode("12345678");
  await stranger.reads("Mã OTP chưa đúng. Hãy xem lại tin nhắn mới nhất.");
  assert.equal(await stranger.messageCount(), 0);
});
