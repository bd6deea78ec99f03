// A citizen registers: from the portal's home page to "done", reading the code on her telephone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { handsetOf } from "./lib/applicant.mjs";
import { BINH, HA, maskedPhone } from "./lib/cast.mjs";
import { raise } from "./lib/stage.mjs";

const stage = raise({});

test("a citizen registers as the guide says, and confirms his mail address", async () => {
  const binh = await stage.applicant(BINH);
  const handset = await handsetOf(binh, await stage.applicant(BINH));

  await binh.open(`${stage.program.portal}/`);
  await binh.reads("Hệ thống thông tin giải quyết thủ tục hành chính tỉnh Quảng Ngãi");
  await binh.reads("Bản trình diễn.");
  await binh.sends("Đăng ký");
  assert.equal(binh.address.origin, stage.program.account);
  await binh.reads("Kết nối, cung cấp thông tin và dịch vụ công mọi lúc, mọi nơi");
  await binh.sends("Công dân");
  await binh.sends("Thuê bao di động (Chỉ dành cho công dân)");

  await binh.fill("Tên đăng nhập (Số CMT/CCCD)", "051088001234");
  await binh.fill("Họ tên", "Nguyễn Văn Bình");
  await binh.fill("Ngày sinh", "15/03/1988");
  await binh.fill("Số điện thoại", "0828 000 088");
  await binh.fill("Email", "binh@example.vn");
  await binh.sends("Đăng ký");

  await binh.reads("Mã xác thực đã được gửi qua SĐT: 082****088");
  await binh.reads("Bạn chưa nhận được mã?");
  const code = await handset.showsCode();
  await binh.guessesWrong(code);
  await binh.reads("Mã OTP chưa đúng. Hãy xem lại tin nhắn mới nhất.");
  await binh.fill("Nhập mã OTP", code);
  await binh.sends("Xác nhận");

  await binh.reads("Sử dụng 8 ký tự trở lên bao gồm chữ thường, chữ in hoa, số và ký tự đặc biệt");
  await binh.setsPassword("matkhau");
  await binh.reads("Mật khẩu còn thiếu: độ dài từ 8 ký tự, chữ in hoa, số, ký tự đặc biệt");
  await binh.fill("Nhập mật khẩu", "kT9#vQ2m");
  await binh.fill("Xác nhận mật khẩu", "kT9#vQ2m");
  await binh.sends("Đăng ký");

  await binh.heading("Đăng ký thành công");
  await binh.reads("đã được nhà mạng xác minh (mức xác minh 2)");
  const codes = await binh.page.getByRole("listitem").getByText(/^[\w-]{8,}$/).allInnerTexts();
  assert.ok(codes.length >= 8 && new Set(codes).size === codes.length, `recovery codes: ${codes}`);
  await binh.sends("Đăng nhập");
  await binh.heading("Đăng nhập");

  await confirmsTheMailAddress(binh);
});

async function confirmsTheMailAddress(binh) {
  const mail = await stage.sandbox.newMail(binh.person.email);
  assert.match(mail.subject, /^Xác nhận địa chỉ thư điện tử/);
  const link = /http:\/\/\S+/.exec(mail.text)[0];
  await binh.open(link);
  await binh.heading("Xác nhận địa chỉ thư điện tử");
  await binh.sends("Xác nhận địa chỉ");
  await binh.heading("Địa chỉ thư điện tử đã được xác nhận");
  // Opening the link again changes nothing and breaks nothing; a link that was changed is gone.
  await binh.open(link);
  await binh.heading("Địa chỉ thư điện tử đã được xác nhận");
  assert.equal((await binh.open(`${link.slice(0, -2)}xx`)).status(), 410);
}

test("a citizen registers in English", async () => {
  const hanh = await stage.applicant(null, { language: "en-GB" });
  const handset = await handsetOf(hanh, await stage.applicant(hanh.person));
  await hanh.open(`${stage.program.portal}/`);
  await hanh.sends("English");
  await hanh.heading("What do you need to do?");
  await hanh.opensTheForm();
  await hanh.fillsIn();
  await hanh.sends("Register");
  await hanh.reads(`The code was sent to phone number: ${maskedPhone(hanh.person.phone)}`);
  const { text } = await stage.sandbox.newMessage(hanh.person.phone);
  assert.match(text, /^Your code to register with .* is \d{6}, valid for \d minutes\./);
  await hanh.entersCode(await handset.showsCode());
  await hanh.reads("Your user name is");
  await hanh.setsPassword();
  await hanh.reads("Your account is open and verified by your mobile operator (level 2).");
});

for (const language of ["vi-VN", "en-GB"]) {
  test(`a citizen registers without script (${language}), reading the picture`, async () => {
    const yen = await stage.applicant(null, { script: false, language });
    const handset = await handsetOf(yen, await stage.applicant(yen.person));
    await yen.opensTheForm();
    await yen.fillsIn();
    await yen.answersThePicture();
    await yen.sends(yen.words.register);
    await yen.isAskedForTheCode();
    await yen.entersCode(await handset.showsCode());
    await yen.setsPassword();
    await yen.isDone();
  });
}

test("that there is an account already is said only to whoever has proved to be that person", async () => {
  const first = await stage.applicant(HA);
  await first.walksTo("done");

  const again = await stage.applicant(HA);
  await again.opensTheForm();
  await again.sendsTheForm();
  await again.reads("Mã xác thực đã được gửi qua SĐT: 091****195");
  await again.doesNotRead(/đã có tài khoản/);
  await again.entersCode(await again.readsCode());
  await again.heading("Bạn đã có tài khoản");
  await again.reads("Không có tài khoản mới nào được mở");
  await again.reads("Quên mật khẩu");
  await again.sends("Đến trang đăng nhập");
  await again.heading("Đăng nhập");
});

test("whoever changes the language half way keeps what was typed", async () => {
  const lan = await stage.applicant();
  await lan.goesToTheForm();
  await lan.fillsIn();
  await lan.sends("English");
  await lan.heading("Register");
  assert.equal(await lan.typed("Full name"), lan.person.name);
  await lan.sends("Register");
  await lan.reads(/^The code was sent to phone number: /);
});

test("the recovery codes are shown until they are kept, and not to whoever sits here next", async () => {
  const van = await stage.applicant();
  await van.walksTo("done");
  await van.sends("Đăng nhập");
  await van.heading("Đăng nhập");
  await van.back();
  await van.reload();
  await van.reads("Các mã khôi phục đã được bạn cất giữ và không hiện lại ở đây.");
  await van.doesNotRead(/^\w{4}(-\w{4}){5}$/);
});

test("an enterprise is told how it will register and where to go meanwhile", async () => {
  const giang = await stage.applicant();
  await giang.open(`${stage.program.account}/vi/dang-ky`);
  await giang.sends("Doanh nghiệp");
  await giang.reads("Doanh nghiệp sẽ đăng ký bằng chữ ký số (USB ký số)");
  await giang.reads("nộp hồ sơ trực tiếp tại Bộ phận Một cửa");
  await giang.sends("Quay lại");
  await giang.heading("Đăng ký tài khoản");
});
