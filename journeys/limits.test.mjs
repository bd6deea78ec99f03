// Every budget spent: the page says when it reopens and names the desk; nothing is lost meanwhile.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { EASY, raise } from "./lib/stage.mjs";

/** How long a budget stays spent here: long enough to see it, short enough to wait for. */
const WINDOW_S = 12;
const ONE = `1/${WINDOW_S}s`;
const WHEN = String.raw`\d\d/\d\d/\d{4} \d\d:\d\d`;
const DESK = /Cần ngay\? Mang thẻ căn cước đến Bộ phận Một cửa gần nhất\./;
const CLOSED = new RegExp(`Có thể gửi lại từ ${WHEN}\\. Đăng ký của bạn được giữ đến lúc đó\\.`);

function reopened(spent, seconds = WINDOW_S) {
  return wait(Math.max(0, spent + seconds * 1_000 + 500 - Date.now()));
}

// Each budget has a program of its own, so that their stories may run side by side.
describe("budgets", { concurrency: 3 }, () => {
  describe("messages to one number", () => {
    for (const budget of ["messages_per_number", "messages_per_number_daily"]) {
      describe(budget, () => {
        const one_time_code = { tries: 1 };
        const stage = raise({ ...EASY, one_time_code, limits: { [budget]: ONE } });

        test("when they are used up, the page says when, and the registration waits", async () => {
          const hanh = await stage.applicant();
          await hanh.walksTo("code");
          const spent = Date.now();
          const code = await hanh.readsCode();
          await hanh.guessesWrong(code);
          await hanh.sends("Gửi lại OTP");
          await hanh.reads(CLOSED);
          await hanh.reads(DESK);
          assert.equal(await hanh.messageCount(), 1);

          await reopened(spent);
          await hanh.sends("Gửi lại OTP");
          await hanh.entersCode(await hanh.readsCode());
          await hanh.heading("Đặt mật khẩu");
        });
      });
    }
  });

  describe("messages asked for from one address", () => {
    const stage = raise({ ...EASY, limits: { messages_per_address: ONE } });

    test("when they are used up, a neighbour's registration waits; proving a number makes room", async () => {
      const loan = await stage.applicant();
      await loan.walksTo("code");
      const neighbour = await stage.applicant();
      await neighbour.walksTo("code");
      await neighbour.reads(/^Mã xác thực sẽ được gửi qua SĐT/);
      await neighbour.reads(CLOSED);
      await neighbour.reads(DESK);
      assert.equal(await neighbour.messageCount(), 0);

      await loan.entersCode(await loan.readsCode());
      await loan.heading("Đặt mật khẩu");
      await neighbour.sends("Gửi lại OTP");
      await neighbour.entersCode(await neighbour.readsCode());
      await neighbour.heading("Đặt mật khẩu");
    });
  });

  describe("messages of the whole service", () => {
    for (const budget of ["messages_everywhere", "messages_everywhere_daily"]) {
      describe(budget, () => {
        const registration = { pending: "10s" };
        const stage = raise({ ...EASY, registration, limits: { [budget]: ONE } });

        test("when they are used up, whoever comes next waits, longer than a registration lives", async () => {
          const first = await stage.applicant();
          await first.walksTo("code");
          const spent = Date.now();
          const next = await stage.applicant(null, { language: "en-GB" });
          await next.walksTo("code");
          await next.reads(new RegExp(`More can be sent from ${WHEN}. Your registration is kept`));
          await next.reads(/Take your identity card to the nearest one-stop desk\./);
          assert.equal(await next.messageCount(), 0);

          await reopened(spent);
          await next.sends("Send again");
          await next.entersCode(await next.readsCode());
          await next.heading("Set a password");
        });
      });
    }
  });

  describe("questions to the operator", () => {
    const asked = [
      ["operator_per_number", { name: "Ngô Thị Sen" }, "about one number"],
      ["operator_per_identity", { phone: "+84389012345" }, "about one identity number"],
      ["operator_per_address", { name: "Ngô Thị Sen" }, "from one address"],
    ];
    for (const [budget, wrong, which] of asked) {
      describe(which, () => {
        const stage = raise({ ...EASY, limits: { [budget]: ONE } });

        test("when they are used up, the form stays filled in and goes through later", async () => {
          const quynh = await stage.applicant();
          await quynh.goesToTheForm();
          await quynh.sendsTheForm(wrong);
          await quynh.reads("Thông tin không khớp với thuê bao");
          const spent = Date.now();
          await quynh.sendsTheForm();
          await quynh.reads("Đã có quá nhiều lần thử");
          await quynh.reads(new RegExp(`tạm dừng nhận đăng ký với thông tin này đến ${WHEN}\\.`));
          await quynh.reads(DESK);
          await quynh.hasLostNothing();
          assert.equal(await quynh.messageCount(), 0);

          await reopened(spent);
          await quynh.sends("Đăng ký");
          await quynh.isAskedForTheCode();
        });
      });
    }
  });

  describe("wrong codes for one number", () => {
    const stage = raise({ ...EASY, limits: { wrong_codes_per_number: "3/20s" } });

    test("when they are used up, no code is taken for a while, in any registration", async () => {
      const nhung = await stage.applicant();
      await nhung.walksTo("code");
      const code = await nhung.readsCode();
      await nhung.guessesWrong(code, 3);
      const spent = Date.now();
      await nhung.entersCode(code);
      await nhung.reads("Số này đã nhập sai mã quá nhiều lần, nên mã tạm thời không được nhận.");
      await nhung.reads(new RegExp(`Có thể nhập lại từ ${WHEN}\\. Đăng ký của bạn được giữ đến lúc đó`));
      await nhung.reads(DESK);

      const elsewhere = await stage.applicant(nhung.person);
      await elsewhere.goesToTheForm();
      await elsewhere.sendsTheForm();
      await elsewhere.reads("Đã có quá nhiều lần thử");
      await elsewhere.hasLostNothing();

      await reopened(spent, 20);
      await nhung.entersCode(code);
      await nhung.heading("Đặt mật khẩu");
    });
  });

  describe("identity numbers proved with one number", () => {
    const stage = raise({ ...EASY, limits: { identities_per_number: "1/1h" } });

    test("when they are used up, the next one is told to come tomorrow or to the desk", async () => {
      const mother = await stage.applicant();
      await mother.walksTo("done");
      // The operator has meanwhile written the same number to somebody else.
      await stage.restart();
      const { phone } = mother.person;
      const daughter = await stage.applicant(await stage.person({ phone }));
      await daughter.walksTo("code");
      await daughter.entersCode(await daughter.readsCode());
      await daughter.reads("Số điện thoại này đã xác nhận cho quá nhiều số CCCD trong ngày.");
      await daughter.reads(/đến Bộ phận Một cửa gần nhất\./);
    });
  });
});
