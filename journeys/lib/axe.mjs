// Accessibility of the page as it stands: WCAG 2.2 A and AA, and good practice.
import axe from "axe-core";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** What else can be wrong where only the colours have changed. */
const COLOURS = { type: "rule", values: ["color-contrast", "link-in-text-block"] };

/** Where scripts are off no timer rings, and axe would wait for its own for ever: its short
 *  pauses are over at once instead, its long deadlines never come. */
async function ringTimers(page) {
  await page.evaluate(() => {
    window.setTimeout = (work, delay = 0) => {
      if (delay < 100) Promise.resolve().then(work);
      return 0;
    };
  });
}

/** What is wrong, one line per element, readable. The page holds no frames, and is told once what
 *  to look at. */
async function violations({ page, scripted }, runOnly = RULES) {
  if (!scripted) await ringTimers(page);
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const found = await page.evaluate(
    async (wish) => (await window.axe.run(document, wish)).violations,
    { runOnly, resultTypes: ["violations"] },
  );
  return found.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id} (${rule.impact}): ${rule.help}\n    ${node.html}`),
  );
}

function refuses(found, where) {
  if (found.length > 0) {
    throw new Error(`${where}: ${found.length} violations\n  ${found.join("\n  ")}`);
  }
}

/** Fails with everything that is wrong on the page; `where` names the page for a reader. */
export async function accessible(citizen, where = citizen.page.url()) {
  refuses(await violations(citizen), where);
}

/** Fails with what cannot be told apart by its colours: enough where the same page was
 *  `accessible` in others. */
export async function legible(citizen, where) {
  refuses(await violations(citizen, COLOURS), where);
}
