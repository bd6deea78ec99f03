// Pictures of a page: 360 and 1280 px wide, light and dark, in journeys/shots/ (not kept
// in the repository), to be looked at.
import { mkdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../shots/", import.meta.url));
const WIDTHS = [360, 1280];
const SCHEMES = ["light", "dark"];

/** Takes pictures named `<name>-<width>-<scheme>.png`, light and dark or as wished; answers
 *  their files. */
export async function shots(citizen, name, schemes = SCHEMES) {
  const { page } = citizen;
  const before = page.viewportSize();
  await mkdir(FOLDER, { recursive: true });
  const wire = await page.context().newCDPSession(page);
  const files = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: width < 600 ? 740 : 900 });
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme });
      const path = `${FOLDER}${name}-${width}-${colorScheme}.png`;
      await writeFile(path, await picture(wire));
      files.push(path);
    }
  }
  await wire.detach();
  await page.emulateMedia({ colorScheme: null });
  if (before) await page.setViewportSize(before);
  return files;
}

/** The whole page, packed quickly rather than small: hundreds are taken, few are kept. */
async function picture(wire) {
  const { cssContentSize } = await wire.send("Page.getLayoutMetrics");
  const { data } = await wire.send("Page.captureScreenshot", {
    format: "png",
    optimizeForSpeed: true,
    captureBeyondViewport: true,
    clip: { x: 0, y: 0, width: cssContentSize.width, height: cssContentSize.height, scale: 1 },
  });
  return Buffer.from(data, "base64");
}
