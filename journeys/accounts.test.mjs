// Whoever has an account already is led back into it; whoever has none sets a good password.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { maskedPhone } from "./lib/cast.mjs";
import { EASY, IN_TURN, raise } from "./lib/stage.mjs";

// Each part has a program of its own, so that they may run side by side.
describe("accounts", { concurrency: 3 }, () => {
  describe("an account there is already", IN_TURN, () => {
    const stage = raise({ ...EASY, registration: { accept_old_numbers: true } });

    test("is found under the same number, though the telephone is another", async () => {
      const loan = await stage.applicant();
      await loan.walksTo("done");
      await stage.restart();
      const later = await stage.person({ ...loan.person, phone: "+84987654321" });
      const again = await stage.applicant(later);
      await again.walksTo("code");
      await again.entersCode(await again.readsCode());
      await again.heading("Bạn đã có tài khoản");
      await again.reads(`Số điện thoại ${maskedPhone(later.phone)} đã được xác nhận`);
    });

    for (const [old, later] of [["123456789", "051190123456"], ["051190123457", "123456780"]]) {
      test(`under ${old.length} digits is found by the number of ${later.length}`, async () => {
        const person = await stage.person({ citizen_number: old, birth_date: "1990-08-19" });
        const nga = await stage.applicant(person);
        await nga.walksTo("done");
        // Meanwhile the operator has her other number in its register.
        await stage.restart();
        const again = await stage.applicant(await stage.person({ ...person, citizen_number: later }));
        await again.walksTo("code");
        await again.entersCode(await again.readsCode());
        await again.heading("Bạn đã có tài khoản");
        await again.reads("Không có tài khoản mới nào được mở.");
      });
    }

    test("is not taken for that of somebody with the same name and birthday", async () => {
      const one = await stage.applicant();
      await one.walksTo("done");
      const { name, birth_date } = one.person;
      const other = await stage.applicant(await stage.person({ name, birth_date }));
      await other.walksTo("done");
    });
  });

  describe("where the setting wants it said before the code, as older portals did", IN_TURN, () => {
    const stage = raise({ ...EASY, registration: { existence_message: "before_code" } });

    test("an account there is already is said at once, and nothing is sent", async () => {
      const thao = await stage.applicant();
      await thao.walksTo("done");
      const sent = await thao.messageCount();
      const again = await stage.applicant(thao.person);
      await again.goesToTheForm();
      await again.sendsTheForm();
      await again.reads("Số CMT/CCCD này đã có tài khoản");
      await again.hasLostNothing();
      assert.equal(await again.messageCount(), sent);
    });
  });

  describe("a password", IN_TURN, () => {
    const stage = raise();
    const RULE = "Mật khẩu còn thiếu: ";
    const COMMON = "Mật khẩu này dễ đoán vì dùng từ phổ biến.";
    const PERSONAL = "Mật khẩu chứa tên, ngày sinh hoặc số của bạn.";
    const PATTERN = "Mật khẩu dễ đoán vì theo dãy hoặc lặp lại.";

    test("that the guide would refuse is refused with its reason, then a good one is taken", async () => {
      const who = await stage.person({ name: "Đặng Bích Thủy", birth_date: "1994-06-21" });
      const thuy = await stage.applicant(who);
      await thuy.walksTo("password");
      const weak = [
        ["", "Bạn phải nhập mật khẩu"],
        ["kT9#vQ2", `${RULE}độ dài từ 8 ký tự`],
        ["kt9#vq2m", `${RULE}chữ in hoa`],
        ["KT9#VQ2M", `${RULE}chữ thường`],
        ["kTx#vQzm", `${RULE}số`],
        ["kT93vQ2m", `${RULE}ký tự đặc biệt`],
        ["mười bốn ký t", `${RULE}chữ in hoa, số`],
        ["Matkhau@123", COMMON],
        ["Quangngai@2026", COMMON],
        ["P@ssw0rd", COMMON],
        ["Abcd@1234", PATTERN],
        ["111111111111111", PATTERN],
        ["BichThuy@94", PERSONAL],
        ["Thuy21061994!", PERSONAL],
        [`Aa!${who.phone.slice(3)}`, PERSONAL],
        [`Aa!${who.citizen_number}`, PERSONAL],
        ["kT9#vQ2m\t\u0007", "Mật khẩu có ký tự không gõ được từ bàn phím khác."],
        [`kT9#${"vQ2m".repeat(40)}`, "Mật khẩu dài quá 128 ký tự"],
      ];
      for (const [password, why] of weak) {
        await thuy.setsPassword(password);
        await thuy.reads(why);
        assert.equal(await thuy.typed("Nhập mật khẩu"), "", "a password is never drawn again");
      }
      await thuy.setsPassword("kT9#vQ2m", "kT9#vQ2n");
      await thuy.reads("Hai lần nhập mật khẩu chưa giống nhau");
      await thuy.setsPassword("kT9#vQ2m", "");
      await thuy.reads("Bạn phải nhập lại mật khẩu");
      await thuy.setsPassword("kT9#vQ2m");
      await thuy.isDone();
    });

    for (const password of ["ghế mây trôi dưới cầu tre", "Ơươ9 ứừđ"]) {
      test(`may be ${password.length} characters of Vietnamese, in either normal form`, async () => {
        const hoa = await stage.applicant();
        await hoa.walksTo("password");
        await hoa.setsPassword(password.normalize("NFC"), password.normalize("NFD"));
        await hoa.isDone();
      });
    }

    test("is ticked off point by point while it is typed, can be shown, and can be pasted", async () => {
      const tram = await stage.applicant();
      await tram.walksTo("password");
      const point = (words) => tram.page.getByRole("listitem").filter({ hasText: words });
      const met = async (words) => (await point(words).innerText()).includes("đã đạt");
      const points = {
        "Từ 8 ký tự trở lên": "kT9#vQ2m",
        "Có chữ thường": "k",
        "Có chữ in hoa": "T",
        "Có số": "9",
        "Có ký tự đặc biệt": "#",
        "Hoặc: từ 15 ký tự bất kỳ": "một câu dễ nhớ của tôi",
      };
      for (const [words, enough] of Object.entries(points)) {
        await tram.fill("Nhập mật khẩu", "中");
        assert.equal(await met(words), false, words);
        await tram.fill("Nhập mật khẩu", enough);
        assert.equal(await met(words), true, words);
      }

      await tram.fill("Nhập mật khẩu", "kT9#vQ2m");
      const field = tram.field("Nhập mật khẩu");
      assert.equal(await field.getAttribute("type"), "password");
      await tram.press("Hiện mật khẩu");
      assert.equal(await field.getAttribute("type"), "text");
      await field.press("Control+A");
      await field.press("Control+C");
      await tram.press("Ẩn mật khẩu");
      assert.equal(await field.getAttribute("type"), "password");
      await tram.field("Xác nhận mật khẩu").press("Control+V");
      assert.equal(await tram.typed("Xác nhận mật khẩu"), "kT9#vQ2m");
      await tram.sends("Đăng ký");
      await tram.isDone();
    });
  });
});
