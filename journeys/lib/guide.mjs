// The guides of *Hỗ trợ*, followed word by word: what a step names is looked for on the page that
// stands there, filled in where it is a field and pressed where it is a button or a link.
import assert from "node:assert/strict";
import { GOOD_PASSWORD } from "./applicant.mjs";

/** A step as the guide's page says it: `{ words, picture, names: [{ name, isDone }] }`. */
export async function stepsOf(citizen, guide) {
  const { page, program, language } = citizen;
  await citizen.open(`${program.portal}/${language}/ho-tro/${guide}`);
  const steps = await page.locator(".walk > li").evaluateAll((all) =>
    all.map((step) => ({
      words: step.querySelector("p").innerText,
      picture: step.querySelector("img")?.getAttribute("src").match(/([a-z-]+)-(?:vi|en)\./)[1],
      names: [...step.querySelectorAll(".named")].map((named) => ({
        name: named.textContent,
        isDone: named.hasAttribute("data-done"),
      })),
    })),
  );
  assert.notEqual(steps.length, 0, `${guide} has no steps`);
  return steps;
}

/** What stands on the page under this name: a field, or something to press. */
function thing(citizen, name) {
  const { page } = citizen;
  const begins = new RegExp(`^${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}(?![\\p{L}\\p{N}])`, "u");
  const pressed = ["button", "link"].flatMap((role) =>
    [page.getByRole("main"), page.getByRole("banner")].map((part) => part.getByRole(role, { name: begins })),
  );
  const visible = pressed.reduce((either, one) => either.or(one)).filter({ visible: true });
  return citizen.field(name).or(visible).first();
}

/** What she types into each field, by its name. */
function typing(citizen) {
  const { words, person } = citizen;
  return {
    ...citizen.typing(),
    [words.loginIdentity]: () => person.citizen_number,
    [words.loginPassword]: () => GOOD_PASSWORD,
    [words.password]: () => GOOD_PASSWORD,
    [words.repeated]: () => GOOD_PASSWORD,
    [words.code]: () => citizen.readsCode(),
  };
}

async function does(citizen, name) {
  if ((await citizen.field(name).count()) === 0) return citizen.sends(name);
  const value = typing(citizen)[name];
  assert.notEqual(value, undefined, `nobody knows what to type into “${name}”`);
  return citizen.fill(name, typeof value === "function" ? await value() : value);
}

/** Follows a guide from its first step to its last. `looks(step, things)` is called where each step
 *  begins, with all it names standing on the page. */
export async function follows(citizen, guide, looks = () => {}) {
  for (const step of await stepsOf(citizen, guide)) {
    const [address] = /https?:\/\/\S+/.exec(step.words) ?? [];
    if (address) await citizen.open(address);
    const things = step.names.map(({ name }) => thing(citizen, name));
    for (const [nth, { name }] of step.names.entries()) {
      await things[nth].waitFor().catch((cause) => {
        throw new Error(`“${name}” is not on ${citizen.page.url()}, though the guide says: ${step.words}`, { cause });
      });
    }
    const done = things.filter((_, nth) => step.names[nth].isDone);
    await looks(step, done);
    for (const { name, isDone } of step.names) if (isDone) await does(citizen, name);
  }
}
