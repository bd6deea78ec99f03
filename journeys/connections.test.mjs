// *Tích hợp kết nối*: SMS centre, operator, mail and the account service stop one by one; the page
// says so, and says when they are back. And the menu that leads there.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { EASY, IN_TURN, raise } from "./lib/stage.mjs";

const OFTEN = { look_every: "300ms" };
const stage = raise({ ...EASY, parties: OFTEN }, { portal: { connections: OFTEN } });
const PARTIES = { sms: "Trung tâm tin nhắn", telco: "Nhà mạng di động", mail: "Thư điện tử" };

/** A tenth is called good (web.dev, Cumulative Layout Shift). A page that comes in two pieces may move
 *  by a hair where they meet; a picture without a size or a notice that comes late moves far more. */
const STILL = 0.01;

/** How each system is, by its name. */
async function systems(citizen) {
  await citizen.open(`${stage.program.portal}/vi/tich-hop-ket-noi`);
  const all = citizen.page.locator(".system");
  return Object.fromEntries(
    await all.evaluateAll((each) =>
      each.map((one) => [one.querySelector("h3").innerText, one.querySelector("strong").innerText]),
    ),
  );
}

describe("the page says how the systems are", IN_TURN, () => {
  for (const [party, name] of Object.entries(PARTIES)) {
    test(`${party} stops and comes back`, async () => {
      const lan = await stage.applicant(null, { script: false });
      const all = (how) => async () => {
        const seen = await systems(lan);
        return Object.entries(seen).every(([one, is]) => is === (one === name ? how : "Đang hoạt động"));
      };
      await lan.eventually(all("Đang hoạt động"), "everything works");
      await stage.sandbox.faults({ [party]: "down" });
      await lan.eventually(all("Đang gián đoạn"), `${name} is disrupted, and nothing else`);
      assert.match(await lan.text(), /từ \d\d\/\d\d\/\d{4} \d\d:\d\d/);
      await stage.sandbox.allWell();
      await lan.eventually(all("Đang hoạt động"), `${name} is back`);
    });
  }

  test("nothing jumps while the page comes", async () => {
    const lan = await stage.applicant();
    await lan.page.addInitScript(() => {
      window.moved = { by: 0, what: [] };
      new PerformanceObserver((list) => {
        for (const { value, sources } of list.getEntries()) {
          window.moved.by += value;
          window.moved.what.push(...sources.map(({ node }) => node?.outerHTML?.slice(0, 80) ?? "gone"));
        }
      }).observe({ type: "layout-shift", buffered: true });
    });
    for (const path of ["tich-hop-ket-noi", "ho-tro/dang-ky", "ho-tro/dang-nhap"]) {
      await lan.open(`${stage.program.portal}/vi/${path}`);
      await lan.page.waitForLoadState("load");
      const { by, what } = await lan.page.evaluate(() => window.moved);
      assert.ok(by < STILL, `${path}: ${by} by ${what.join(", ")}`);
    }
  });
});

for (const script of [true, false]) {
  test(`the menu leads everywhere at 320 px, script ${script}`, async () => {
    const lan = await stage.applicant(null, { script });
    const { page } = lan;
    await page.setViewportSize({ width: 320, height: 640 });
    for (const [part, item] of [
      ["Tích hợp kết nối", "Hệ thống đã kết nối"],
      ["Tích hợp kết nối", "Hướng dẫn kết nối"],
      ["Hỗ trợ", "Hướng dẫn đăng nhập"],
      ["Hỗ trợ", "Quyền riêng tư"],
    ]) {
      await lan.open(`${stage.program.portal}/vi`);
      await page.getByText("Mục lục", { exact: true }).click();
      const menu = page.getByRole("navigation", { name: "Mục lục" });
      await menu.getByText(part, { exact: true }).click();
      await lan.leads(() => menu.getByRole("link", { name: item, exact: true }).click());
      await lan.heading(item);
    }
  });
}

test("on a large screen one part of the menu is open at a time, and Escape closes it", async () => {
  const lan = await stage.applicant();
  const { page } = lan;
  await page.setViewportSize({ width: 1280, height: 900 });
  await lan.open(`${stage.program.portal}/vi`);
  const menu = page.getByRole("navigation", { name: "Các phần của cổng" });
  const part = (name) => menu.getByText(name, { exact: true });
  const link = (name) => menu.getByRole("link", { name, exact: true });
  await part("Tích hợp kết nối").click();
  await link("Hệ thống đã kết nối").waitFor();
  await part("Hỗ trợ").click();
  await link("Liên hệ").waitFor();
  assert.equal(await link("Hệ thống đã kết nối").isVisible(), false);
  await page.keyboard.press("Escape");
  assert.equal(await link("Liên hệ").isVisible(), false);
});
