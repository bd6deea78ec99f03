// The program is killed (kill -9) again and again while citizens sign in and go on to a client:
// whatever was acknowledged is there afterwards, whatever serves once serves once, and no notice is
// lost. Registering has a storm of its own (`crates/motcua/tests/crash.rs`).
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { describe, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { GOOD_PASSWORD } from "./lib/applicant.mjs";
import { ENGINES, raiseOn } from "./lib/engines.mjs";
import { IN_TURN } from "./lib/stage.mjs";
import { Wire } from "./lib/wire.mjs";

const KILLS = 3;
const WALKERS = 3;
/** Sessions acknowledged between two kills, at least. */
const AT_LEAST = 3;
/** A code lives for a minute; one that is older than this when it is tried is left alone. */
const YOUNG_MS = 40_000;
const SECRET = "mot-bi-mat-cua-cong-trong-con-bao-0123456789abcdef";
const CALLBACK = "http://localhost:9/callback";
const FORM = "/vi/dang-nhap";
const CODE = /^Ma OTP dang nhap .* la (\d{6}),/;
const NOTICE = /vua dang nhap luc/;

const settings = {
  login: { messages: "600/1h", messages_daily: "600/1d" },
  limits: { messages_per_number: "600/1h", messages_per_address: "6000/1h" },
  openid: { access_token: "1h" },
  // What is looked at is what is kept, not what a password costs.
  password: { memory_kib: 1024, passes: 1 },
  // What was on its way at a kill is claimed again soon; a lease must outlast every gateway.
  letters: { lease: "8s" },
  sms: { smpp: { response_timeout: "5s", connect_timeout: "2s" }, http: { timeout: "5s" } },
  mail: { timeout: "2s" },
};
const CLIENT = `
[[account.clients]]
id = "portal"
name_vi = "Cổng"
name_en = "Portal"
secret = "${SECRET}"
redirect_uris = ["${CALLBACK}"]
scopes = ["openid", "profile", "offline_access"]
grants = ["authorization_code", "refresh_token"]
consent = "implied"
`;

for (const engine of ENGINES) {
  describe(`killed while citizens sign in, on ${engine}`, IN_TURN, () => {
    const stage = raiseOn(engine, { settings, more: CLIENT });

    test("what was acknowledged is there, what serves once serves once, each notice came", async () => {
      const seats = await Promise.all(Array.from({ length: WALKERS }, () => stage.applicant()));
      for (const seat of seats) await seat.walksTo("done");
      const walkers = seats.map(({ person }) => new Walker(stage, person));
      for (let nth = 0; nth < KILLS; nth += 1) {
        await storm(stage, walkers);
        for (const walker of walkers) await walker.findsEverything();
      }
      for (const walker of walkers) await walker.usesNothingTwice();
      for (const walker of walkers) await walker.hasItsNotices();
      await stage.program.care("verify-journal");
    });
  });
}

/** All walk until some have arrived; then, in the midst of it, the program is killed. */
async function storm(stage, walkers) {
  const sessions = () => walkers.reduce((sum, walker) => sum + walker.sessions.length, 0);
  const enough = sessions() + AT_LEAST;
  let isOver = false;
  const walking = walkers.map(async (walker) => {
    while (!isOver) {
      await walker.walks().catch((error) => {
        if (!isOver || !isOfTheWire(error)) throw error;
      });
    }
  });
  const whole = Promise.all(walking);
  while (sessions() < enough) await Promise.race([wait(20), whole]);
  await wait(Math.random() * 300);
  isOver = true;
  await stage.program.kill();
  await whole;
  await stage.program.start();
}

const isOfTheWire = (error) =>
  ["ECONNRESET", "ECONNREFUSED", "EPIPE", "UND_ERR_SOCKET"].includes((error.cause ?? error).code);

const digest = (text) => createHash("sha256").update(text).digest("base64url");

/** A citizen who signs in again and again, each time from another browser, and what was said to it. */
class Walker {
  #stage;
  #person;
  #seen = new Set();
  /** Wires that were told a session. */
  sessions = [];
  /** Codes that were handed out and not yet traded. */
  #codes = [];
  /** Codes that were traded. */
  #traded = [];
  /** Tokens that were handed out. */
  #tokens = [];
  /** How often a one-time code was sent to the program. */
  #tries = 0;

  constructor(stage, person) {
    this.#stage = stage;
    this.#person = person;
  }

  /** One sign-in and, half of the time, what a client trades its code for. */
  async walks() {
    const { program } = this.#stage;
    const hand = new Wire(program.account, program);
    await this.#signsIn(hand);
    const code = await this.#authorizes(hand);
    if (this.sessions.length % 2 === 0) {
      this.#codes.push(code);
      return;
    }
    const { status, body } = await this.#trades(code);
    assert.equal(status, 200, JSON.stringify(body));
    this.#traded.push(code);
    this.#tokens.push(body.access_token);
  }

  async #signsIn(hand) {
    const typed = { identity: this.#person.citizen_number, password: GOOD_PASSWORD };
    const { location, words } = await hand.post(FORM, { ...(await hand.form(FORM)), ...typed });
    assert.match(location ?? words, /ma-otp$/);
    // Codes of sign-ins that were cut off may come late, too: whatever is new is tried.
    for (;;) {
      const code = await this.#newCode();
      this.#tries += 1;
      const { location: on } = await hand.post(location, { ...(await hand.form(location)), code });
      if (on === "/vi/tai-khoan") break;
      assert.equal(on, location);
    }
    this.sessions.push(hand);
  }

  async #newCode() {
    const deadline = Date.now() + 30_000;
    for (;;) {
      const all = await this.#stage.sandbox.messages(this.#person.phone);
      const fresh = all.find(({ text }) => CODE.test(text) && !this.#seen.has(text));
      if (fresh) {
        this.#seen.add(fresh.text);
        const [, code] = CODE.exec(fresh.text);
        this.#stage.sandbox.codes.add(code);
        return code;
      }
      if (!this.#stage.program.pid) throw Object.assign(new Error("killed"), { code: "ECONNREFUSED" });
      assert.ok(Date.now() < deadline, "a code came");
      await wait(50);
    }
  }

  async #authorizes(hand) {
    const verifier = randomBytes(32).toString("base64url");
    const asked = new URLSearchParams({
      client_id: "portal",
      redirect_uri: CALLBACK,
      response_type: "code",
      scope: "openid profile offline_access",
      code_challenge: digest(verifier),
      code_challenge_method: "S256",
    });
    const { location, words } = await hand.get(`/oauth2/authorize?${asked}`);
    const code = new URL(location ?? "", CALLBACK).searchParams.get("code");
    assert.ok(code, `${location} ${words}`);
    return { code, verifier, at: Date.now() };
  }

  async #asks(address, wish) {
    const response = await fetch(`${this.#stage.program.account}${address}`, wish);
    return { status: response.status, body: await response.json() };
  }

  #trades({ code, verifier }) {
    const fields = { grant_type: "authorization_code", code, code_verifier: verifier, redirect_uri: CALLBACK };
    const proof = Buffer.from(`portal:${SECRET}`).toString("base64");
    const headers = { authorization: `Basic ${proof}` };
    return this.#asks("/oauth2/token", { method: "POST", headers, body: new URLSearchParams(fields) });
  }

  /** Every session, every code that is still good, every token. */
  async findsEverything() {
    for (const hand of this.sessions) {
      const { status, words } = await hand.get("/vi/tai-khoan");
      assert.ok(status === 200 && words.includes(this.#person.name), `a session is lost: ${status}`);
    }
    for (const token of this.#tokens) {
      const { status } = await this.#asks("/oauth2/userinfo", { headers: { authorization: `Bearer ${token}` } });
      assert.equal(status, 200, "a token is lost");
    }
    for (const code of this.#codes.splice(0)) {
      if (Date.now() - code.at > YOUNG_MS) continue;
      const { status, body } = await this.#trades(code);
      assert.equal(status, 200, `a code is lost: ${JSON.stringify(body)}`);
      this.#traded.push(code);
      this.#tokens.push(body.access_token);
    }
  }

  /** No code serves a second time. */
  async usesNothingTwice() {
    for (const code of this.#traded) {
      const { status, body } = await this.#trades(code);
      assert.deepEqual([status, body.error], [400, "invalid_grant"]);
    }
  }

  /** A notice for each sign-in but the first; more only for those whose answer was lost, and for
   *  what was on its way at a kill. */
  async hasItsNotices() {
    const fewest = this.sessions.length - 1;
    const deadline = Date.now() + 60_000;
    const notices = async () => {
      const all = await this.#stage.sandbox.messages(this.#person.phone);
      return all.filter(({ text }) => NOTICE.test(text)).length;
    };
    while ((await notices()) < fewest) {
      assert.ok(Date.now() < deadline, `${await notices()} notices of ${fewest}`);
      await wait(200);
    }
    assert.ok((await notices()) <= this.#tries + KILLS, "notices came twice");
  }
}
