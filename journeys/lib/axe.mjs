// Accessibility of the page as it stands: WCAG 2.2 A and AA, and good practice.
import { AxeBuilder } from "@axe-core/playwright";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

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

/** What is wrong, one line per element, readable. */
export async function violations(citizen) {
  if (!citizen.scripted) await ringTimers(citizen.page);
  // No page holds a frame: nothing need be gathered in a page of its own.
  const { violations: found } = await new AxeBuilder({ page: citizen.page })
    .setLegacyMode(true)
    .withTags(RULES)
    .analyze();
  return found.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id} (${rule.impact}): ${rule.help}\n    ${node.html}`),
  );
}

/** Fails with everything that is wrong on the page; `where` names the page for a reader. */
export async function accessible(citizen, where = citizen.page.url()) {
  const found = await violations(citizen);
  if (found.length > 0) {
    throw new Error(`${where}: ${found.length} violations\n  ${found.join("\n  ")}`);
  }
}
