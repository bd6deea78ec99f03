// The challenge as the guide draws it: a picture beside the field "Mã xác thực".
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { accessible } from "./lib/axe.mjs";
import { readPicture } from "./lib/picture.mjs";
import { shots } from "./lib/shots.mjs";
import { raise } from "./lib/stage.mjs";

const stage = raise({ challenge: { mode: "image" } });

/** The address of the picture that is shown, once it is drawn. */
async function pictureOf(citizen) {
  const picture = citizen.page.getByRole("img", { name: /^Hình có sáu chữ và số/ });
  await picture.waitFor();
  const isDrawn = () => picture.evaluate((image) => image.complete && image.naturalWidth > 0);
  await citizen.eventually(isDrawn, "the picture is drawn");
  return picture.getAttribute("src");
}

for (const script of [true, false]) {
  describe(script ? "with script" : "without script", () => {
    test("the form looks as in the guide, and the picture's characters open it", async () => {
      const hanh = await stage.applicant(null, { script });
      await hanh.opensTheForm();
      await pictureOf(hanh);
      const hint = await hanh.field("Mã xác thực").getAttribute("placeholder");
      assert.equal(hint, "Nhập mã xác thực");
      await accessible(hanh, "the form with a picture");
      if (script) await shots(hanh, "vi-form-image-mode");
      await hanh.fillsIn();
      const characters = await readPicture(hanh, stage.program);
      const typed = ` ${characters.slice(0, 3).toLowerCase()} ${characters.slice(3)} `;
      await hanh.fill("Mã xác thực", typed);
      await hanh.sends("Đăng ký");
      await hanh.isAskedForTheCode();
    });

    test("a wrong answer shows another picture and keeps everything else", async () => {
      const loan = await stage.applicant(null, { script });
      await loan.goesToTheForm();
      const first = await pictureOf(loan);
      await loan.fillsIn();
      await loan.fill("Mã xác thực", "aaaaaa");
      await loan.sends("Đăng ký");
      await loan.reads("Mã xác thực chưa đúng. Vui lòng nhập mã trong hình mới.");
      await loan.hasLostNothing();
      assert.notEqual(await pictureOf(loan), first);
      assert.equal(await loan.typed("Mã xác thực"), "");
      await loan.sends("Đăng ký");
      await loan.reads("Bạn phải nhập mã xác thực");
      await loan.answersThePicture();
      await loan.sends("Đăng ký");
      await loan.isAskedForTheCode();
    });

    test("another picture can be asked for, and what was typed stays", async () => {
      const yen = await stage.applicant(null, { script });
      await yen.goesToTheForm();
      const first = await pictureOf(yen);
      await yen.fillsIn();
      // With script no new page is needed.
      await (script ? yen.press("Đổi hình khác") : yen.sends("Đổi hình khác"));
      await yen.eventually(async () => (await pictureOf(yen)) !== first, "another picture");
      await yen.hasLostNothing();
      await yen.doesNotRead("Vui lòng xem lại");
      await yen.answersThePicture();
      await yen.sends("Đăng ký");
      await yen.isAskedForTheCode();
    });
  });
}

test("a picture serves once, and is read aloud for whoever cannot see it", async () => {
  const nga = await stage.applicant();
  await nga.goesToTheForm();
  await nga.reads("Nghe đọc các ký tự:");
  const source = await nga.page.getByLabel("Nghe đọc các ký tự:").getAttribute("src");
  const reading = await nga.page.request.get(`${stage.program.account}${source}`);
  assert.equal(reading.headers()["content-type"], "audio/wav");
  assert.ok((await reading.body()).length > 20_000);
  await nga.reads("Không nhìn và không nghe được? Hãy đến Bộ phận Một cửa gần nhất");

  await nga.fillsIn({ name: "Ngô Thị Sen" });
  await nga.answersThePicture();
  const spent = await nga.typed("Mã xác thực");
  const token = await nga.page.locator("input[name=challenge-image]").inputValue();
  await nga.sends("Đăng ký");
  await nga.reads("Thông tin không khớp với thuê bao");
  await nga.page.locator("input[name=challenge-image]").evaluate((input, old) => {
    input.value = old;
  }, token);
  await nga.fillsIn();
  await nga.fill("Mã xác thực", spent);
  await nga.sends("Đăng ký");
  // The same form again is answered as it was the first time; nothing new comes of it.
  await nga.reads("Thông tin không khớp với thuê bao");
  assert.equal(await nga.messageCount(), 0);
});
