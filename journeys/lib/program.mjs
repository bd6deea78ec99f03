// The program as a child process, in the ways in which it is really started:
//
//   const program = await demo({ settings: { account: { one_time_code: { lifetime: "5s" } } } });
//   program.portal            http://localhost:P
//   program.account           http://localhost:P+1
//   program.sandbox           http://localhost:P+2
//   await program.stop()      SIGTERM, answers the exit code; kill() is kill -9
//   await program.start()     starts it again on the same data and ports
//
// `settings` become environment overrides (MOTCUA__ACCOUNT__ONE_TIME_CODE__LIFETIME=5s).
// Each story has its own data folder and ports, so stories run side by side.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { freePorts } from "./ports.mjs";

const run = promisify(execFile);

const READY_WITHIN_MS = 60_000;
const STOPS_WITHIN_MS = 30_000;
const running = new Set();
const folders = new Set();

// A story that fails half-way leaves no program and no data behind.
process.on("exit", () => {
  running.forEach((child) => child.kill("SIGKILL"));
  folders.forEach((folder) => rmSync(folder, { recursive: true, force: true }));
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(1));

/** Nested settings as environment variables: `{a: {b_c: 1}}` is `MOTCUA__A__B_C=1`. */
export function overrides(settings, prefix = "MOTCUA") {
  const variables = {};
  for (const [key, value] of Object.entries(settings)) {
    const name = `${prefix}__${key.toUpperCase()}`;
    const isTable = value !== null && typeof value === "object" && !Array.isArray(value);
    if (isTable) Object.assign(variables, overrides(value, name));
    else variables[name] = String(value);
  }
  return variables;
}

function bin() {
  const file = process.env.MOTCUA_BIN;
  if (!file) throw new Error("MOTCUA_BIN names the program; `cargo xtask test` sets it");
  return path.resolve(file);
}

/** A shell that gives a program a small disk of its own for its data, seen by nobody else. */
function onSmallDisk(folder, size) {
  const disk = `mount -t tmpfs -o size=${size},mode=0700 none "$0" && exec "$@"`;
  const as = process.getuid?.() === 0 ? "--mount" : "-Urm";
  return ["unshare", as, "sh", "-c", disk, folder];
}

export class Program {
  #words;
  #disk;
  #settings;
  #waitsFor;
  #ownsData;
  #child = null;
  #log = [];
  #lines = [];

  constructor({ words, settings, port, data, ownsData, waitsFor, disk }) {
    this.#words = words;
    this.#disk = disk;
    this.#settings = settings;
    this.#waitsFor = waitsFor;
    this.#ownsData = ownsData;
    this.port = port;
    this.data = data;
    this.portal = `http://localhost:${port}`;
    this.account = `http://localhost:${port + 1}`;
    this.sandbox = `http://localhost:${port + 2}`;
    this.metrics = `http://localhost:${port + 6}`;
  }

  /** Everything it wrote since the first start, both streams, as one text. */
  get log() {
    return this.#log.join("");
  }

  /** Its log lines alone (standard error): no word in them tells of a person. */
  get lines() {
    return this.#lines.join("");
  }

  get pid() {
    return this.#child?.pid;
  }

  /** Its data as this process reaches them, where they lie on a disk of the program's own. */
  get disk() {
    return `/proc/${this.pid}/root${this.data}`;
  }

  /** Starts the process (again) and waits until it says it is ready; new settings may be given. */
  async start(settings = {}) {
    if (this.#child) throw new Error("the program is running already");
    this.#settings = { ...this.#settings, ...settings };
    const env = { ...process.env, ...overrides(this.#settings) };
    const shell = this.#disk ? onSmallDisk(this.data, this.#disk) : [];
    const [first, ...rest] = [...shell, bin(), ...this.#words];
    const child = spawn(first, rest, { env, stdio: ["ignore", "pipe", "pipe"] });
    this.#child = child;
    running.add(child);
    const keep = (piece) => this.#log.push(piece.toString());
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.stderr.on("data", (piece) => this.#lines.push(piece.toString()));
    child.once("error", (error) => keep(`${error}\n`));
    child.once("close", () => {
      running.delete(child);
      if (this.#child === child) this.#child = null;
    });
    try {
      await this.#ready(child);
    } catch (error) {
      await this.kill();
      throw error;
    }
    return this;
  }

  async #ready(child) {
    const deadline = Date.now() + READY_WITHIN_MS;
    for (const address of this.#waitsFor(this)) {
      while (!(await answers(address))) {
        if (this.#child !== child) throw new Error(`the program ended while starting:\n${this.tail()}`);
        if (Date.now() > deadline) throw new Error(`${address} is not ready:\n${this.tail()}`);
        await wait(50);
      }
    }
  }

  /** Runs one of the program's commands that take its configuration file; answers what it says. */
  async care(command) {
    const { stdout } = await run(bin(), [command, ...this.#words.slice(1, 3)]);
    return stdout;
  }

  /** The last lines of the log, for messages. */
  tail(lines = 40) {
    return this.log.split("\n").slice(-lines).join("\n");
  }

  /** Asks it to stop (SIGTERM), waits, and answers the exit code. */
  async stop() {
    const code = await this.#end("SIGTERM");
    if (this.#ownsData) await rm(this.data, { recursive: true, force: true });
    return code;
  }

  /** Asks it to stop but keeps the data, to be started again. */
  async pause() {
    return this.#end("SIGTERM");
  }

  /** kill -9: no goodbye. The data stay, to be started again. */
  async kill() {
    return this.#end("SIGKILL");
  }

  async #end(signal) {
    const child = this.#child;
    if (!child) return null;
    // A program that could not be started at all has no process to wait for.
    if (child.pid === undefined) {
      this.#child = null;
      running.delete(child);
      return null;
    }
    const closed = once(child, "close");
    child.kill(signal);
    const late = Symbol("late");
    const clock = new AbortController();
    const first = await Promise.race([
      closed,
      wait(STOPS_WITHIN_MS, late, { signal: clock.signal }).catch(() => late),
    ]);
    clock.abort();
    if (first === late) {
      child.kill("SIGKILL");
      await closed;
      throw new Error(`the program did not stop at ${signal}:\n${this.tail()}`);
    }
    return first[0];
  }
}

async function answers(address) {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

async function places({ port, data }) {
  const ownsData = data === undefined;
  const folder = data ?? (await mkdtemp(path.join(tmpdir(), "motcua-journey-")));
  if (ownsData) folders.add(folder);
  return { port: port ?? (await freePorts()), data: folder, ownsData };
}

/** The whole demonstration in one process. `database` is a PostgreSQL address; SQLite without.
 *  `disk` is the size of a disk of its own ("6m"), reached by `program.disk`. */
export async function demo({ settings = {}, database, port, data, disk } = {}) {
  const at = await places({ port, data });
  const words = ["demo", "--data", at.data, "--port", String(at.port)];
  if (database) words.push("--database", database);
  const waitsFor = (p) => [`${p.portal}/readyz`, `${p.account}/readyz`, `${p.sandbox}/api/faults`];
  return new Program({ ...at, words, settings, waitsFor, disk }).start();
}

/** The sandbox alone: it survives when a `serve` beside it is killed. */
export async function sandboxOnly({ settings = {}, port } = {}) {
  const at = await places({ port });
  const words = ["sandbox", "--port", String(at.port)];
  const waitsFor = (p) => [`${p.sandbox}/api/faults`];
  return new Program({ ...at, words, settings, waitsFor }).start();
}

/**
 * The program as in real use. `config` is the TOML text, or a function that is given
 * `{port, data}` and answers it; `only` is "account" or "portal".
 */
export async function serve({ config, only, settings = {}, port, data } = {}) {
  const at = await places({ port, data });
  const file = path.join(at.data, `serve-${at.port}.toml`);
  await writeFile(file, typeof config === "function" ? config(at) : config);
  const words = ["serve", "--config", file];
  if (only) words.push("--only", only);
  const waitsFor = (p) =>
    [only === "account" ? null : p.portal, only === "portal" ? null : p.account]
      .filter(Boolean)
      .map((address) => `${address}/readyz`);
  return new Program({ ...at, words, settings, waitsFor }).start();
}
