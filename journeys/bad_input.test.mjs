// Whatever is typed or sent, the answer is a clear message or a clean refusal, and nothing is lost.
import assert from "node:assert/strict";
import { test } from "node:test";
import { FORM, begins, typed } from "./lib/form.mjs";
import { EASY, raise } from "./lib/stage.mjs";
import { Wire } from "./lib/wire.mjs";

const stage = raise(EASY);

const wire = () => new Wire(stage.program.account, stage.program);

const WRONG = {
  identity: [
    ["", "Bạn phải nhập số CMT/CCCD"],
    ["   ", "Bạn phải nhập số CMT/CCCD"],
    ["05108800123", "Số CCCD có đúng 12 chữ số. Ví dụ: 051088001234"],
    ["0".repeat(300), "Số CCCD có đúng 12 chữ số. Ví dụ: 051088001234"],
    ["05108800123a", "Số CMT/CCCD chỉ gồm chữ số. Ví dụ: 051088001234"],
    ["٠٥١٠٨٨٠٠١٢٣٤", "Số CMT/CCCD chỉ gồm chữ số. Ví dụ: 051088001234"],
    ["051088\u0000001234", "Số CMT/CCCD chỉ gồm chữ số. Ví dụ: 051088001234"],
    ["212345672", /^Hệ thống không còn nhận số chứng minh nhân dân 9 số\./],
  ],
  name: [
    ["", "Bạn phải nhập họ tên"],
    [" \u00a0 ", "Bạn phải nhập họ tên"],
    ["A".repeat(300), /^Họ tên dài quá 255 ký tự\./],
    ["Nguyễn Văn 2", "Họ tên không có chữ số. Ví dụ: Nguyễn Văn An"],
    ["Иван Петров", /^Họ tên chỉ gồm chữ cái, khoảng trắng và các dấu/],
    ["Nguyễn 🙂 An", /^Họ tên chỉ gồm chữ cái/],
    ["Nguyễn\u0007Văn An", /^Họ tên chỉ gồm chữ cái/],
    [`"><script>alert(1)</script>`, /^Họ tên/],
  ],
  "birth-date": [
    ["", "Bạn phải nhập ngày sinh"],
    ["hôm qua", "Ngày sinh viết theo ngày/tháng/năm. Ví dụ: 05/03/1988"],
    ["9".repeat(400), "Ngày sinh viết theo ngày/tháng/năm. Ví dụ: 05/03/1988"],
    ["31/02/1990", "Lịch không có ngày này. Ví dụ đúng: 05/03/1988"],
    ["29/02/1999", "Lịch không có ngày này. Ví dụ đúng: 05/03/1988"],
    ["00/13/1990", "Lịch không có ngày này. Ví dụ đúng: 05/03/1988"],
    ["01/01/2999", "Ngày sinh không thể ở tương lai"],
    ["31/12/1899", "Ngày sinh phải từ năm 1900 trở đi"],
  ],
  phone: [
    ["", "Bạn phải nhập số điện thoại"],
    ["0255 3822 888", /^Đây là số máy bàn, không nhận được tin nhắn\./],
    ["+1 202 555 0123", /^Hệ thống chỉ nhận số di động Việt Nam \(\+84\)\./],
    ["0122 8000 088", /^Đầu số này đã đổi từ năm 2018\. Số mới là 0778 000 088;/],
    ["0168 8000 088", /^Đầu số này đã đổi từ năm 2018\. Số mới là 0388 000 088;/],
    ["0128", /^Số di động có 10 chữ số/],
    ["0418 000 088", /^Số di động có 10 chữ số/],
    ["0".repeat(300), /^Số di động có 10 chữ số/],
    ["số của tôi", /^Số di động có 10 chữ số/],
    ["0828\u0000000088", /^Số di động có 10 chữ số/],
  ],
  email: [
    ["an", "Địa chỉ email chưa đúng. Ví dụ: an.nguyen@example.vn"],
    ["an@", "Địa chỉ email chưa đúng. Ví dụ: an.nguyen@example.vn"],
    ["an nguyen@example.vn", "Địa chỉ email chưa đúng. Ví dụ: an.nguyen@example.vn"],
    ["an@example.vn\r\nBcc: all@example.vn", "Địa chỉ email chưa đúng. Ví dụ: an.nguyen@example.vn"],
    ["đức@example.vn", "Địa chỉ email viết không dấu. Ví dụ: an.nguyen@example.vn"],
    [`${"a".repeat(300)}@example.vn`, "Địa chỉ email dài quá 254 ký tự"],
  ],
};

for (const [field, cases] of Object.entries(WRONG)) {
  test(`the field ${field} says what is wrong and keeps what was typed`, async () => {
    const person = await stage.person();
    const hand = wire();
    for (const [value, says] of cases) {
      const fields = { ...(await hand.form(FORM)), ...typed(person), [field]: value };
      const reply = await hand.post(FORM, fields);
      assert.equal(reply.status, 422, JSON.stringify(value));
      const [complaint, ...others] = reply.complaints;
      assert.deepEqual(others, [], JSON.stringify(value));
      if (says instanceof RegExp) assert.match(complaint ?? "", says);
      else assert.equal(complaint, says, JSON.stringify(value));
      for (const [name, sent] of Object.entries({ ...typed(person), [field]: value })) {
        // Control characters cannot stand in a page; all else can.
        assert.equal(reply.value(name), sent.replaceAll(/\p{Cc}/gu, ""), `${name} was lost`);
      }
      assert.ok(!reply.text.includes("<script>alert"), "what is typed is never markup");
    }
    assert.equal((await stage.sandbox.messages(person.phone)).length, 0);
  });
}

test("everything wrong at once is said at once, in the order of the fields", async () => {
  const hand = wire();
  const { complaints } = await hand.post(FORM, await hand.form(FORM));
  assert.deepEqual(complaints, [
    "Bạn phải nhập số CMT/CCCD",
    "Bạn phải nhập họ tên",
    "Bạn phải nhập ngày sinh",
    "Bạn phải nhập số điện thoại",
  ]);
  const english = await hand.post("/en/dang-ky/thue-bao-di-dong", await hand.form(FORM));
  assert.equal(english.complaints[0], "You must enter your CMT/CCCD number");
});

test("a person may be written in any usual way", async () => {
  const person = await stage.person({ name: "Đặng Thị Ngọc Ánh", birth_date: "1991-06-05" });
  const [, a, b, c] = /^\+84(...)(...)(...)$/.exec(person.phone);
  const number = person.citizen_number;
  const wide = (text) =>
    text.replaceAll(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
  const ways = [
    { name: person.name.normalize("NFD"), "birth-date": "5/6/1991", phone: `+84 ${a} ${b} ${c}` },
    { name: person.name.toUpperCase(), "birth-date": "05-06-1991", phone: `84${a}${b}${c}` },
    { name: "  đặng   thị ngọc ánh ", "birth-date": "05.06.1991", phone: `0${a}.${b}.${c}` },
    { identity: wide(number), phone: wide(`0${a}${b}${c}`), "birth-date": wide("05/06/1991") },
    { identity: `${number.slice(0, 3)} ${number.slice(3)}`, phone: `+84 (0)${a}-${b}-${c}` },
  ];
  for (const way of ways) {
    const hand = wire();
    const fields = { ...(await hand.form(FORM)), ...typed(person), ...way };
    const reply = await hand.post(FORM, fields);
    assert.equal(reply.status, 303, `${JSON.stringify(way)}: ${reply.complaints}`);
  }
});

test("the code and the password take no nonsense", async () => {
  const person = await stage.person();
  const hand = wire();
  const { codePage } = await begins(hand, person);
  for (const code of ["", "12345", "1234567", "12345a", "１２３", "9".repeat(5_000), "\u0000"]) {
    const reply = await hand.post(codePage, { ...(await hand.form(codePage)), code });
    assert.equal(reply.status, 422, JSON.stringify(code));
    assert.match(reply.complaints[0], /^(Bạn phải nhập mã OTP|Mã OTP chỉ gồm chữ số)/);
  }
  const code = await stage.sandbox.latestCode(person.phone);
  const { location } = await hand.post(codePage, { ...(await hand.form(codePage)), code });
  assert.match(location, /mat-khau$/);
  for (const password of ["", "x".repeat(20_000), "\u0000".repeat(20), "a\u0301".repeat(200)]) {
    const fields = { ...(await hand.form(location)), password, repeated: password };
    const reply = await hand.post(location, fields);
    assert.equal(reply.status, 422, JSON.stringify(password.slice(0, 9)));
    assert.ok(reply.complaints.length > 0);
  }
});
