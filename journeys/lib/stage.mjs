// The stage of one story file: a program of its own, a browser, and whoever sits before it.
//
//   const stage = raise({ account: { one_time_code: { lifetime: "5s" } } });
//   test("…", async () => {
//     const hanh = await stage.applicant();
//     …
//   });
//
// When a story is over, nothing may have broken behind anybody's back: no script error, no refused
// content, no 5xx answer. When the file is over, no log line may name anybody who took part.
import assert from "node:assert/strict";
import { after, afterEach, before } from "node:test";
import { Applicant } from "./applicant.mjs";
import { openBrowser } from "./browser.mjs";
import { invent, traits } from "./cast.mjs";
import { demo } from "./program.mjs";
import { Sandbox } from "./sandbox.mjs";

// One browser serves all stages of a file, from the moment somebody sits down before it.
let browser;
after(async () => (await browser)?.close());

/** Puzzles that tire no machine; the stories about the challenge keep the program's own. */
export const EASY = { challenge: { bits_base: 10 } };

/** Stories on one stage are told one after the other, though stages stand side by side. */
export const IN_TURN = { concurrency: 1 };

/** The log at its most talkative: not even then does a line name anybody. */
const TALKATIVE = { level: "debug" };

/** Raises a stage for this file; `settings` are the account service's. */
export function raise(settings = EASY, more = {}) {
  const all = { account: settings, log: TALKATIVE, ...more };
  const stage = new Stage(() => demo({ settings: all }));
  before(() => stage.raise());
  afterEach(() => stage.clear());
  after(() => stage.strike());
  return stage;
}

export class Stage {
  #start;
  #seated = [];
  #took = [];

  constructor(start) {
    this.#start = start;
  }

  async raise() {
    this.program = await this.#start();
    this.sandbox = new Sandbox(this.program.sandbox);
  }

  /** Somebody whom the operator knows just as she is, not yet before a browser. */
  async person(wish) {
    const person = this.remembers(invent(wish));
    await this.sandbox.addPerson(person);
    return person;
  }

  /** Counts somebody among those who took part. */
  remembers(person) {
    this.#took.push(person);
    return person;
  }

  /** Somebody sits down to register: a person of the cast, or somebody new. `wish` is what
   *  kind of browser she has. */
  async applicant(person, wish = {}) {
    const who = person ? this.remembers(person) : await this.person();
    browser ??= openBrowser();
    const seat = await (await browser).citizen(wish, Applicant);
    this.#seated.push(seat);
    return seat.becomes({ person: who, program: this.program, sandbox: this.sandbox });
  }

  /** Somebody with an account sits down before a browser that has never seen them. */
  async elsewhere(wish = {}) {
    const before = await this.applicant(null, wish);
    await before.walksTo("done");
    return this.applicant(before.person, wish);
  }

  /** The program is stopped and started again on the same data. The sandbox, which keeps nothing,
   *  knows only its own people then. */
  async restart(settings) {
    await this.program.pause();
    await this.program.start(settings);
  }

  /** Ends one story: everybody leaves, and nothing broke. */
  async clear() {
    const seated = this.#seated.splice(0);
    await Promise.all(seated.map((citizen) => citizen.leave()));
    if (this.program?.pid) await this.sandbox.allWell();
    for (const citizen of seated) citizen.noTroubles();
  }

  async strike() {
    await this.program?.stop();
    if (this.program) logsAreSilent(this.program, this.#took, this.sandbox.codes);
  }
}

/** No log line holds anything about these people, nor any of the codes. */
export function logsAreSilent(program, people, codes) {
  const told = people.flatMap(traits).filter((trait) => program.lines.includes(trait));
  const alone = (code) => new RegExp(`(?<![\\w-])${code}(?![\\w-])`).test(program.lines);
  assert.deepEqual([...new Set([...told, ...[...codes].filter(alone)])], [], "told by log lines");
}
