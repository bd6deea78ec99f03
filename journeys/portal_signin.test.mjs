// From the portal's home page to the portal's home page, signed in with the national account, as
// the guide says; and out of both.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { EASY, IN_TURN, raise } from "./lib/stage.mjs";

const stage = raise(EASY);

const WORDS = {
  vi: {
    signIn: "Đăng nhập",
    button: "Đăng nhập bằng Cổng DVC Quốc gia",
    hello: (name) => `Xin chào ${name}. Bạn đã đăng nhập.`,
    out: "Đăng xuất",
    done: "Bạn đã đăng xuất",
  },
  en: {
    signIn: "Sign in",
    button: "Sign in with the National Public Service Portal",
    hello: (name) => `Hello ${name}. You are signed in.`,
    out: "Sign out",
    done: "You have signed out",
  },
};

/** Somebody with an account, before a browser that has never seen them. */
async function atANewBrowser(wish = {}) {
  const registered = await stage.applicant(null, wish);
  await registered.walksTo("done");
  return stage.applicant(registered.person, wish);
}

/** From the portal's home page to the account service's form. */
async function leavesThePortal(citizen) {
  const words = WORDS[citizen.language];
  await citizen.open(`${stage.program.portal}/${citizen.language}`);
  await citizen.sends(words.signIn);
  assert.equal(citizen.address.origin, stage.program.portal);
  await citizen.sends(words.button);
  assert.equal(citizen.address.origin, stage.program.account);
}

describe("a citizen signs in to the portal and out of both", IN_TURN, () => {
  for (const language of ["vi-VN", "en-GB"]) {
    for (const script of [true, false]) {
      test(`${language}, script ${script}`, async () => {
        const lan = await atANewBrowser({ language, script });
        const words = WORDS[lan.language];
        await leavesThePortal(lan);
        await lan.signsIn();
        await lan.entersCode(await lan.readsCode());
        await lan.reads(words.hello(lan.person.name));
        assert.equal(lan.address.href, `${stage.program.portal}/${lan.language}`);

        await lan.sends(words.out);
        await lan.heading(words.done);
        assert.equal(lan.address.origin, stage.program.portal);
        await lan.open(`${stage.program.account}/${lan.language}/tai-khoan`);
        await lan.heading(words.signIn);
      });
    }
  }
});

test("a citizen who is signed in at the account service already only presses the button", async () => {
  const lan = await atANewBrowser();
  await lan.goesToSignIn();
  await lan.signsIn();
  await lan.entersCode(await lan.readsCode());
  await lan.heading("Tài khoản của tôi");
  await lan.open(`${stage.program.portal}/vi/dang-nhap`);
  await lan.sends(WORDS.vi.button);
  await lan.reads(WORDS.vi.hello(lan.person.name));
});

test("a citizen who signs out at the account service is signed out of the portal", async () => {
  const lan = await atANewBrowser();
  await leavesThePortal(lan);
  await lan.signsIn();
  await lan.entersCode(await lan.readsCode());
  await lan.reads(WORDS.vi.hello(lan.person.name));
  await lan.open(`${stage.program.account}/vi/tai-khoan`);
  await lan.sends("Đăng xuất");
  await lan.eventually(async () => {
    await lan.open(`${stage.program.portal}/vi`);
    return (await lan.page.getByRole("button", { name: "Đăng xuất" }).count()) === 0;
  }, "the portal has heard of it");
});
