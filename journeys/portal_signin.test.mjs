// From the portal's home page to the portal's home page, signed in with the national account, as
// the guide says; out of both; and out of both because something happened elsewhere.
import { describe, test } from "node:test";
import { EASY, IN_TURN, raise } from "./lib/stage.mjs";

const NEW_PASSWORD = "Đò ngang-Bến lở.52";

const stage = raise(EASY);

describe("a citizen signs in to the portal and out of both", IN_TURN, () => {
  for (const language of ["vi-VN", "en-GB"]) {
    for (const script of [true, false]) {
      test(`${language}, script ${script}`, async () => {
        const lan = await stage.elsewhere({ language, script });
        await lan.signsInToThePortal();
        await lan.sends(lan.words.signOut);
        await lan.heading(lan.words.signedOutTitle);
        await lan.isNoLongerAtThePortal();
        await lan.isNoLongerAtHerAccount();
      });
    }
  }
});

test("a citizen who is signed in at the account service already only presses the button", async () => {
  const lan = await stage.elsewhere();
  await lan.goesToSignIn();
  await lan.signsInWithCode();
  await lan.heading(lan.words.accountTitle);
  await lan.open(`${stage.program.portal}/vi/dang-nhap`);
  await lan.sends(lan.words.national);
  await lan.isAtThePortal();
});

test("a citizen who signs out at the account service is signed out of the portal", async () => {
  const lan = await stage.elsewhere();
  await lan.signsInToThePortal();
  await lan.open(`${stage.program.account}/vi/tai-khoan`);
  await lan.sends(lan.words.signOut);
  await lan.isNoLongerAtThePortal();
});

test("a link in the notice about a new browser ends all sessions, and the password", async () => {
  const lan = await stage.elsewhere();
  await lan.signsInToThePortal();
  await stage.sandbox.forget(lan.person.phone);
  const thief = await stage.applicant(lan.person);
  await thief.signsInToThePortal();
  const notice = await lan.isTold(/Khong phai ban\? http/);
  const telephone = await stage.applicant(lan.person, { phone: true });
  await telephone.opensTheLinkIn(notice);
  await telephone.heading("Đây không phải tôi");
  await telephone.sends("Đăng xuất mọi nơi và khóa mật khẩu");
  await telephone.reads("mọi nơi dùng mật khẩu đó đã bị đăng xuất");
  for (const one of [thief, lan]) {
    await one.isNoLongerAtThePortal();
    await one.isNoLongerAtHerAccount();
    await one.signsIn();
    await one.reads(one.words.loginRefused);
  }
});

test("a password that was reset elsewhere ends the sessions at the portal and here", async () => {
  const lan = await stage.elsewhere();
  await lan.signsInToThePortal();
  const other = await stage.applicant(lan.person);
  await other.forgetsHerPassword();
  await other.entersCode(await other.readsCode());
  await other.setsNewPassword(NEW_PASSWORD);
  await other.heading(other.words.resetTitle);
  await other.isTold(/mat khau cua ban da duoc dat lai/);
  await lan.isNoLongerAtThePortal();
  await lan.isNoLongerAtHerAccount();
  await lan.signsInToThePortal({ password: NEW_PASSWORD });
});
