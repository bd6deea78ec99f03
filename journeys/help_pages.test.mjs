// The pages of *Tích hợp kết nối* and *Hỗ trợ* in both languages: what a machine can say about them,
// whether they fit, and pictures of them for people.
import { test } from "node:test";
import { looks, speaksBoth } from "./lib/looks.mjs";
import { EASY, raise } from "./lib/stage.mjs";

const stage = raise({ ...EASY, parties: { look_every: "1s" } }, { portal: { connections: { look_every: "1s" } } });
const PAGES = {
  "/tich-hop-ket-noi": "connections",
  "/tich-hop-ket-noi/huong-dan-ket-noi": "connections-integrators",
  "/ho-tro": "help",
  "/ho-tro/dang-ky": "help-registration",
  "/ho-tro/dang-nhap": "help-signin",
  "/ho-tro/cau-hoi": "help-questions",
  "/ho-tro/thue-bao": "help-subscription",
  "/ho-tro/lien-he": "help-contact",
  "/ho-tro/tiep-can": "help-accessibility",
  "/ho-tro/quyen-rieng-tu": "help-privacy",
};

for (const language of ["vi-VN", "en-GB"]) {
  test(`every page of connections and help (${language})`, async () => {
    const dao = await stage.applicant(null, { language });
    for (const [path, name] of Object.entries(PAGES)) {
      await dao.open(`${stage.program.portal}/${dao.language}${path}`);
      await looks(dao, name);
      await speaksBoth(dao, name);
    }
  });
}

test("the menu stands open as it should, large and small", async () => {
  const dao = await stage.applicant();
  await dao.open(`${stage.program.portal}/vi/ho-tro`);
  await dao.page.setViewportSize({ width: 1280, height: 900 });
  const opens = (name) =>
    dao.page.getByRole("navigation", { name }).getByText("Hỗ trợ", { exact: true }).click();
  await opens("Các phần của cổng");
  await looks(dao, "menu");
  await dao.page.setViewportSize({ width: 360, height: 740 });
  await dao.page.getByText("Mục lục", { exact: true }).click();
  await opens("Mục lục");
  await looks(dao, "menu-small");
});
