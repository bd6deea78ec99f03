// Everyone outside, as a story drives them: the operator's records, handsets, mailboxes,
// and what is broken today.
//
//   const sandbox = new Sandbox(program.sandbox);
//   await sandbox.addPerson({ name: "Nguyễn Thị Lành", birth_date: "1990-05-20",
//                             citizen_number: "051190001234", phone: "+84905000234" });
//   await sandbox.faults({ sms: "undeliverable" });
//   const code = await sandbox.latestCode("+84905000234");
import { setTimeout as wait } from "node:timers/promises";

const ARRIVES_WITHIN_MS = 20_000;

export class Sandbox {
  #address;
  #read = new Map();
  /** Every code that was read on any handset. */
  codes = new Set();

  constructor(address) {
    this.#address = address;
  }

  async #call(method, path, body) {
    const response = await fetch(`${this.#address}${path}`, {
      method,
      headers: body === undefined ? {} : { "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === "" ? null : JSON.parse(text);
  }

  /** What is posted is what the operator holds. */
  addPerson(person) {
    return this.#call("POST", "/api/people", person);
  }

  people() {
    return this.#call("GET", "/api/people");
  }

  /** Writes anew what the operator holds of the subscription of this person's number. */
  changePerson(person) {
    return this.#call("PUT", "/api/people", person);
  }

  /** Another SIM is put into this person's subscription, so many hours ago. */
  async changesSim(person, hours = 24) {
    const all = await this.people();
    const held = all.find((one) => one.phone === person.phone);
    const at = new Date(Date.now() - hours * 3_600_000).toISOString();
    return this.changePerson({ ...held, sim_changed_at: at });
  }

  /** This person has another subscription; the one before passed on to a stranger. */
  async changesNumber(person, phone) {
    const held = (await this.people()).find((one) => one.phone === person.phone);
    const { citizen_number: number } = held;
    await this.changePerson({ ...held, name: "Đinh Văn Lạ", citizen_number: `0510${number.slice(4)}` });
    return this.addPerson({ ...person, phone });
  }

  /** Breaks or mends outside parties; what is not named stays as it is. */
  faults(changes) {
    return this.#call("PUT", "/api/faults", changes);
  }

  /** Mends everything. */
  allWell() {
    return this.faults({ telco: "ok", sms: "ok", mail: "ok" });
  }

  /** All messages on a handset, newest last: `[{at, from, text}]`. */
  messages(e164) {
    return this.#call("GET", `/api/handsets/${encodeURIComponent(e164)}/messages`);
  }

  /** All mails in a mailbox, newest last: `[{at, from, subject, text}]`. */
  mailbox(address) {
    return this.#call("GET", `/api/mailboxes/${encodeURIComponent(address)}/messages`);
  }

  /** Waits for a message on the handset that no story has read yet, and answers it. */
  newMessage(e164, options) {
    return this.#unread(`handset ${e164}`, () => this.messages(e164), options);
  }

  /** Waits for a mail that no story has read yet, and answers it. */
  newMail(address, options) {
    return this.#unread(`mailbox ${address}`, () => this.mailbox(address), options);
  }

  /** The six or eight digits of the newest message not read yet. */
  async latestCode(e164, options) {
    const message = await this.newMessage(e164, options);
    const code = /(?<!\d)\d{6}(?:\d\d)?(?!\d)/.exec(message.text);
    if (!code) throw new Error(`no code in this message: ${message.text}`);
    this.codes.add(code[0]);
    return code[0];
  }

  /** Counts everything that lies there now as read: only what comes later is new. */
  async forget(e164) {
    const all = await this.messages(e164);
    this.#read.set(`handset ${e164}`, all.at(-1));
  }

  /** Waits for something behind the last one read. The oldest may have been thrown away
   *  meanwhile, so the last one read is looked for, not counted. */
  async #unread(place, read, { within = ARRIVES_WITHIN_MS } = {}) {
    const deadline = Date.now() + within;
    for (;;) {
      const all = await read();
      const last = this.#read.get(place);
      const same = (one) => last && one.at === last.at && one.text === last.text;
      const fresh = all.slice(all.findLastIndex(same) + 1);
      if (fresh.length > 0) {
        this.#read.set(place, fresh.at(-1));
        return fresh.at(-1);
      }
      if (Date.now() > deadline) throw new Error(`nothing new at ${place} within ${within} ms`);
      await wait(100);
    }
  }
}
