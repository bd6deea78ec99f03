// A changed number ending signed in: the old telephone is gone, the new one is in her own name; and
// a thief with a telephone of his own gets nowhere.
import assert from "node:assert/strict";
import { test } from "node:test";
import { typedPhone } from "./lib/cast.mjs";
import { changesNumber } from "./lib/desk.mjs";
import { EASY, raise } from "./lib/stage.mjs";

const NEW_PASSWORD = "Đò ngang-Bến lở.52";

const stage = raise({ ...EASY, recovery: { delay: "4s" } });

let phones = Date.now() % 9_000;

/** Somebody with an account and a new telephone, before another machine. */
async function moved(wish) {
  const before = await stage.applicant(null);
  await before.walksTo("done");
  const old = before.person;
  await before.leave();
  phones += 1;
  const phone = `+8490577${String(1_000 + (phones % 9_000)).slice(-4)}`;
  const after = await stage.applicant(await changesNumber(stage, old, phone), wish);
  return { after, old };
}

test("the old number is gone: a code to the new one, a day, a link, and signed in with it", async () => {
  const { after: thao, old } = await moved();
  await thao.losesHerNumber();
  await thao.entersCode(await thao.readsCode());
  await thao.heading(thao.words.waitTitle);
  await thao.reads("Chúng tôi báo đến số cũ");
  const told = await stage.sandbox.newMessage(old.phone);
  assert.match(told.text, /huy-dat-lai/);
  const elsewhere = await stage.applicant(thao.person);
  await elsewhere.opensTheLink({ within: 20_000 });
  await elsewhere.sends(elsewhere.words.completes);
  await elsewhere.setsNewPassword(NEW_PASSWORD);
  await elsewhere.heading(elsewhere.words.resetTitle);
  await elsewhere.sends("Đăng nhập");
  await elsewhere.signsIn({ password: NEW_PASSWORD });
  await elsewhere.heading(elsewhere.words.loginCodeTitle);
  await elsewhere.entersCode(await elsewhere.readsCode());
  await elsewhere.heading(elsewhere.words.accountTitle);
});

test("whoever reads the old telephone cancels by one tap", async () => {
  const { after: thao, old } = await moved();
  await thao.losesHerNumber();
  await thao.entersCode(await thao.readsCode());
  await thao.heading(thao.words.waitTitle);
  const owner = await stage.applicant(old);
  await owner.opensTheLink();
  await owner.sends(owner.words.cancels);
  await owner.heading(owner.words.cancelledTitle);
  await thao.reload();
  await thao.heading(thao.words.cancelledTitle);
  const messages = await thao.messageCount();
  await thao.page.waitForTimeout(6_000);
  assert.equal(await thao.messageCount(), messages);
});

test("a thief with a telephone of his own reads the same page, without script, and gets no link", async () => {
  const owner = await stage.applicant();
  await owner.walksTo("done");
  const thief = await stage.applicant(null, { script: false });
  await thief.losesHerNumber({ number: owner.person.citizen_number });
  await thief.entersCode(await thief.readsCode());
  await thief.heading(thief.words.waitTitle);
  await thief.reads("Chúng tôi báo đến số cũ");
  const messages = [await thief.messageCount(), await owner.messageCount()];
  await thief.page.waitForTimeout(6_000);
  assert.deepEqual([await thief.messageCount(), await owner.messageCount()], messages);
});
