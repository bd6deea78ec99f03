// The child process itself, tried on a small stand-in for the program: settings, ready,
// stop, kill, start again, and a program that ends at once.
import assert from "node:assert/strict";
import { chmod, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { freshDatabase, postgres } from "../lib/database.mjs";
import { demo, overrides, serve } from "../lib/program.mjs";
import { Sandbox } from "../lib/sandbox.mjs";

const STAND_IN = `#!${process.execPath}
const http = require("node:http");
if (process.env.MOTCUA__ENDS) { console.error("a wrong key"); process.exit(3); }
const words = process.argv.slice(2);
console.log("started", words[0], process.env.MOTCUA__ACCOUNT__ONE_TIME_CODE__LIFETIME);
const port = Number(words[0] === "demo" ? words[words.indexOf("--port") + 1]
  : /serve-(\\d+)/.exec(words[2])[1]);
let asked = 0;
const messages = () => (asked += 1) < 3 ? [{ at: "1", text: "Ma 111111" }]
  : [{ at: "1", text: "Ma 111111" }, { at: "2", text: "Ma xac thuc: 123456. Het han sau 300 giay" }];
for (const offset of [0, 1, 2]) http.createServer((request, response) => {
  response.end(JSON.stringify(request.url.includes("handsets") ? messages() : {}));
}).listen(port + offset);
process.on("SIGTERM", () => { console.log("goodbye"); process.exit(0); });
`;

let folder;
const real = process.env.MOTCUA_BIN;

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "motcua-stand-in-"));
  process.env.MOTCUA_BIN = path.join(folder, "motcua.cjs");
  await writeFile(process.env.MOTCUA_BIN, STAND_IN);
  await chmod(process.env.MOTCUA_BIN, 0o755);
});

after(async () => {
  process.env.MOTCUA_BIN = real;
  await rm(folder, { recursive: true });
});

test("settings become environment overrides", () => {
  const settings = { account: { one_time_code: { lifetime: "5s", tries: 5 } }, names: ["a"] };
  assert.deepEqual(overrides(settings), {
    MOTCUA__ACCOUNT__ONE_TIME_CODE__LIFETIME: "5s",
    MOTCUA__ACCOUNT__ONE_TIME_CODE__TRIES: "5",
    MOTCUA__NAMES: "a",
  });
});

test("the demonstration starts, is killed, starts again and stops", async () => {
  const program = await demo({ settings: { account: { one_time_code: { lifetime: "5s" } } } });
  assert.match(program.log, /started demo 5s/);
  assert.equal(await program.kill(), null);
  assert.equal(program.pid, undefined);
  await program.start();
  assert.equal(await program.stop(), 0);
  assert.match(program.log, /goodbye/);
  await assert.rejects(stat(program.data));
});

test("real use writes its configuration file", async () => {
  const config = ({ data }) => `data = "${data}"\n`;
  const program = await serve({ config, only: "account" });
  assert.match(program.log, /started serve/);
  await program.stop();
});

test("a program that ends at once is told with its own words", async () => {
  await assert.rejects(demo({ settings: { ends: 1 } }), /a wrong key/);
});

test("a code is read from a message that is new", async () => {
  const program = await demo();
  const sandbox = new Sandbox(program.sandbox);
  await sandbox.forget("+84905000234");
  assert.equal(await sandbox.latestCode("+84905000234"), "123456");
  await assert.rejects(sandbox.newMessage("+84905000234", { within: 200 }), /nothing new/);
  await program.stop();
});

test("a fresh database is made and dropped", { skip: !postgres && "no server" }, async () => {
  const database = await freshDatabase();
  assert.match(database.address, /^postgres:.*\/journey_/);
  await database.drop();
});
