// Every budget spent: the page says when it reopens and names the desk; nothing is lost meanwhile.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { EASY, raise } from "./lib/stage.mjs";

/** A budget that stays spent for the whole story, and one whose end is waited for: even a tired
 *  machine sees it spent first. */
const ONE = "1/1h";
const WAITED_S = 30;
const ONE_FOR_A_WHILE = `1/${WAITED_S}s`;

const WHEN = String.raw`\d\d/\d\d/\d{4} \d\d:\d\d`;
const DESK = /Cần ngay\? Mang thẻ căn cước đến Bộ phận Một cửa gần nhất\./;
const CLOSED = new RegExp(`Có thể gửi lại từ ${WHEN}\\. Đăng ký của bạn được giữ đến lúc đó\\.`);

/** Waits until a budget that was spent at this time opens again. */
function reopened(spent) {
  return wait(Math.max(0, spent + WAITED_S * 1_000 + 500 - Date.now()));
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
          const code = await hanh.readsCode();
          await hanh.guessesWrong(code);
          await hanh.sends("Gửi lại OTP");
          await hanh.reads(CLOSED);
          await hanh.reads(DESK);
          assert.equal(await hanh.messageCount(1), 1);
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
    const next = async (stage) => {
      await (await stage.applicant()).walksTo("code");
      const spent = Date.now();
      const linh = await stage.applicant(null, { language: "en-GB" });
      await linh.walksTo("code");
      await linh.reads(new RegExp(`More can be sent from ${WHEN}. Your registration is kept`));
      await linh.reads(/Take your identity card to the nearest one-stop desk\./);
      assert.equal(await linh.messageCount(), 0);
      return { linh, spent };
    };

    describe("in a day", () => {
      const stage = raise({ ...EASY, limits: { messages_everywhere_daily: ONE } });
      test("when they are used up, whoever comes next is told so", () => next(stage));
    });

    describe("in an hour", () => {
      const registration = { pending: "20s" };
      const limits = { messages_everywhere: ONE_FOR_A_WHILE };
      const stage = raise({ ...EASY, registration, limits });

      test("when they are used up, a registration is kept longer than it lives otherwise", async () => {
        const { linh, spent } = await next(stage);
        await reopened(spent);
        await linh.sends("Send again");
        await linh.entersCode(await linh.readsCode());
        await linh.heading("Set a password");
      });
    });
  });

  describe("questions to the operator", () => {
    const wrongName = { name: "Ngô Thị Sen" };
    const asked = [
      ["operator_per_number", ONE_FOR_A_WHILE, wrongName, "about one number"],
      ["operator_per_identity", ONE, { phone: "+84389012345" }, "about one identity number"],
      ["operator_per_address", ONE, wrongName, "from one address"],
    ];
    for (const [budget, limit, wrong, which] of asked) {
      describe(which, () => {
        const stage = raise({ ...EASY, limits: { [budget]: limit } });

        test("when they are used up, the page says when, and the form stays filled in", async () => {
          const quynh = await stage.applicant();
          await quynh.goesToTheForm();
          await quynh.sendsTheForm(wrong);
          const spent = Date.now();
          await quynh.reads("Thông tin không khớp với thuê bao");
          await quynh.sendsTheForm();
          await quynh.reads("Đã có quá nhiều lần thử");
          await quynh.reads(new RegExp(`tạm dừng nhận đăng ký với thông tin này đến ${WHEN}\\.`));
          await quynh.reads(DESK);
          await quynh.hasLostNothing();
          assert.equal(await quynh.messageCount(), 0);
          if (limit === ONE) return;

          await reopened(spent);
          await quynh.sends("Đăng ký");
          await quynh.isAskedForTheCode();
        });
      });
    }
  });

  describe("wrong codes for one number", () => {
    const stage = raise({ ...EASY, limits: { wrong_codes_per_number: "3/1h" } });

    test("when they are used up, no code is taken for a while, in any registration", async () => {
      const nhung = await stage.applicant();
      await nhung.walksTo("code");
      const code = await nhung.readsCode();
      await nhung.guessesWrong(code, 3);
      await nhung.entersCode(code);
      await nhung.reads(new RegExp(`^Số này đã nhập sai mã quá nhiều lần\\. Có thể nhập lại từ ${WHEN}\\. Đăng ký của bạn được giữ đến lúc đó`));
      await nhung.reads(DESK);

      const elsewhere = await stage.applicant(nhung.person);
      await elsewhere.goesToTheForm();
      await elsewhere.sendsTheForm();
      await elsewhere.reads("Đã có quá nhiều lần thử");
      await elsewhere.hasLostNothing();
    });
  });

  describe("identity numbers proved with one number", () => {
    const stage = raise({ ...EASY, limits: { identities_per_number: "1/1h" } });

    test("when they are used up, the next one is told to come later or to the desk", async () => {
      const mother = await stage.applicant();
      await mother.walksTo("done");
      // The operator has meanwhile written the same number to somebody else.
      await stage.restart();
      const { phone } = mother.person;
      const daughter = await stage.applicant(await stage.person({ phone }));
      await daughter.walksTo("code");
      await daughter.entersCode(await daughter.readsCode());
      await daughter.reads("Số điện thoại này đã xác nhận cho quá nhiều số CCCD.");
      await daughter.reads(new RegExp(`Vui lòng thử lại từ ${WHEN}, hoặc`));
      await daughter.reads(/đến Bộ phận Một cửa gần nhất\./);
    });
  });
});
