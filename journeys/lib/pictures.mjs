// The pictures of the guides (docs/decisions/0029): taken of the page where a step is done, with what
// it names marked, and kept beside an outline of that page. A picture whose outline is no longer the
// page's shows yesterday's page.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { small } from "./small_png.mjs";

const FOLDER = fileURLToPath(new URL("../../crates/portal/src/help/pictures/", import.meta.url));
const WIDTH = 980;
const AROUND = 12;
const SAID = /^\s*- (heading|button|link|textbox|checkbox|radio|searchbox|combobox) "([^"]*)"/;

/** The part of the page that is shown: the head where the step is done there, else the page's own. */
async function part(citizen, things) {
  const head = citizen.page.getByRole("banner");
  const first = things[0] && (await things[0].evaluate((one) => one.closest("header") !== null));
  return first ? head : citizen.page.locator("main > *").first();
}

/** What stands there to be read and used, line by line, without what differs from day to day. */
export async function outline(citizen, things) {
  const said = await (await part(citizen, things)).ariaSnapshot();
  const lines = said.split("\n").map((line) => SAID.exec(line)).filter(Boolean);
  return lines.map(([, role, name]) => `${role} ${name}`.replace(/\d+/g, "0"));
}

/** Takes a picture; answers its bytes. */
export async function taken(citizen, things) {
  const { page } = citizen;
  await page.setViewportSize({ width: WIDTH, height: 700 });
  const mark = (one, outlined) =>
    one.evaluate((element, style) => {
      const shown = element.type === "hidden" ? element.parentElement : element;
      shown.style.outline = style;
      shown.style.outlineOffset = style && "3px";
    }, outlined);
  const isHead = (await part(citizen, things)).toString().includes("banner");
  for (const one of things) await mark(one, `3px solid ${isHead ? "#f2a900" : "#b3261e"}`);
  const { x, y, width, height } = await (await part(citizen, things)).boundingBox();
  const clip = {
    x: Math.max(0, x - AROUND),
    y: Math.max(0, y - AROUND),
    width: Math.min(WIDTH, width + 2 * AROUND),
    height: height + 2 * AROUND,
  };
  const picture = await page.screenshot({ clip, fullPage: true, animations: "disabled", caret: "hide" });
  for (const one of things) await mark(one, "");
  return small(picture);
}

const outlines = (language) => `${FOLDER}${language}/outlines.json`;

/** The outlines that the kept pictures of a language were taken of, by the pictures' names. */
export async function keptOutlines(language) {
  return JSON.parse(await readFile(outlines(language), "utf8"));
}

/** Keeps pictures with their outlines: `{ name: { picture, outline } }`. */
export async function keep(language, all) {
  await mkdir(`${FOLDER}${language}`, { recursive: true });
  const kept = {};
  for (const [name, { picture, outline: lines }] of Object.entries(all)) {
    await writeFile(`${FOLDER}${language}/${name}.png`, picture);
    kept[name] = lines;
  }
  await writeFile(outlines(language), `${JSON.stringify(kept, null, 2)}\n`);
}
