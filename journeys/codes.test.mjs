// The code on the telephone: entered wrongly, too late, sent again, and on its way.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { maskedPhone } from "./lib/cast.mjs";
import { EASY, IN_TURN, raise } from "./lib/stage.mjs";

// Each part has a program of its own, so that they may run side by side.
describe("codes", { concurrency: 3 }, () => {
  describe("a code that lives for five minutes", IN_TURN, () => {
    const stage = raise({ ...EASY, one_time_code: { resend_waits: "3s,4s" } });

    test("a wrong code is told, and the right one still serves", async () => {
      const hanh = await stage.applicant();
      await hanh.walksTo("code");
      await hanh.reads(/^Mã còn hiệu lực trong [45]:\d\d\.$/);
      const code = await hanh.readsCode();
      await hanh.guessesWrong(code);
      await hanh.reads("Mã OTP chưa đúng. Hãy xem lại tin nhắn mới nhất.");
      assert.equal(await hanh.typed("Nhập mã OTP"), "", "a code is never drawn again");
      await hanh.guessesWrong(code);
      await hanh.reads("Còn 3 lần nhập.");
      await hanh.entersCode("12ab56");
      await hanh.reads("Mã OTP chỉ gồm chữ số, đủ như trong tin nhắn");
      await hanh.entersCode("   ");
      await hanh.reads("Bạn phải nhập mã OTP");
      await hanh.reload();
      await hanh.reads("Còn 3 lần nhập.");
      await hanh.entersCode(` ${code.slice(0, 3)} ${code.slice(3)} `);
      await hanh.heading("Đặt mật khẩu");
    });

    test("after five wrong codes the right one is dead, and a new one comes at once", async () => {
      const loan = await stage.applicant();
      await loan.walksTo("code");
      const code = await loan.readsCode();
      await loan.guessesWrong(code, 4);
      await loan.reads("Còn 1 lần nhập.");
      await loan.guessesWrong(code);
      await loan.reads("Mã này đã nhập sai quá số lần cho phép. Hãy bấm Gửi lại OTP để nhận mã mới.");
      await loan.entersCode(code);
      await loan.reads("Mã này đã nhập sai quá số lần cho phép.");
      await loan.sends("Gửi lại OTP");
      await loan.reads(`Mã xác thực đã được gửi qua SĐT: ${maskedPhone(loan.person.phone)}`);
      const fresh = await loan.readsCode();
      assert.notEqual(fresh, code);
      await loan.entersCode(code);
      await loan.reads("Mã OTP chưa đúng.");
      await loan.entersCode(fresh);
      await loan.heading("Đặt mật khẩu");
    });

    test("sending again waits, says how long, and sends the same code while it is fresh", async () => {
      const yen = await stage.applicant();
      await yen.walksTo("code");
      const code = await yen.readsCode();
      await yen.reads(/^Có thể gửi lại sau 0:0[1-3]\.$/);
      const again = yen.page.getByRole("button", { name: "Gửi lại OTP" });
      assert.ok(await again.isDisabled(), "the button waits");
      await yen.sends("Gửi lại OTP");
      await yen.reads(/^Có thể gửi lại sau 0:0[1-4]\.$/);
      assert.equal(await yen.readsCode(), code);
      assert.equal(await yen.messageCount(2), 2);
      await yen.entersCode(code);
      await yen.heading("Đặt mật khẩu");
    });

    test("without script the page says the time of day, and pressing too early changes nothing", async () => {
      const thu = await stage.applicant(null, { script: false });
      await thu.walksTo("code");
      await thu.reads(/^Mã có hiệu lực đến \d\d:\d\d/);
      await thu.reads(/^Có thể gửi lại từ \d\d:\d\d/);
      await thu.sends("Gửi lại OTP");
      await thu.reads(/^Có thể gửi lại từ \d\d:\d\d/);
      const code = await thu.readsCode();
      assert.equal(await thu.messageCount(1), 1);
      await thu.entersCode(code);
      await thu.heading("Đặt mật khẩu");
    });
  });

  describe("a code that lives for a few seconds", IN_TURN, () => {
    const stage = raise({ ...EASY, one_time_code: { lifetime: "15s", resend_waits: "30s" } });

    test("a code that came too late is told, and a new one comes at once", async () => {
      const hong = await stage.applicant();
      await hong.walksTo("code");
      const code = await hong.readsCode();
      await hong.reads("Mã đã hết hiệu lực. Hãy bấm Gửi lại OTP.");
      await hong.entersCode(code);
      await hong.reads("Mã OTP đã hết hiệu lực. Hãy bấm Gửi lại OTP để nhận mã mới.");
      await hong.reads("Hiện không có mã nào còn hiệu lực.");
      await hong.sends("Gửi lại OTP");
      const fresh = await hong.readsCode();
      assert.notEqual(fresh, code);
      await hong.entersCode(fresh);
      await hong.heading("Đặt mật khẩu");
    });
  });

  describe("a message on its way", IN_TURN, () => {
    const sandbox = { receipt_after: "1s", delayed_by: "4s" };
    const stage = raise({ ...EASY, one_time_code: { resend_waits: "60s" } }, { sandbox });
    const state = (citizen) => citizen.page.getByRole("status").filter({ hasText: /\S/ }).first();
    const says = async (citizen, words) => {
      await state(citizen).filter({ hasText: words }).waitFor();
    };

    test("the page says that it was sent and that it has arrived", async () => {
      const nga = await stage.applicant();
      await stage.sandbox.faults({ sms: "delayed" });
      await nga.walksTo("code");
      await says(nga, /^đã gửi, chờ điện thoại nhận$/);
      assert.equal(await nga.messageCount(), 0);
      await says(nga, /^đã đến điện thoại$/);
      assert.equal(await nga.messageCount(1), 1);
      await nga.reload();
      await says(nga, /^đã đến điện thoại$/);
    });

    for (const script of [true, false]) {
      const how = script ? "with" : "without";
      test(`a message that does not arrive is told, and nobody waits to send again (${how} script)`, async () => {
        const dung = await stage.applicant(null, { script });
        await stage.sandbox.faults({ sms: "undeliverable" });
        await dung.walksTo("code");
        if (!script) {
          await dung.page.waitForTimeout(2_500);
          await dung.reload();
        }
        await says(dung, /^không gửi được\. Hãy kiểm tra sóng, bộ nhớ tin nhắn rồi bấm Gửi lại OTP\.$/);
        await dung.reads(`Mã xác thực chưa đến được SĐT: ${maskedPhone(dung.person.phone)}`);
        await dung.doesNotRead(/^Có thể gửi lại từ/);
        await stage.sandbox.allWell();
        await dung.sends("Gửi lại OTP");
        await dung.entersCode(await dung.readsCode());
        await dung.heading("Đặt mật khẩu");
      });
    }

    test("a message the SMS centre has no time for is being sent until it is taken", async () => {
      const mai = await stage.applicant();
      await stage.sandbox.faults({ sms: "throttled" });
      await mai.walksTo("code");
      await says(mai, /^đang gửi$/);
      await stage.sandbox.allWell();
      await mai.entersCode(await mai.readsCode());
      await mai.heading("Đặt mật khẩu");
      assert.equal(await mai.messageCount(1), 1);
    });
  });
});
