// The disk is full: the page says so honestly, nothing that was acknowledged is lost, and once there
// is room again everybody goes on where they were.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { after, afterEach, before, test } from "node:test";
import { promisify } from "node:util";
import { demo } from "./lib/program.mjs";
import { EASY, Stage } from "./lib/stage.mjs";

/** Whether this machine lets a program have a small disk of its own. */
async function mayHaveADisk() {
  const as = process.getuid?.() === 0 ? "--mount" : "-Urm";
  const mount = ["sh", "-c", "mount -t tmpfs none /mnt"];
  return promisify(execFile)("unshare", [as, ...mount]).then(() => true, () => false);
}

const stage = new Stage(() => demo({ disk: "8m", settings: { account: EASY } }));
const skip = (await mayHaveADisk()) ? false : "this machine lets nobody have a disk of their own";
before(() => skip || stage.raise());
afterEach(() => skip || stage.clear());
after(() => skip || stage.strike());

/** Fills the disk to its last byte; answers what empties it again. */
function fillsUp(disk) {
  const ballast = `${disk}/ballast`;
  const file = openSync(ballast, "w");
  for (const size of [65_536, 512, 1]) {
    try {
      for (;;) writeSync(file, Buffer.alloc(size));
    } catch (error) {
      assert.equal(error.code, "ENOSPC");
    }
  }
  closeSync(file);
  return () => rmSync(ballast);
}

test("whoever is in the middle is told, and goes on when there is room again", { skip }, async () => {
  const done = await stage.applicant();
  await done.walksTo("done");
  const coded = await stage.applicant();
  await coded.walksTo("code");
  const code = await coded.readsCode();
  const formed = await stage.applicant();
  await formed.goesToTheForm();
  await formed.fillsIn();

  const empties = fillsUp(stage.program.disk);
  for (const one of [coded, formed]) {
    await (one === coded ? coded.entersCode(code) : formed.sends("Đăng ký"));
    await one.heading("Hệ thống đang tạm thời quá tải hoặc gián đoạn");
    await one.reads("Những bước bạn đã hoàn thành vẫn được giữ.");
    one.forgives(/^503 /);
  }
  assert.equal(await formed.messageCount(), 0, "nothing was sent");
  await done.reload();
  await done.isDone();
  for (const house of [stage.program.portal, stage.program.account]) {
    assert.equal((await fetch(`${house}/healthz`)).status, 200);
  }

  empties();
  // As the page advises, they load it again: what they had sent is sent again.
  await coded.reload();
  await coded.heading("Đặt mật khẩu");
  await coded.setsPassword();
  await coded.isDone();
  await formed.reload();
  await formed.isAskedForTheCode();
  await formed.entersCode(await formed.readsCode());
  await formed.setsPassword();
  await formed.isDone();
  for (const one of [done, coded, formed]) assert.equal(await one.messageCount(1), 1);
  const again = await stage.applicant(done.person);
  await again.walksTo("code");
  await again.entersCode(await again.readsCode());
  await again.heading("Bạn đã có tài khoản");
});
