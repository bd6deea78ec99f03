// An old phone on a slow wire: no fetch-metadata headers, no Worker, a slow processor, 400 kbit/s.
import assert from "node:assert/strict";
import { test } from "node:test";
import { handsetOf } from "./lib/applicant.mjs";
import { maskedPhone } from "./lib/cast.mjs";
import { raise } from "./lib/stage.mjs";

const stage = raise({});
const SLOW = { phone: true, throttle: { cpu: 6, kbps: 400 } };

/** The buttons of the head stand in a menu on a phone. */
async function goesFromTheHomePage(citizen) {
  await citizen.open(`${stage.program.portal}/`);
  await citizen.page.getByText("Mục lục").click();
  await citizen.sends("Đăng ký");
  await citizen.sends("Công dân");
  await citizen.sends("Thuê bao di động (Chỉ dành cho công dân)");
}

test("an old phone registers by the picture, from the home page to the end", async () => {
  const bay = await stage.applicant(null, { ...SLOW, bare: true, worker: false });
  const handset = await handsetOf(bay, await stage.applicant(bay.person));
  await goesFromTheHomePage(bay);
  assert.equal(await bay.page.evaluate("typeof Worker"), "undefined");
  await bay.reads("Mã xác thực");
  await bay.fillsIn();
  await bay.sends("Đăng ký");
  await bay.reads("Bạn phải nhập mã xác thực");
  await bay.hasLostNothing();
  await bay.answersThePicture();
  await bay.sends("Đăng ký");
  await bay.reads(`Mã xác thực đã được gửi qua SĐT: ${maskedPhone(bay.person.phone)}`);
  await bay.entersCode(await handset.showsCode());
  await bay.setsPassword();
  await bay.isDone();
});

test("a slow phone solves the puzzle while its owner types, and nothing is asked", async () => {
  const tam = await stage.applicant(null, SLOW);
  await tam.goesToTheForm();
  await tam.fillsIn();
  await tam.sends("Đăng ký");
  await tam.isAskedForTheCode();
  await tam.entersCode(await tam.readsCode());
  await tam.heading("Đặt mật khẩu");
});

test("where the worker does not come, the picture is offered and nothing is lost", async () => {
  const tu = await stage.applicant(null, { phone: true });
  await tu.page.route(/challenge-worker/, (route) => route.abort());
  await tu.goesToTheForm();
  await tu.field("Mã xác thực").waitFor();
  await tu.fillsIn();
  await tu.answersThePicture();
  await tu.sends("Đăng ký");
  await tu.isAskedForTheCode();
});

test("where the worker never answers, the picture is offered at the press of the button", async () => {
  const ut = await stage.applicant(null, { phone: true });
  await ut.page.route(/challenge-worker/, (route) =>
    route.fulfill({ contentType: "text/javascript", body: "onmessage = () => {};" }),
  );
  await ut.goesToTheForm();
  await ut.fillsIn();
  await ut.press("Đăng ký");
  await ut.reads("Đang kiểm tra trình duyệt, vui lòng chờ giây lát.");
  await ut.reads("Thiết bị của bạn cần nhiều thời gian hơn.");
  await ut.hasLostNothing();
  await ut.answersThePicture();
  await ut.sends("Đăng ký");
  await ut.isAskedForTheCode();
});
