// Requests that no page of ours makes get a clean refusal: never a fault, never a trace of one.
import assert from "node:assert/strict";
import http from "node:http";
import { test } from "node:test";
import { FORM, begins, typed } from "./lib/form.mjs";
import { EASY, raise } from "./lib/stage.mjs";
import { Wire } from "./lib/wire.mjs";

const stage = raise(EASY);
const NOBODY = "/vi/dang-ky/01890a5d-ac96-774b-bcce-b302099a8057";
const TRACES = /panicked|stack backtrace|\.rs:\d|RUST_|sqlx|sea_orm|SELECT |Internal Server/i;
/** Tokens are long and random: now and then one spells a word. */
const TOKENS = /[\w.-]{20,}/g;

const wire = (house = stage.program.account) => new Wire(house, stage.program);

/** A refusal is a 4xx; where a page can be drawn, it is one of ours in words. */
function isClean(reply, status, what) {
  if (status) assert.equal(reply.status, status, `${what}: ${reply.text.slice(0, 200)}`);
  else assert.ok(reply.status >= 300 && reply.status < 500, `${what}: ${reply.status}`);
  assert.doesNotMatch(reply.text.replace(TOKENS, "…"), TRACES, what);
}

test("a body of a megabyte is refused in words, on every form", async () => {
  const megabyte = `name=${"a".repeat(1_000_000)}`;
  const paths = [FORM, `${NOBODY}/ma-otp`, `${NOBODY}/mat-khau`, `${NOBODY}/gui-lai-otp`];
  for (const path of paths) {
    const reply = await wire().post(path, megabyte);
    isClean(reply, 413, path);
    assert.match(reply.words, /Nội dung gửi lên quá lớn/);
  }
  isClean(await wire(stage.program.sandbox).post("/vi/them-nguoi", megabyte), 413, "sandbox");
  const form = { "content-type": "application/x-www-form-urlencoded" };
  const headers = { ...form, "transfer-encoding": "chunked" };
  isClean(await wire().request("POST", FORM, { headers, body: megabyte }), 413, "in pieces");
});

test("a field that stands twice is refused, not guessed", async () => {
  const person = await stage.person();
  const hand = wire();
  const fields = { ...(await hand.form(FORM)), ...typed(person) };
  for (const twice of ["phone", "identity", "form-token", "challenge-answer"]) {
    const reply = await hand.post(FORM, [...Object.entries(fields), [twice, "0828000088"]]);
    isClean(reply, 400, twice);
    assert.match(reply.words, /Yêu cầu không hợp lệ/);
  }
  assert.equal((await stage.sandbox.messages(person.phone)).length, 0);
  assert.equal((await hand.post(FORM, fields)).status, 303, "the honest form still goes through");
});

test("without its cookie a form changes nothing and keeps what was typed", async () => {
  const person = await stage.person();
  const hand = wire();
  const fields = { ...(await hand.form(FORM)), ...typed(person) };
  hand.forgetCookies();
  const reply = await hand.post(FORM, fields);
  isClean(reply, 422, "form");
  assert.match(reply.complaints[0], /trình duyệt chưa cho phép cookie/);
  assert.equal(reply.value("name"), person.name);

  const { codePage, resend } = await begins(hand, person);
  const code = await stage.sandbox.latestCode(person.phone);
  const answer = { ...(await hand.form(codePage)), code };
  const thief = wire();
  isClean(await thief.post(codePage, answer), 410, "code");
  isClean(await thief.post(resend, answer), 410, "resend");
  isClean(await thief.get(codePage.replace("ma-otp", "tin-nhan")), 410, "message");
  const password = { password: "kT9#vQ2m", repeated: "kT9#vQ2m" };
  isClean(await thief.post(codePage.replace("ma-otp", "mat-khau"), password), 410, "password");
  // With the cookie but without the form's own token nothing is done either.
  isClean(await hand.post(codePage, { code }), 422, "no token");
  isClean(await hand.post(codePage, { ...answer, "form-token": "x".repeat(60) }), 422, "token");
  assert.match((await hand.post(codePage, answer)).location, /mat-khau$/);
});

test("a form that is sent again leads where it led, and nothing happens twice", async () => {
  const person = await stage.person();
  const hand = wire();
  const { codePage, fields } = await begins(hand, person);
  assert.equal((await hand.post(FORM, fields)).location, codePage);
  const code = await stage.sandbox.latestCode(person.phone);
  const answer = { ...(await hand.form(codePage)), code };
  const passwordPage = (await hand.post(codePage, answer)).location;
  assert.match(passwordPage, /mat-khau$/);
  assert.equal((await hand.post(codePage, answer)).location, passwordPage);
  const chosen = { password: "kT9#vQ2m", repeated: "kT9#vQ2m" };
  const password = { ...(await hand.form(passwordPage)), ...chosen };
  const donePage = (await hand.post(passwordPage, password)).location;
  assert.match(donePage, /hoan-tat$/);
  for (const [page, form] of [[codePage, answer], [FORM, fields]]) {
    assert.equal((await hand.post(page, form)).location, donePage, page);
  }
  const again = (await hand.post(passwordPage, password)).location;
  assert.equal(again, `${donePage}?mat-khau=da-dat`);
  assert.equal((await stage.sandbox.messages(person.phone)).length, 1);

  const elsewhere = wire();
  await elsewhere.form(FORM);
  isClean(await elsewhere.post(FORM, fields), 422, "replayed in another browser");
});

test("the wrong method is refused in words", async () => {
  const hand = wire();
  const { codePage, resend } = await begins(hand, await stage.person());
  isClean(await hand.get(resend), 405, "GET of what sends again");
  for (const method of ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"]) {
    for (const path of ["/vi/dang-ky", FORM, codePage, resend, "/healthz"]) {
      isClean(await hand.request(method, path), null, `${method} ${path}`);
    }
  }
  const reply = await hand.post("/vi/dang-ky", {});
  isClean(reply, 405, "POST of a page without a form");
  assert.match(reply.words, /Trang này không nhận thao tác đó/);
  assert.equal((await hand.request("HEAD", FORM)).status, 200);
});

test("another host gets nothing, and 127.0.0.1 is led to the public address", async () => {
  for (const house of ["portal", "account", "sandbox"]) {
    const address = new URL(stage.program[house]);
    const hand = wire(address.href);
    for (const host of ["example.vn", `example.vn:${address.port}`, `${address.host}.example`]) {
      isClean(await hand.get("/vi", { headers: { host } }), 421, `${house}: ${host}`);
    }
    const led = await hand.get("/vi", { headers: { host: `127.0.0.1:${address.port}` } });
    isClean(led, 303, house);
    assert.equal(led.location, `${address.origin}/vi`);
  }
});

test("what is sent from elsewhere, or as something else, is refused", async () => {
  const hand = wire();
  const fields = { ...(await hand.form(FORM)), ...typed(await stage.person()) };
  const foreign = [
    { "sec-fetch-site": "cross-site", origin: "https://evil.example" },
    { "sec-fetch-site": "same-site", origin: "http://localhost:1" },
    { origin: "https://evil.example" },
    { origin: "null" },
  ];
  for (const headers of foreign) {
    const reply = await hand.post(FORM, fields, { headers });
    isClean(reply, 403, JSON.stringify(headers));
    assert.match(reply.words, /không được gửi từ trang của chúng tôi/);
  }
  for (const kind of ["application/json", "multipart/form-data; boundary=x", "text/plain", ""]) {
    isClean(await hand.post(FORM, fields, { headers: { "content-type": kind } }), 415, kind);
  }
  assert.equal((await hand.post(FORM, fields)).status, 303);
});

test("addresses that lead nowhere say so in their language", async () => {
  const hand = wire();
  const nowhere = [
    "/nowhere", "/vi/nowhere", "/vi/dang-ky/xyz/ma-otp", "/vi/dang-ky/%00/ma-otp", "/vi/%ff%fe",
    `/vi/dang-ky/${"9".repeat(3_000)}/ma-otp`, `${NOBODY}/ma-otp`, `${NOBODY}/hoan-tat`,
    "/vi/xac-nhan-thu/x", "/tai-nguyen/../../etc/passwd", "/tai-nguyen/%2e%2e%2fkeys.toml",
    "/tai-nguyen/app.css", "/thu-thach/hinh/x", "/thu-thach/doc/x", "/thu-thach/moi/x",
    `/thu-thach/hinh/${"A".repeat(4_000)}`,
  ];
  for (const path of nowhere) {
    const reply = await hand.get(path);
    isClean(reply, null, path);
    assert.ok(reply.status >= 400, path);
    assert.match(reply.words, /Mã tra cứu sự cố: [0-9a-f]{32}/, path);
  }
  assert.match((await hand.get("/en/nowhere")).words, /Page not found/);
  isClean(await hand.get(`/vi?${"x".repeat(200_000)}`), null, "a long address");
  const crowded = { headers: { cookie: `motcua-account-visit=${"x".repeat(5_000)}; ; =;` } };
  assert.equal((await hand.get(FORM, crowded)).status, 200, "a cookie of somebody else's making");
});

test("noise on the wire breaks nothing", async () => {
  const hand = wire();
  const { codePage, resend } = await begins(hand, await stage.person());
  const token = (await hand.form(codePage))["form-token"];
  const names = ["identity", "name", "birth-date", "phone", "email", "code", "password", "repeated",
    "challenge-token", "challenge-solution", "challenge-image", "challenge-answer"];
  let seed = 20_261_122;
  const chance = (below) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed % below;
  };
  const octets = Array.from({ length: 256 }, (_, n) => `%${n.toString(16).padStart(2, "0")}`);
  const noise = () =>
    Array.from({ length: chance(60) }, () => octets[chance(256)]).join("");
  for (let nth = 0; nth < 200; nth += 1) {
    const body = names.filter(() => chance(2) === 0).map((name) => `${name}=${noise()}`);
    if (nth % 2 === 0) body.push(`form-token=${encodeURIComponent(token)}`);
    const path = [FORM, codePage, resend, codePage.replace("ma-otp", "mat-khau")][nth % 4];
    const reply = await hand.post(path, body.join("&"));
    isClean(reply, null, `${path} ${body.join("&")}`);
  }
});

test("a connection that is cut, or speaks no HTTP, harms nobody", async () => {
  const { hostname, port } = new URL(stage.program.account);
  const cut = "POST /vi HTTP/1.1\r\nContent-Length: 99\r\n\r\nx";
  for (const said of ["\u0016\u0003\u0001\u0000", "GET\r\n\r\n", cut]) {
    await new Promise((resolve) => {
      const socket = http.globalAgent.createConnection({ host: hostname, port });
      socket.on("error", resolve).on("close", resolve);
      socket.write(said);
      setTimeout(() => socket.destroy(), 100);
    });
  }
  assert.equal((await wire().get(FORM)).status, 200);
});

test("after all that everybody is well", async () => {
  for (const house of [stage.program.portal, stage.program.account]) {
    assert.equal((await fetch(`${house}/readyz`)).status, 200);
  }
  assert.doesNotMatch(stage.program.lines, /panic|ERROR/);
});
