// What every page is looked at for: what a machine can say about it (axe), whether it fits a small
// screen and large letters, both languages, and pictures of it for people.
import assert from "node:assert/strict";
import { accessible, legible } from "./axe.mjs";
import { shots } from "./shots.mjs";

const DESK = { width: 1280, height: 900 };
const PHONE = { width: 360, height: 740 };
const SMALLEST = { width: 320, height: 640 };

/** What sticks out at the right, at this width; nothing does on a page that need not be pushed. */
async function sticksOut(page, viewport) {
  await page.setViewportSize(viewport);
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const out = [...document.body.querySelectorAll("*")].filter(
      (element) => element.getBoundingClientRect().right > clientWidth + 1,
    );
    return [`${scrollWidth} px of ${clientWidth}`, ...out.slice(0, 5).map((one) => one.outerHTML.slice(0, 120))];
  });
}

async function fits(citizen, where) {
  const { page } = citizen;
  assert.deepEqual(await sticksOut(page, SMALLEST), [], `${where} at 320 px`);
  const letters = (size) =>
    page.evaluate((value) => (document.documentElement.style.fontSize = value), size);
  await letters("200%");
  assert.deepEqual(await sticksOut(page, PHONE), [], `${where} with letters twice as large`);
  await letters("");
}

/** Looks at the page as it stands. Colours have no language: the dark ones are looked at in
 *  Vietnamese. */
export async function looks(citizen, name) {
  const { page, language } = citizen;
  const where = `${name} (${language})`;
  assert.equal(await page.getAttribute("html", "lang"), language, where);
  assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1, where);
  await accessible(citizen, `${where}, light`);
  await fits(citizen, where);
  await page.setViewportSize(PHONE);
  if (language === "vi") {
    await page.emulateMedia({ colorScheme: "dark" });
    await legible(citizen, `${where}, dark, on a phone`);
    await page.emulateMedia({ colorScheme: null });
  }
  await page.setViewportSize(DESK);
  await shots(citizen, `${name}-${language}`, language === "vi" ? ["light", "dark"] : ["light"]);
}

/** The same page in the other language and back again. */
export async function speaksBoth(citizen, where) {
  const { page, address, language } = citizen;
  const there = language === "vi" ? "en" : "vi";
  for (const wanted of [there, language]) {
    await page.getByRole("banner").locator(`a[hreflang=${wanted}]`).first().click();
    await page.locator(`html[lang=${wanted}]`).waitFor();
    const path = address.pathname.replace(`/${language}`, `/${wanted}`);
    assert.equal(citizen.address.pathname, path, where);
    assert.equal(citizen.address.origin, address.origin, where);
  }
}
