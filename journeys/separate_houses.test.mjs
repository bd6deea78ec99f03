// The two houses as programs of their own, each with its configuration, keys and database: they know
// each other by HTTP alone, as if other people ran the other one.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { outsideWorld, housesApart } from "./lib/houses.mjs";
import { Stage } from "./lib/stage.mjs";

const stage = new Stage(async () => {
  const world = await outsideWorld();
  const settings = { login: { messages: "60/1h" } };
  const town = await housesApart(world, { settings });
  Object.assign(stage, town, { world });
  return town.program;
});
before(() => stage.raise());
afterEach(() => stage.clear());
after(async () => {
  await stage.strike();
  await stage.world?.leave();
});

for (const script of [true, false]) {
  const how = script ? "with" : "without";
  test(`from portal to portal signed in, and out of both from either (${how} script)`, async () => {
    const lan = await stage.elsewhere({ script });
    await lan.signsInToThePortal();
    await lan.sends(lan.words.signOut);
    await lan.heading(lan.words.signedOutTitle);
    assert.equal(lan.address.origin, stage.program.portal);
    await lan.isNoLongerAtThePortal();
    await lan.isNoLongerAtHerAccount();

    await lan.signsInToThePortal();
    await lan.open(`${stage.program.account}/vi/tai-khoan`);
    await lan.sends(lan.words.signOut);
    await lan.isNoLongerAtThePortal();
  });
}

test("while the account service is away the portal serves on, and says what is the matter", async () => {
  const lan = await stage.elsewhere();
  await lan.signsInToThePortal();
  const other = await stage.applicant(lan.person);
  const [[account], [portal]] = [stage.accounts, stage.portals];
  assert.equal(await account.pause(), 0);
  try {
    // Nor does it need the other one to start.
    assert.equal(await portal.pause(), 0);
    await portal.start();
    await lan.reload();
    await lan.isAtThePortal();
    await other.open(`${stage.program.portal}/vi/dang-nhap`);
    await other.sends(other.words.national);
    await other.reads("Cổng DVC Quốc gia hiện không trả lời");
    other.forgives(/^50\d /);
    await lan.sends(lan.words.signOut);
    await lan.reads("Có thể bạn vẫn còn đăng nhập tại Cổng DVC Quốc gia");
  } finally {
    await account.start();
  }
  // Whom it could not reach it does not ask again for two seconds.
  await wait(2_500);
  await other.signsInToThePortal();
});

test("the portal hears of a sign-out that happened while it was away", async () => {
  const lan = await stage.elsewhere();
  await lan.signsInToThePortal();
  const [portal] = stage.portals;
  await portal.kill();
  await lan.open(`${stage.program.account}/vi/tai-khoan`);
  await lan.sends(lan.words.signOut);
  await lan.heading(lan.words.loginTitle);
  await portal.start();
  await lan.isNoLongerAtThePortal();
});
