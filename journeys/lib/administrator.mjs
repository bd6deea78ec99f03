// Administrators of the portal, and files for its catalogue: as the guide for administrators says.
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Runs a command on the data of a stage; answers what it says. */
export async function orders(stage, ...words) {
  const { stdout } = await run(path.resolve(process.env.MOTCUA_BIN), [...words, "--data", stage.program.data]);
  return stdout;
}

/** Somebody who administers the portal, before the page of administrators. */
export async function administrator(stage, wish) {
  const hoa = await stage.elsewhere(wish);
  const page = `${stage.program.portal}/${hoa.language}/quan-tri`;
  await hoa.signsInToThePortal();
  await hoa.open(page);
  const reference = (await hoa.page.locator("main strong").textContent()).trim();
  await orders(stage, "admin", "add", "--person", reference);
  await hoa.open(page);
  await hoa.heading(hoa.words.administrationTitle);
  return hoa;
}
