// What is said when something is broken, what survives it, and what is never told: the database
// is away, the program is stopped, the SMS centre is away, and the log at its most talkative.
import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { traits } from "./lib/cast.mjs";
import { freshDatabase } from "./lib/database.mjs";
import { gate } from "./lib/gate.mjs";
import { outsideWorld, houses } from "./lib/houses.mjs";
import { Stage } from "./lib/stage.mjs";

/** The services' stage for these stories; `around` makes what they need besides. */
function raiseServices(around = async () => ({})) {
  const stage = new Stage(async () => {
    stage.world = await outsideWorld({ slow_by: "3s" });
    Object.assign(stage, await around(stage.world));
    return houses(stage.world, { database: stage.database?.address, sms: stage.gate?.port });
  });
  before(() => stage.raise());
  afterEach(() => stage.clear());
  after(async () => {
    await stage.strike();
    await stage.gate?.leave();
    await stage.world.leave();
    await stage.database?.drop();
  });
  return stage;
}

async function status(address) {
  const response = await fetch(address, { redirect: "manual" });
  await response.arrayBuffer();
  return response.status;
}

describe("a database that goes away and comes back", () => {
  const stage = raiseServices(async () => ({ database: await freshDatabase() }));
  afterEach(() => stage.database.comesBack());

  const OFFLINE = {
    "vi-VN": ["Hệ thống đang tạm thời quá tải hoặc gián đoạn", "Những bước bạn đã hoàn thành vẫn được giữ."],
    "en-GB": ["The system is overloaded or interrupted for the moment", "The steps you completed are kept."],
  };
  const isTold = async (citizen) => {
    const [heading, kept] = OFFLINE[citizen.wish.language];
    await citizen.heading(heading);
    await citizen.reads(kept);
    citizen.forgives(/^503 /);
  };
  const away = async () => {
    const { portal, account } = stage.program;
    await stage.database.goesAway();
    for (const house of [portal, account]) {
      assert.equal(await status(`${house}/healthz`), 200);
      assert.equal(await status(`${house}/readyz`), 503);
    }
  };
  const back = async () => {
    await stage.database.comesBack();
    for (const house of [stage.program.portal, stage.program.account]) {
      const deadline = Date.now() + 30_000;
      while ((await status(`${house}/readyz`)) !== 200) {
        assert.ok(Date.now() < deadline, `${house} is not ready again`);
        await wait(200);
      }
    }
  };

  for (const language of Object.keys(OFFLINE)) {
    test(`the page says so, and every step that was taken is kept (${language})`, async () => {
      const [done, coded, formed] = await Promise.all(
        [1, 2, 3].map(() => stage.applicant(null, { language })),
      );
      await done.walksTo("done");
      await coded.walksTo("code");
      const code = await coded.readsCode();
      await formed.goesToTheForm();
      await formed.fillsIn();

      await away();
      await coded.entersCode(code);
      await isTold(coded);
      await formed.sends(formed.words.register);
      await isTold(formed);
      await back();

      // As the page advises, they load it again: what they had sent is sent again.
      await coded.reload();
      await coded.heading(coded.words.passwordTitle);
      await coded.setsPassword();
      await coded.isDone();
      assert.equal(await coded.messageCount(1), 1);
      await formed.reload();
      await formed.isAskedForTheCode();
      await formed.entersCode(await formed.readsCode());
      await formed.heading(formed.words.passwordTitle);
      assert.equal(await formed.messageCount(1), 1);
      const again = await stage.applicant(done.person, { language });
      await again.walksTo("code");
      await again.entersCode(await again.readsCode());
      await again.heading(again.words.existsTitle);
    });
  }
});

describe("a program that is stopped", () => {
  const stage = raiseServices();

  test("lets the request under way finish, and what it acknowledged is there afterwards", async () => {
    const lan = await stage.applicant();
    await lan.goesToTheForm();
    await lan.fillsIn();
    await stage.sandbox.faults({ telco: "slow" });
    const isForm = (one) => one.method() === "POST" && one.url().endsWith("/thue-bao-di-dong");
    const underWay = lan.page.waitForRequest(isForm);
    const answered = lan.page.waitForResponse((response) => isForm(response.request()));
    await lan.press("Đăng ký");
    await underWay;
    await wait(500);
    assert.equal(await stage.program.pause(), 0, "the exit code of an orderly stop");
    const answer = await answered;
    assert.equal(answer.status(), 303);

    await stage.program.start();
    await stage.sandbox.allWell();
    await lan.open(new URL(answer.headers().location, stage.program.account).href);
    await lan.isAskedForTheCode();
    await lan.entersCode(await lan.readsCode());
    await lan.setsPassword();
    await lan.isDone();
    assert.equal(await lan.messageCount(1), 1);
  });
});

describe("an SMS centre that is away", () => {
  const stage = raiseServices(async ({ port }) => ({ gate: await gate(port + 4) }));

  test("makes the letter wait, and it arrives once, later", async () => {
    const tam = await stage.applicant();
    await stage.gate.close();
    await tam.walksTo("code");
    await tam.page.getByRole("status").getByText("đang gửi").first().waitFor();
    await wait(2_000);
    assert.equal(await tam.messageCount(), 0);

    await stage.gate.open();
    await tam.entersCode(await tam.readsCode({ within: 60_000 }));
    await tam.heading("Đặt mật khẩu");
    assert.equal(await tam.messageCount(1), 1);
  });
});

describe("signs of life, figures and log lines", () => {
  const stage = raiseServices();

  // That no line names anybody is looked at by the stage when it is struck, at log.level = debug.
  test("tell how the program does, and nothing about anybody", async () => {
    const chi = await stage.applicant(await stage.person({ email: "ngan.chi.7310@example.vn" }));
    await chi.walksTo("code");
    const code = await chi.readsCode();
    await chi.guessesWrong(code);
    await chi.entersCode(code);
    await chi.setsPassword();
    await chi.isDone();
    const mail = await stage.sandbox.newMail(chi.person.email);
    await chi.open(/http:\/\/\S+/.exec(mail.text)[0]);
    await chi.sends("Xác nhận địa chỉ");
    await chi.reads("Địa chỉ thư điện tử đã được xác nhận");
    const wrong = { name: "Ngô Thị Sen Hồng", phone: "+84389012345" };
    stage.remembers({ ...chi.person, ...wrong });
    await chi.goesToTheForm();
    await chi.sendsTheForm(wrong);
    await chi.reads("Thông tin không khớp với thuê bao");

    const { portal, account, metrics, lines } = stage.program;
    for (const house of [portal, account]) {
      assert.equal(await status(`${house}/healthz`), 200);
      assert.equal(await status(`${house}/readyz`), 200);
      assert.equal(await status(`${house}/metrics`), 404, "figures are not for everybody");
    }
    const figures = await (await fetch(`${metrics.replace("localhost", "127.0.0.1")}/metrics`)).text();
    assert.match(figures, /^http_requests_total\{.*route="\/\{?vi.*status="303"\} \d+$/m);
    assert.match(figures, /^operator_answers_total\{answer="Match"\} 1$/m);
    for (const trait of [...traits(chi.person), ...traits({ ...chi.person, ...wrong })]) {
      assert.ok(!figures.includes(trait), `figures tell ${trait}`);
    }
    assert.ok(lines.includes('"level":"DEBUG"'), "the log is at its most talkative");
  });
});
