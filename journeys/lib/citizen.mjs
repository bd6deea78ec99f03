// A citizen before a page: finds things by the names a person (or a screen reader) finds
// them by, never by what they are called in code.
import assert from "node:assert/strict";
import { throttle } from "./slowness.mjs";

const PATIENCE_MS = 20_000;
/** A slow machine or wire needs more of it. */
const SLOW_PATIENCE_MS = 60_000;

const escaped = (words) => words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** A label as written, with or without the star or the words in brackets behind it. */
function labelled(name) {
  return new RegExp(`^\\s*${escaped(name)}[\\s*:]*(\\([^)]*\\))?[\\s*]*$`, "iu");
}

export class Citizen {
  #wish;

  constructor(context, page, wish) {
    this.#wish = wish;
    this.context = context;
    this.page = page;
    /** What went wrong behind her back: script errors, refused content, 5xx answers. */
    this.troubles = [];
  }

  static async sitDown(context, wish) {
    const patience = wish.throttle ? SLOW_PATIENCE_MS : PATIENCE_MS;
    context.setDefaultTimeout(patience);
    context.setDefaultNavigationTimeout(patience);
    const page = await context.newPage();
    const citizen = new this(context, page, wish);
    await citizen.#watch();
    return citizen;
  }

  /** What was wished for when she sat down. */
  get wish() {
    return this.#wish;
  }

  async #watch() {
    const { page, troubles } = this;
    page.on("pageerror", (error) => troubles.push(`script: ${error.message}`));
    page.on("console", (line) => {
      if (/Content Security Policy/i.test(line.text())) troubles.push(line.text());
    });
    page.on("response", (response) => {
      if (response.status() >= 500) troubles.push(`${response.status()} ${response.url()}`);
    });
    if (this.#wish.throttle) await throttle(page, this.#wish.throttle);
  }

  /** Whether her browser runs scripts. */
  get scripted() {
    return this.#wish.script !== false;
  }

  /** The same person, with the same cookies, in a second tab. */
  async secondTab() {
    const page = await this.context.newPage();
    const tab = new this.constructor(this.context, page, this.#wish);
    await tab.#watch();
    return tab;
  }

  /** Goes to an address; answers the response. */
  open(address) {
    return this.page.goto(address);
  }

  back() {
    return this.page.goBack();
  }

  forward() {
    return this.page.goForward();
  }

  reload() {
    return this.page.reload();
  }

  get address() {
    return new URL(this.page.url());
  }

  /** The field with this label. */
  field(name) {
    const controls = this.page.locator("input, select, textarea");
    return this.page.getByLabel(labelled(name)).and(controls);
  }

  fill(name, value) {
    return this.field(name).fill(value);
  }

  async fillAll(values) {
    for (const [name, value] of Object.entries(values)) await this.fill(name, value);
  }

  typed(name) {
    return this.field(name).inputValue();
  }

  /** Ticks a box or takes one of several choices. */
  choose(name) {
    return this.field(name).check();
  }

  /** The button or link of this name, or whose name begins with these words: what stands in the
   *  page's own part is meant first, then the head and foot, where the same words may stand as
   *  well. */
  async #pressable(name) {
    const begins = new RegExp(`^${escaped(name)}(?![\\p{L}\\p{N}])`, "u");
    const main = this.page.getByRole("main");
    const ranked = [{ name, exact: true }, { name: begins }].flatMap((called) =>
      [main, this.page].flatMap((part) =>
        ["button", "link"].map((role) => part.getByRole(role, called)),
      ),
    );
    await ranked.reduce((either, one) => either.or(one)).first().waitFor();
    for (const one of ranked) if ((await one.count()) > 0) return one.first();
    return ranked.at(-1).first();
  }

  async press(name) {
    await (await this.#pressable(name)).click();
    await this.page.waitForLoadState("domcontentloaded");
  }

  /** Presses and waits until another page stands there (or the same one, drawn anew). */
  async sends(name) {
    const button = await this.#pressable(name);
    await this.leads(() => button.click());
  }

  /**
   * Presses twice, as impatient people do (in one breath, or milliseconds `apart`), and waits for
   * the page it leads to.
   */
  async sendsTwice(name, { apart = 0 } = {}) {
    const button = await this.#pressable(name);
    await this.leads(() => (apart === 0 ? button.dblclick() : this.#clicksTwice(button, apart)));
  }

  /** The second press comes while the page of the first is still awaited, so by place, not by name. */
  async #clicksTwice(button, apart) {
    await button.scrollIntoViewIfNeeded();
    const { x, y, width, height } = await button.boundingBox();
    const { mouse } = this.page;
    await mouse.click(x + width / 2, y + height / 2);
    await this.page.waitForTimeout(apart);
    await mouse.click(x + width / 2, y + height / 2);
  }

  /** Does something and waits for the page that comes of it. */
  async leads(act) {
    const { page } = this;
    const drawn = page.waitForEvent("domcontentloaded").catch((error) => error);
    await act();
    const outcome = await drawn;
    if (outcome instanceof Error) {
      throw new Error(`no page came at ${page.url()}:\n${await this.text()}`, { cause: outcome });
    }
  }

  /** Waits until these words can be read (a text or an expression). */
  async reads(words) {
    try {
      await this.page.getByText(words).first().waitFor();
    } catch (error) {
      throw new Error(`“${words}” cannot be read at ${this.page.url()}:\n${await this.text()}`, {
        cause: error,
      });
    }
  }

  /** Waits until something holds that is asked again and again. */
  async eventually(holds, what) {
    const deadline = Date.now() + PATIENCE_MS;
    while (!(await holds())) {
      if (Date.now() > deadline) throw new Error(`${what}: not at ${this.page.url()}`);
      await this.page.waitForTimeout(50);
    }
  }

  async doesNotRead(words) {
    assert.equal(await this.page.getByText(words).count(), 0, `“${words}” can be read`);
  }

  /** Waits until the page's first heading is this. */
  heading(name) {
    return this.page.getByRole("heading", { level: 1, name }).waitFor();
  }

  /** All that can be read in the page's own part. */
  async text() {
    const main = this.page.getByRole("main");
    return (await main.count()) > 0 ? main.first().innerText() : this.page.locator("body").innerText();
  }

  /** Goes by Tab until the thing of this name has the focus. */
  async tabTo(name, { within = 80 } = {}) {
    const wanted = `"${name}`;
    for (let presses = 0; presses < within; presses += 1) {
      await this.page.keyboard.press("Tab");
      if ((await this.focused()).includes(wanted)) return;
    }
    throw new Error(`“${name}” is not reached by ${within} presses of Tab`);
  }

  /** Role and name of what has the focus, as a screen reader says it: `- button "Đăng ký"`. */
  async focused() {
    const here = this.page.locator("*:focus");
    return (await here.count()) > 0 ? here.first().ariaSnapshot() : "";
  }

  /** Types at the focus, key by key. */
  type(text) {
    return this.page.keyboard.type(text);
  }

  key(name) {
    return this.page.keyboard.press(name);
  }

  /** What broke as it was meant to in this story, such as an honest 503, troubles nobody. */
  forgives(expected) {
    const kept = this.troubles.filter((trouble) => !expected.test(trouble));
    assert.notEqual(kept.length, this.troubles.length, `${expected} did not happen`);
    this.troubles.splice(0, Infinity, ...kept);
  }

  /** Nothing broke behind her back. */
  noTroubles() {
    assert.deepEqual(this.troubles, []);
  }

  /** Leaves; her cookies are gone. */
  leave() {
    return this.context.close();
  }
}
