// The pages of the search in every state, in both languages, looked at as pages.test.mjs does.
import { describe, test } from "node:test";
import { accessible } from "./lib/axe.mjs";
import { looks, speaksBoth } from "./lib/looks.mjs";
import { raise } from "./lib/stage.mjs";

const STATES = {
  "/thu-tuc": "search-browsing",
  "/thu-tuc?q=dang+ki+khai+sihn": "search-instead",
  "/thu-tuc?q=dang+ky&linh-vuc=ho-tich&phi=khong": "search-narrowed",
  "/thu-tuc?q=%3F%21": "search-nothing",
  "/dich-vu-cong": "search-online",
};

for (const wish of [{ language: "vi-VN" }, { language: "en-GB" }]) {
  describe(`the pages of the search (${wish.language})`, () => {
    const stage = raise();

    test("are in order", async () => {
      const dao = await stage.applicant(null, wish);
      for (const [path, name] of Object.entries(STATES)) {
        await dao.open(`${stage.program.portal}/${dao.language}${path}`);
        await looks(dao, name);
        await speaksBoth(dao, name);
      }
    });

    test("are in order while somebody types", async () => {
      const dao = await stage.applicant(null, wish);
      await dao.open(`${stage.program.portal}/${dao.language}/thu-tuc`);
      await dao.page.locator("main input[name=q]").focus();
      await dao.type("giay");
      await dao.page.getByRole("option").first().waitFor();
      await accessible(dao, "suggestions");
    });
  });
}
