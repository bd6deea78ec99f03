// Reading the picture of a challenge. A machine cannot, and there is no back door: a small reader,
// built apart from the program, opens the picture's token with the demonstration's own key file.
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The six characters of the picture on the page. */
export async function readPicture(citizen, program) {
  const token = await citizen.page.locator("input[name=challenge-image]").inputValue();
  return charactersOf(token, program);
}

/** The six characters behind a picture's token. */
export async function charactersOf(token, program) {
  const reader = process.env.MOTCUA_READ_CHALLENGE;
  if (!reader) throw new Error("MOTCUA_READ_CHALLENGE names the reader; `cargo xtask test` sets it");
  const { stdout } = await run(path.resolve(reader), [path.join(program.data, "keys.toml"), token]);
  return stdout.trim();
}
