// A citizen signs in: on a new browser, with the code from her telephone; and what happens when
// something is wrong.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { GOOD_PASSWORD, handsetOf } from "./lib/applicant.mjs";
import { EASY, IN_TURN, raise } from "./lib/stage.mjs";
import { Wire } from "./lib/wire.mjs";

const stage = raise(EASY);

test("a citizen signs in as the guide says, and out again", async () => {
  const lan = await stage.elsewhere();
  const handset = await handsetOf(lan, await stage.applicant(lan.person));
  const { person } = lan;
  await lan.open(`${stage.program.account}/vi/dang-nhap`);
  await lan.heading("Đăng nhập");
  await lan.reads("CMT/CCCD");
  await lan.fill("Tên đăng nhập", person.citizen_number);
  await lan.fill("Mật khẩu", GOOD_PASSWORD);
  await lan.sends("Đăng nhập");
  await lan.heading("Xác thực mã OTP");
  const shown = `0${person.phone.slice(3)}`;
  await lan.reads(
    `Mã xác thực đã được gửi qua số điện thoại: ${shown.slice(0, 4)}xxx${shown.slice(-3)}`,
  );
  await lan.reads("Bạn chưa nhận được mã?");
  const code = await lan.readsCode();
  await lan.eventually(async () => (await handset.showsCode()) === code, "the handset shows it");
  await lan.guessesWrong(code);
  await lan.reads("Mã OTP chưa đúng. Hãy xem lại tin nhắn mới nhất.");
  await lan.fill("Nhập mã OTP", code);
  await lan.sends("Xác nhận");
  await lan.heading("Tài khoản của tôi");
  await lan.reads(`Xin chào ${person.name}. Bạn đã đăng nhập.`);
  // Going back shows nothing that could be pressed a second time to any end.
  await lan.back();
  await lan.open(`${stage.program.account}/vi/dang-nhap`);
  await lan.heading("Tài khoản của tôi");
  await lan.sends("Đăng xuất");
  await lan.heading("Đăng nhập");
  await lan.reads("Bạn đã đăng xuất.");
  await lan.open(`${stage.program.account}/vi/tai-khoan`);
  await lan.heading("Đăng nhập");
});

describe("whichever language and browser", IN_TURN, () => {
  for (const language of ["vi-VN", "en-GB"]) {
    for (const script of [true, false]) {
      test(`a citizen signs in (${language}, script ${script})`, async () => {
        const lan = await stage.elsewhere({ language, script });
        await lan.goesToSignIn();
        await lan.signsIn({ password: "Nhầm mất rồi.17" });
        await lan.reads(lan.words.loginRefused);
        assert.equal(await lan.typed(lan.words.loginIdentity), lan.person.citizen_number);
        assert.equal(await lan.typed(lan.words.loginPassword), "");
        await lan.signsIn();
        await lan.heading(lan.words.loginCodeTitle);
        await lan.entersCode(await lan.readsCode());
        await lan.heading(lan.words.accountTitle);
        await lan.sends(lan.words.signOut);
        await lan.heading(lan.words.loginTitle);
      });
    }
  }
});

test("she presses twice, and is signed in once", async () => {
  const lan = await stage.elsewhere();
  await lan.goesToSignIn();
  await lan.fillsInSignIn();
  await lan.sendsTwice(lan.words.signIn, { apart: 40 });
  await lan.heading(lan.words.loginCodeTitle);
  assert.equal(await lan.messageCount(2), 2, "one to register, one to sign in");
  await lan.fill(lan.words.code, await lan.readsCode());
  await lan.sendsTwice(lan.words.confirm, { apart: 40 });
  await lan.heading(lan.words.accountTitle);
});

test("another way: a recovery code that she printed when she registered", async () => {
  const lan = await stage.applicant();
  await lan.walksTo("done");
  const codes = await lan.page.getByRole("listitem").getByText(/^[\w-]{29}$/).allInnerTexts();
  await lan.sends("Đăng nhập");
  await lan.signsIn();
  await lan.heading(lan.words.loginCodeTitle);
  await lan.sends("Chọn phương thức xác thực khác");
  await lan.sends("Mã khôi phục");
  await lan.heading("Nhập mã khôi phục");
  await lan.fill("Mã khôi phục", codes[0].toLowerCase());
  await lan.sends("Xác nhận");
  await lan.heading("Tài khoản của tôi");
});

test("thirty wrong passwords from elsewhere lock nobody out of a browser that is known", async () => {
  const lan = await stage.elsewhere();
  await lan.goesToSignIn();
  await lan.signsInWithCode();
  await lan.heading(lan.words.accountTitle);
  await lan.sends(lan.words.signOut);
  await stage.sandbox.forget(lan.person.phone);

  const form = "/vi/dang-nhap";
  const attacker = new Wire(stage.program.account, stage.program);
  const tries = async (password) => {
    const typed = { identity: lan.person.citizen_number, password };
    return attacker.post(form, { ...(await attacker.form(form)), ...typed });
  };
  const told = [];
  for (let nth = 1; nth <= 30; nth += 1) told.push(await tries(`Đoán lần thứ ${nth}.`));
  // From now on not even the right one serves there, and nobody is told so.
  told.push(await tries(GOOD_PASSWORD));
  for (const { status, words } of told) {
    assert.equal(status, 422);
    assert.ok(words.includes(lan.words.loginRefused), words);
  }
  await lan.isTold(/co nguoi nhap sai mat khau cua ban nhieu lan/);

  await lan.goesToSignIn();
  await lan.signsInWithCode();
  await lan.heading(lan.words.accountTitle);
});
