// Going back, loading anew, pressing twice, several tabs, another browser: all of it is harmless.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { GOOD_PASSWORD } from "./lib/applicant.mjs";
import { maskedPhone } from "./lib/cast.mjs";
import { EASY, IN_TURN, raise } from "./lib/stage.mjs";

const GONE = "Trang này đã hết hiệu lực";

/** What is drawn on the last page, for comparing. */
const recoveryCodes = async (citizen) =>
  (await citizen.page.getByRole("listitem").getByText(/^[\w-]{8,}$/).allInnerTexts()).join(" ");

describe("ways through the pages", { concurrency: 2 }, () => {
  describe("in one tab", IN_TURN, () => {
    const stage = raise();

    test("each page can be loaded anew, and going back leads where the registration is", async () => {
      const hanh = await stage.applicant();
      await hanh.goesToTheForm();
      await hanh.reload();
      await hanh.sendsTheForm();
      await hanh.isAskedForTheCode();
      await hanh.reload();
      await hanh.isAskedForTheCode();
      assert.equal(await hanh.messageCount(1), 1, "loading anew sends nothing");

      await hanh.back();
      await hanh.field("Họ tên").waitFor();
      await hanh.forward();
      await hanh.isAskedForTheCode();
      await hanh.entersCode(await hanh.readsCode());
      await hanh.heading("Đặt mật khẩu");
      await hanh.reload();
      await hanh.heading("Đặt mật khẩu");

      await hanh.back();
      await hanh.heading("Đặt mật khẩu");
      await hanh.setsPassword();
      await hanh.isDone();
      const codes = await recoveryCodes(hanh);
      await hanh.reload();
      await hanh.isDone();
      assert.equal(await recoveryCodes(hanh), codes, "the codes stay while the page does");
      await hanh.back();
      await hanh.isDone();
      assert.equal(await hanh.messageCount(1), 1);
    });

    test("a form that comes back with a complaint can be loaded anew and gone back from", async () => {
      const loan = await stage.applicant();
      await loan.walksTo("code");
      const code = await loan.readsCode();
      await loan.guessesWrong(code);
      await loan.reads("Mã OTP chưa đúng.");
      await loan.reads("Còn 4 lần nhập.");
      await loan.reload();
      await loan.reads("Mã OTP chưa đúng.");
      await loan.reads("Còn 4 lần nhập.");
      await loan.entersCode(code);
      await loan.heading("Đặt mật khẩu");
      await loan.back();
      await loan.heading("Đặt mật khẩu");
      await loan.setsPassword("kT9#vQ2m", "kT9#vQ2n");
      await loan.reload();
      await loan.doesNotRead("Hai lần nhập mật khẩu chưa giống nhau");
      await loan.setsPassword("ngắn");
      await loan.reads("Mật khẩu còn thiếu: ");
      await loan.setsPassword();
      await loan.isDone();
      await loan.back();
      await loan.isDone();
    });

    test("whoever notices a wrong number goes back, and the code goes to the right one", async () => {
      const yen = await stage.applicant();
      const sister = await stage.person({ ...yen.person, citizen_number: "051190555555", phone: "+84977123456" });
      await yen.goesToTheForm();
      await yen.sendsTheForm(sister);
      await yen.reads(`Mã xác thực đã được gửi qua SĐT: ${maskedPhone(sister.phone)}`);
      await yen.back();
      await yen.sendsTheForm();
      await yen.reads(`Mã xác thực đã được gửi qua SĐT: ${maskedPhone(yen.person.phone)}`);
      await yen.entersCode(await yen.readsCode());
      await yen.heading("Đặt mật khẩu");
    });

    for (const script of [true, false]) {
      test(`every button can be pressed twice (${script ? "with" : "without"} script)`, async () => {
        const oanh = await stage.applicant(null, { script });
        await oanh.goesToTheForm();
        await oanh.fillsIn();
        if (!script) await oanh.answersThePicture();
        await oanh.sendsTwice("Đăng ký");
        await oanh.isAskedForTheCode();
        await oanh.fill("Nhập mã OTP", "không phải mã");
        await oanh.sendsTwice("Xác nhận");
        await oanh.reads("Mã OTP chỉ gồm chữ số");
        await oanh.fill("Nhập mã OTP", await oanh.readsCode());
        await oanh.sendsTwice("Xác nhận");
        await oanh.heading("Đặt mật khẩu");
        await oanh.fill("Nhập mật khẩu", GOOD_PASSWORD);
        await oanh.fill("Xác nhận mật khẩu", GOOD_PASSWORD);
        await oanh.sendsTwice("Đăng ký");
        await oanh.isDone();
        assert.equal(await oanh.messageCount(1), 1);
      });
    }
  });

  describe("at a slow operator's", IN_TURN, () => {
    const stage = raise(EASY, { sandbox: { slow_by: "2s" } });
    for (const script of [true, false]) {
      test(`a second press does not undo the first (${script ? "with" : "without"} script)`, async () => {
        const mai = await stage.applicant(null, { script });
        await stage.sandbox.faults({ telco: "slow" });
        await mai.goesToTheForm();
        await mai.fillsIn();
        if (!script) await mai.answersThePicture();
        await mai.sendsTwice("Đăng ký", { apart: 600 });
        await mai.isAskedForTheCode();
        await stage.sandbox.allWell();
        await mai.entersCode(await mai.readsCode());
        await mai.heading("Đặt mật khẩu");
        assert.equal(await mai.messageCount(1), 1);
      });
    }
  });

  describe("sending again", IN_TURN, () => {
    const stage = raise({ ...EASY, one_time_code: { resend_waits: "1s,30s" } });
    for (const script of [true, false]) {
      test(`pressed twice sends once (${script ? "with" : "without"} script)`, async () => {
        const trang = await stage.applicant(null, { script });
        await trang.walksTo("code");
        const code = await trang.readsCode();
        await trang.page.waitForTimeout(1_200);
        await trang.sendsTwice("Gửi lại OTP");
        await trang.reads(/Có thể gửi lại (sau|từ)/);
        assert.equal(await trang.readsCode(), code);
        await trang.page.waitForTimeout(1_000);
        assert.equal(await trang.messageCount(2), 2);
      });
    }
  });

  describe("in several tabs and browsers", IN_TURN, () => {
    const stage = raise();

    test("two people register side by side in one browser", async () => {
      const mother = await stage.applicant();
      const daughter = (await mother.secondTab()).becomes({ ...mother, person: await stage.person() });
      await mother.walksTo("code");
      await daughter.walksTo("code");
      await mother.entersCode(await mother.readsCode());
      await daughter.entersCode(await daughter.readsCode());
      await daughter.setsPassword();
      await daughter.reads("Đăng ký thành công");
      await mother.setsPassword();
      await mother.isDone();
      daughter.noTroubles();
    });

    test("one registration in two tabs goes on in either and ends once", async () => {
      const kieu = await stage.applicant();
      await kieu.walksTo("code");
      const tab = await kieu.secondTab();
      await tab.open(kieu.page.url());
      const code = await kieu.readsCode();
      await kieu.entersCode(code);
      await kieu.heading("Đặt mật khẩu");
      await tab.entersCode(code);
      await tab.heading("Đặt mật khẩu");
      await kieu.setsPassword();
      await kieu.isDone();
      await tab.setsPassword("Vn7$xR4pQ");
      await tab.isDone();
      await tab.reads("Nếu lần này bạn nhập mật khẩu khác, mật khẩu đó không được dùng.");
      assert.equal(await recoveryCodes(tab), await recoveryCodes(kieu));
      assert.equal(await kieu.messageCount(1), 1);
      tab.noTroubles();
    });

    test("the same person's form in another tab goes on with the same registration and code", async () => {
      const sen = await stage.applicant();
      const tab = await sen.secondTab();
      await tab.goesToTheForm();
      await sen.walksTo("code");
      const first = sen.page.url();
      await tab.sendsTheForm();
      await tab.isAskedForTheCode();
      assert.equal(tab.page.url(), first);
      assert.equal(await sen.messageCount(1), 1);
      await tab.entersCode(await sen.readsCode());
      await tab.heading("Đặt mật khẩu");
    });

    test("in another browser the same number waits for its next code, and is told why", async () => {
      const tuyet = await stage.applicant();
      await tuyet.walksTo("code");
      const phone = await stage.applicant(tuyet.person);
      await phone.walksTo("code");
      await phone.reads(/^Vừa có một mã được gửi đến số này cho một lần đăng ký khác/);
      assert.equal(await tuyet.messageCount(1), 1);
    });

    test("another browser cannot go on with it, at no step", async () => {
      const thao = await stage.applicant();
      const thief = await stage.applicant(thao.person);
      await thao.walksTo("code");
      const steal = async () => {
        assert.equal((await thief.open(thao.page.url())).status(), 410);
        await thief.reads(GONE);
      };
      await steal();
      await thao.entersCode(await thao.readsCode());
      await steal();
      await thao.setsPassword();
      await thao.isDone();
      await steal();
      await thief.doesNotRead(thao.person.name);
    });

    test("without the cookie the form keeps what was typed, and a registration is gone", async () => {
      const giang = await stage.applicant();
      await giang.goesToTheForm();
      await giang.fillsIn();
      await giang.context.clearCookies();
      await giang.sends("Đăng ký");
      await giang.reads("Trang này đã mở quá lâu, hoặc trình duyệt chưa cho phép cookie.");
      await giang.hasLostNothing();
      await giang.sends("Đăng ký");
      await giang.isAskedForTheCode();
      await giang.context.clearCookies();
      await giang.fill("Nhập mã OTP", await giang.readsCode());
      await giang.sends("Xác nhận");
      await giang.reads(GONE);
      await giang.reads("Trang này thuộc về một trình duyệt khác");
    });
  });

  describe("a registration that is kept for ten seconds", IN_TURN, () => {
    const stage = raise({ ...EASY, registration: { pending: "10s" } });

    test("is gone after that, and one begins again", async () => {
      const nga = await stage.applicant();
      await nga.walksTo("code");
      const code = await nga.readsCode();
      await nga.page.waitForTimeout(10_500);
      await nga.entersCode(code);
      await nga.reads(GONE);
      await nga.sends("Đăng ký lại từ đầu");
      await nga.field("Họ tên").waitFor();
      await nga.walksTo("code");
    });
  });
});
