// Procedures: what the home page offers opens; a file is read as the guide for administrators says;
// an administrator changes what is featured.
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { administrator, orders } from "./lib/administrator.mjs";
import { EASY, raise } from "./lib/stage.mjs";

const GUIDE = [
  "Thông báo hoạt động khuyến mại",
  "Cấp giấy phép xuất bản bản tin",
  "Cấp giấy chứng nhận kiểm dịch động vật",
];

const stage = raise(EASY);

const featured = (citizen, side) => citizen.page.locator(`.of-${side} li a`);

test("the guide's procedures stand on the home page in both columns, and each opens", async () => {
  const lan = await stage.applicant();
  await lan.open(`${stage.program.portal}/vi`);
  for (const side of ["citizen", "enterprise"]) {
    const titles = await featured(lan, side).allTextContents();
    GUIDE.forEach((title, at) => assert.ok(titles[at].startsWith(title), `${side}: ${titles[at]}`));
  }
  const links = await featured(lan, "citizen").evaluateAll((all) => all.map((one) => [one.href, one.textContent]));
  for (const [address, title] of links) {
    await lan.open(address);
    await lan.heading(title.trim());
    await lan.reads("Thời hạn giải quyết");
  }
});

test("on a telephone without script: a life event leads to a procedure and all it needs", async () => {
  const lan = await stage.applicant(null, { phone: true, script: false });
  await lan.open(`${stage.program.portal}/vi`);
  await lan.page.getByRole("link", { name: "Sinh con" }).click();
  await lan.heading("Sinh con");
  await lan.page.getByRole("link", { name: "Thủ tục đăng ký khai sinh", exact: true }).click();
  await lan.heading("Thủ tục đăng ký khai sinh");
  for (const part of ["Giấy tờ cần có", "Các bước", "Cách nộp, thời hạn và phí", "Căn cứ pháp lý"]) {
    await lan.page.getByRole("heading", { name: part, exact: true }).waitFor();
  }
});

test("a file is read into the catalogue; what cannot be is said, the rest is shown", async () => {
  const file = path.join(stage.program.data, "procedures.json");
  const one = {
    code: "1.900001",
    name: "Đăng ký thử nghiệm từ tệp",
    field: "Hộ tịch",
    ministry: "Bộ Tư pháp",
    levels: ["commune"],
    audience: ["Công dân Việt Nam"],
    channels: [{ channel: "direct", time_limit: { value: 2, unit: "working_day" }, fees: null }],
    dossier: [],
    results: [],
    legal_basis: [],
  };
  const wrong = { ...one, code: "1.900002", levels: ["galaxy"] };
  await writeFile(file, JSON.stringify({ procedures: [one, wrong] }));
  const said = await orders(stage, "import", "procedures", file);
  assert.match(said, /added {6}1\.900001 {2}Đăng ký thử nghiệm từ tệp/);
  assert.match(said, /refused {4}line 1: 1\.900002: levels\[0\]/);
  assert.match(said, /1 added, 0 changed, 0 unchanged, 1 refused/);
  assert.match(await orders(stage, "import", "procedures", file), /0 added, 0 changed, 1 unchanged/);
  const lan = await stage.applicant();
  await lan.open(`${stage.program.portal}/vi/thu-tuc/1.900001`);
  await lan.heading(one.name);
  await lan.reads("2 ngày làm việc");
});

test("an administrator changes what is featured", async () => {
  const hoa = await administrator(stage);
  await hoa.page.getByRole("link", { name: /Nổi bật: Công dân/ }).click();
  await hoa.fill("Mã thủ tục", "1.001193");
  await hoa.sends("Thêm");
  const last = "Thủ tục đăng ký khai sinh";
  await hoa.page.getByRole("button", { name: `Lên ${last}` }).click();
  await hoa.page.getByRole("link", { name: "Xem trang chủ" }).waitFor();
  const lan = await stage.applicant();
  await lan.open(`${stage.program.portal}/vi`);
  await lan.page.waitForTimeout(1_500);
  await lan.open(`${stage.program.portal}/vi`);
  const titles = (await featured(lan, "citizen").allTextContents()).map((title) => title.trim());
  assert.equal(titles.at(-2), last, "moved up by one");
  assert.equal((await featured(lan, "enterprise").allTextContents()).includes(last), false);
});
