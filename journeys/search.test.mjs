// A citizen who knows no administrative language looks for what she needs: by typing, by browsing,
// by advanced search, with the keyboard alone, and without script.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { IN_TURN, raise } from "./lib/stage.mjs";

const stage = raise();
const BIRTH = "Thủ tục đăng ký khai sinh";
const LABEL = "Bạn cần làm thủ tục gì?";

/** Somebody before the list of procedures, or its answer to a question. */
async function searching(query = "", wish = {}) {
  const an = await stage.applicant(null, wish);
  await an.open(`${stage.program.portal}/vi/thu-tuc${query}`);
  return an;
}

/** The first result is this one, and leads to its page. */
async function findsFirst(citizen, title) {
  const first = citizen.page.locator(".results a").first();
  assert.equal((await first.innerText()).trim(), title);
  await citizen.leads(() => first.click());
  await citizen.heading(title);
}

for (const script of [true, false]) {
  describe(`with script ${script}`, IN_TURN, () => {
    for (const asked of ["giay khai sinh", "lam giay khai sinh cho con", "giấy khai sanh"]) {
      test(`she types “${asked}” on the home page`, async () => {
        const an = await stage.applicant(null, { script });
        await an.open(`${stage.program.portal}/vi`);
        await an.page.locator("main input[name=q]").fill(asked);
        await an.sends("Tìm kiếm");
        assert.equal(an.address.searchParams.get("q"), asked);
        await findsFirst(an, BIRTH);
      });
    }

    test("she browses by field", async () => {
      const an = await searching("", { script });
      await an.sends("Hộ tịch");
      await an.reads(BIRTH);
      await an.sends(BIRTH);
      await an.heading(BIRTH);
    });

    test("she narrows by advanced search, and the address holds it all", async () => {
      const an = await searching("?nang-cao=1", { script });
      await an.fill(LABEL, "đăng ký");
      await an.page.getByLabel("Lĩnh vực").selectOption({ value: "ho-tich" });
      await an.page.getByLabel("Cấp thực hiện").selectOption({ value: "commune" });
      await an.sends("Lọc kết quả");
      await an.reads(BIRTH);
      const { searchParams } = an.address;
      assert.equal(searchParams.get("linh-vuc"), "ho-tich");
      assert.equal(searchParams.get("cap"), "commune");
      const again = await searching(an.address.search, { script });
      assert.equal(await again.text(), await an.text(), "the address says it all");
      await an.sends("Hộ tịch");
      assert.equal(an.address.searchParams.get("linh-vuc"), null, "the field was taken away");
    });

    test("she mistypes and is told what was searched for", async () => {
      const an = await searching("?q=dang+ki+khai+sihn", { script });
      await an.reads("Đang hiện kết quả cho “dang ki khai sinh”");
      await findsFirst(an, BIRTH);
    });

    test("what nobody can find leads on", async () => {
      const an = await searching(`?q=${encodeURIComponent("😀 '; DROP TABLE--")}`, { script });
      await an.reads("Chưa tìm thấy thủ tục nào");
      await an.sends("Hộ tịch");
      await an.reads(BIRTH);
    });

    test("what can be done online is listed by how much and for whom", async () => {
      const an = await stage.applicant(null, { script });
      await an.open(`${stage.program.portal}/vi/dich-vu-cong`);
      await an.sends("Một phần");
      await an.sends("Doanh nghiệp");
      await an.leads(() => an.page.locator(".results a").first().click());
      assert.match(an.address.pathname, /^\/vi\/thu-tuc\/[1-9]\.\d{6}$/);
    });
  });
}

describe("suggestions while she types", IN_TURN, () => {
  test("are gone through with the arrow keys, as a screen reader is told", async () => {
    const an = await searching();
    const box = an.page.getByRole("combobox", { name: LABEL });
    await box.focus();
    await an.type("khai si");
    const option = an.page.getByRole("option", { name: BIRTH, exact: true });
    await option.waitFor();
    assert.equal(await box.getAttribute("aria-expanded"), "true");
    await an.key("ArrowDown");
    const active = await box.getAttribute("aria-activedescendant");
    const first = an.page.locator(`[id="${active}"]`);
    assert.equal(await first.getAttribute("aria-selected"), "true");
    await an.key("ArrowUp");
    assert.equal(await box.getAttribute("aria-activedescendant"), null, "back in the box");
    await an.key("Escape");
    assert.equal(await box.getAttribute("aria-expanded"), "false");
    assert.equal(await box.inputValue(), "khai si", "what was typed stays");
    await an.key("ArrowDown");
    await option.waitFor();
    await an.key("ArrowDown");
    const name = (await an.page.getByRole("option").first().innerText()).trim();
    await an.leads(() => an.key("Enter"));
    await an.heading(name);
  });

  test("are pressed with a finger; Enter without one searches", async () => {
    const an = await searching("", { phone: true });
    await an.fill(LABEL, "sổ đỏ");
    await an.page.getByRole("option").first().waitFor();
    await an.leads(() => an.page.getByRole("option").first().click());
    assert.match(an.address.pathname, /\/thu-tuc\/[1-9]/);
    const other = await searching();
    await other.page.getByRole("combobox", { name: LABEL }).focus();
    await other.type("sổ đỏ");
    await other.leads(() => other.key("Enter"));
    assert.equal(other.address.searchParams.get("q"), "sổ đỏ");
  });
});
