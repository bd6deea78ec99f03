// The guides of registration and of signing in, followed word by word in both languages; and every
// picture is of today's page. `npm run pictures` takes them anew.
import assert from "node:assert/strict";
import { test } from "node:test";
import { BINH, HA } from "./lib/cast.mjs";
import { follows } from "./lib/guide.mjs";
import { keep, keptOutlines, outline, taken } from "./lib/pictures.mjs";
import { EASY, raise } from "./lib/stage.mjs";

const stage = raise(EASY);
const TAKES = process.env.MOTCUA_TAKES_PICTURES === "1";

for (const [wish, who] of [
  [{ language: "vi-VN" }, BINH],
  [{ language: "en-GB" }, HA],
]) {
  test(`the guides lead to an account and into the portal (${wish.language})`, async () => {
    const citizen = await stage.applicant(who, wish);
    await citizen.page.setViewportSize({ width: 980, height: 700 });
    const seen = {};
    const looks = async ({ picture }, things) => {
      if (!picture) return;
      seen[picture] = { outline: await outline(citizen, things) };
      if (TAKES) seen[picture].picture = await taken(citizen, things);
    };
    await follows(citizen, "dang-ky", looks);
    await citizen.isDone();
    await follows(citizen, "dang-nhap", looks);
    await citizen.isAtThePortal();
    if (TAKES) await keep(citizen.language, seen);
    const today = Object.fromEntries(Object.entries(seen).map(([name, one]) => [name, one.outline]));
    const kept = await keptOutlines(citizen.language);
    assert.deepEqual(today, kept, "pages have changed since their pictures were taken: npm run pictures");
  });
}

test("the guides can be followed without script, and in large letters", async () => {
  const citizen = await stage.applicant(null, { script: false });
  await citizen.open(`${stage.program.portal}/vi/ho-tro/dang-ky`);
  assert.equal(await citizen.page.locator(".walk > li img").count(), 6);
  for (const picture of await citizen.page.locator(".walk img").all()) {
    const source = await picture.getAttribute("src");
    const answer = await citizen.page.request.get(`${stage.program.portal}${source}`);
    assert.equal(answer.status(), 200, source);
  }
});
