// A citizen registers by keyboard alone, finding everything by the name a screen reader says.
import assert from "node:assert/strict";
import { test } from "node:test";
import { accessible } from "./lib/axe.mjs";
import { typedPhone } from "./lib/cast.mjs";
import { raise } from "./lib/stage.mjs";

// The challenge is the program's own: what a citizen meets who changes nothing.
const stage = raise({});

/** Goes by Tab to a thing of this name and presses Enter, which leads to another page. */
async function follows(citizen, name) {
  await citizen.tabTo(name);
  await citizen.leads(() => citizen.key("Enter"));
}

async function typesInto(citizen, name, text) {
  await citizen.tabTo(name);
  await citizen.type(text);
}

/** Nothing on the page asks to read a picture or to listen. */
async function asksNoPuzzle(citizen) {
  const { page } = citizen;
  assert.equal(await page.getByRole("textbox", { name: "Mã xác thực" }).count(), 0);
  assert.equal(await page.getByRole("main").getByRole("img").count(), 0);
  assert.equal(await page.getByRole("button", { name: "Đổi hình khác" }).count(), 0);
}

test("the whole registration needs no mouse and shows no puzzle", async () => {
  const hanh = await stage.applicant();
  await hanh.open(`${stage.program.portal}/`);
  await follows(hanh, "Đăng ký");
  await follows(hanh, "Công dân");
  await follows(hanh, "Thuê bao di động");

  await asksNoPuzzle(hanh);
  await typesInto(hanh, "Tên đăng nhập", hanh.person.citizen_number);
  await typesInto(hanh, "Họ tên", hanh.person.name);
  // The strokes of the date come by themselves.
  await typesInto(hanh, "Ngày sinh", hanh.person.birth_date.split("-").reverse().join(""));
  await hanh.hasLostNothing({ phone: "" });
  await typesInto(hanh, "Số điện thoại", typedPhone(hanh.person.phone));
  await typesInto(hanh, "Email", "hanh@example.vn");
  await asksNoPuzzle(hanh);
  await follows(hanh, "Đăng ký");

  await hanh.isAskedForTheCode();
  await typesInto(hanh, "Nhập mã OTP", await hanh.readsCode());
  await follows(hanh, "Xác nhận");
  await hanh.heading("Đặt mật khẩu");
  await typesInto(hanh, "Nhập mật khẩu", "kT9#vQ2m");
  await hanh.tabTo("Hiện mật khẩu");
  await hanh.key("Space");
  assert.match(await hanh.focused(), /button "Ẩn mật khẩu"/);
  await typesInto(hanh, "Xác nhận mật khẩu", "kT9#vQ2m");
  await follows(hanh, "Đăng ký");
  await hanh.isDone();
  await hanh.tabTo("In trang này");
  await follows(hanh, "Đăng nhập");
  await hanh.heading("Đăng nhập");
});

test("a date may be typed with any sign between, and year first", async () => {
  const mai = await stage.applicant();
  await mai.goesToTheForm();
  const written = { "15031988": "15/03/1988", "15-03-1988": "15/03/1988", "15.03.1988": "15/03/1988" };
  for (const [typed, shown] of Object.entries({ ...written, "1988-03-15": "1988-03-15" })) {
    await mai.fill("Ngày sinh", "");
    await mai.field("Ngày sinh").focus();
    await mai.type(typed);
    assert.equal(await mai.typed("Ngày sinh"), shown);
  }
});

test("Enter in a field sends the form", async () => {
  const loan = await stage.applicant();
  await loan.goesToTheForm();
  await loan.fillsIn();
  await loan.leads(() => loan.field("Số điện thoại").press("Enter"));
  await loan.isAskedForTheCode();
  await loan.fill("Nhập mã OTP", await loan.readsCode());
  await loan.leads(() => loan.key("Enter"));
  await loan.heading("Đặt mật khẩu");
});

test("what is to be put right takes focus and leads to its field", async () => {
  const yen = await stage.applicant();
  await yen.goesToTheForm();
  await yen.fillsIn({ phone: "", name: "" });
  await yen.sends("Đăng ký");
  await yen.reads("Vui lòng xem lại");
  assert.match(await yen.focused(), /^- alert/);
  await yen.tabTo("Bạn phải nhập họ tên");
  await yen.tabTo("Bạn phải nhập số điện thoại");
  await yen.key("Enter");
  assert.match(await yen.focused(), /textbox "Số điện thoại/);
  const field = yen.field("Số điện thoại");
  assert.equal(await field.getAttribute("aria-invalid"), "true");
  const told = await field.evaluate((input) => {
    const ids = input.getAttribute("aria-describedby").trim().split(/\s+/);
    return ids.map((id) => document.getElementById(id).innerText).join(" ");
  });
  assert.match(told, /Lỗi:\s+Bạn phải nhập số điện thoại/);
  await accessible(yen);
});

test("the first press of Tab offers to skip to the page's own part", async () => {
  const nga = await stage.applicant();
  await nga.goesToTheForm();
  await nga.key("Tab");
  assert.match(await nga.focused(), /link "Đến nội dung chính"/);
  const box = await nga.page.getByRole("link", { name: "Đến nội dung chính" }).boundingBox();
  assert.ok(box.x >= 0 && box.y >= 0, "it is seen while it has the focus");
  await nga.key("Enter");
  await nga.key("Tab");
  assert.match(await nga.focused(), /textbox "Tên đăng nhập/);
});

test("the focus can be seen wherever it is", async () => {
  const thu = await stage.applicant();
  await thu.goesToTheForm();
  const [seen, unseen] = [[], []];
  for (let presses = 0; presses < 40; presses += 1) {
    await thu.key("Tab");
    const here = await thu.focused();
    if (here === "") break;
    const isOutlined = await thu.page.locator("*:focus").evaluate((element) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
      return (outlineStyle !== "none" && outlineWidth !== "0px") || boxShadow !== "none";
    });
    (isOutlined ? seen : unseen).push(here);
  }
  assert.deepEqual(unseen, []);
  assert.ok(seen.length >= 8, `links, five fields and a button: ${seen}`);
});
