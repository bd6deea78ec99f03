// Two nodes of each house, and a database for each: whatever was begun on one node goes on on the
// other, what is counted is counted once for both, and nothing is sent twice.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { freshDatabase } from "./lib/database.mjs";
import { outsideWorld, housesApart } from "./lib/houses.mjs";
import { Stage } from "./lib/stage.mjs";

const NEW_PASSWORD = "Đò ngang-Bến lở.52";

const stage = new Stage(async () => {
  const world = await outsideWorld({ slow_by: "2s" });
  const [account, portal] = await Promise.all([freshDatabase(), freshDatabase()]);
  const databases = { account: account.address, portal: portal.address };
  const settings = {
    one_time_code: { resend_waits: "1s" },
    login: { messages: "60/1h" },
    limits: { messages_per_address: "600/1h", operator_per_address: "600/1h" },
  };
  const town = await housesApart(world, { databases, nodes: 2, settings });
  Object.assign(stage, town, { world, databases: [account, portal] });
  return town.program;
});
before(() => stage.raise());
afterEach(() => {
  stage.account.only(...stage.account.asked.keys());
  return stage.clear();
});
after(async () => {
  await stage.strike();
  await stage.world?.leave();
  await Promise.all((stage.databases ?? []).map((database) => database.drop()));
});

/** From now on all requests for the account service go to this node. */
function goesTo(nth) {
  stage.account.only([...stage.account.asked.keys()][nth]);
}

/** How many steps each node of a house is asked for while something is done. */
async function asks(house, act) {
  const before = [...house.asked.values()];
  await act();
  return [...house.asked.values()].map((count, nth) => count - before[nth]);
}

// What meets the first node in one story meets the second in the other.
for (const script of [true, false]) {
  const how = script ? "with" : "without";
  const shifts = () => script || [stage.account, stage.portal].forEach((house) => house.shift());

  test(`each step may meet the other node: registering (${how} script)`, async () => {
    shifts();
    const huong = await stage.applicant(null, { script });
    const asked = await asks(stage.account, async () => {
      await huong.opensTheForm();
      await huong.sendsTheForm();
      await huong.isAskedForTheCode();
      await huong.entersCode(await huong.readsCode());
      await huong.setsPassword();
      await huong.isDone();
    });
    assert.equal(await huong.messageCount(1), 1);
    assert.ok(Math.min(...asked) >= 3, `both nodes were asked: ${asked}`);
  });

  test(`each step may meet the other node: to the portal and out of both (${how} script)`, async () => {
    shifts();
    const huong = await stage.elsewhere({ script });
    let ofPortal;
    const ofAccount = await asks(stage.account, async () => {
      ofPortal = await asks(stage.portal, async () => {
        await huong.signsInToThePortal();
        await huong.sends(huong.words.signOut);
        await huong.heading(huong.words.signedOutTitle);
        await huong.isNoLongerAtThePortal();
        await huong.isNoLongerAtHerAccount();
        // And out of both from the other side, of which the portal hears by itself.
        await huong.signsInToThePortal();
        await huong.open(`${stage.program.account}/vi/tai-khoan`);
        await huong.sends(huong.words.signOut);
        await huong.isNoLongerAtThePortal();
      });
    });
    for (const asked of [ofAccount, ofPortal]) {
      assert.ok(Math.min(...asked) >= 5, `both nodes were asked: ${asked}`);
    }
  });

  test(`each step may meet the other node: a forgotten password (${how} script)`, async () => {
    shifts();
    const huong = await stage.elsewhere({ script });
    const asked = await asks(stage.account, async () => {
      await huong.forgetsHerPassword();
      await huong.entersCode(await huong.readsCode());
      await huong.setsNewPassword(NEW_PASSWORD);
      await huong.heading(huong.words.resetTitle);
      await huong.isTold(/mat khau cua ban da duoc dat lai/);
      await huong.signsInToThePortal({ password: NEW_PASSWORD });
    });
    assert.ok(Math.min(...asked) >= 5, `both nodes were asked: ${asked}`);
  });
}

test("a node is taken away in the middle; the other one goes on", async () => {
  const lien = await stage.applicant();
  goesTo(0);
  await lien.walksTo("code");
  goesTo(1);
  assert.equal(await stage.accounts[0].pause(), 0);
  await lien.reload();
  await lien.isAskedForTheCode();
  const code = await lien.readsCode();
  await lien.guessesWrong(code);
  await lien.reads("Mã OTP chưa đúng.");
  await stage.accounts[0].start();
  goesTo(0);
  await lien.entersCode(code);
  await lien.heading("Đặt mật khẩu");
  goesTo(1);
  await lien.setsPassword();
  await lien.isDone();
  assert.equal(await lien.messageCount(1), 1);
});

test("many at once: everybody gets one message and one mail, each once", async () => {
  const mail = (nth) => ({ email: `hai.nut.${nth}@example.vn` });
  const people = await Promise.all([1, 2, 3, 4].map((nth) => stage.person(mail(nth))));
  const crowd = await Promise.all(people.map((person) => stage.applicant(person)));
  await Promise.all(crowd.map((one) => one.walksTo("done")));
  for (const one of crowd) {
    assert.equal(await one.messageCount(1), 1);
    await stage.sandbox.newMail(one.person.email);
  }
  // Whoever sends a second time does so soon after the first.
  await wait(3_000);
  for (const one of crowd) {
    assert.equal(await one.messageCount(1), 1);
    assert.equal((await stage.sandbox.mailbox(one.person.email)).length, 1);
  }
});

test("wrong codes are counted once for both nodes", async () => {
  const cuc = await stage.applicant();
  await cuc.walksTo("code");
  const code = await cuc.readsCode();
  for (const left of [4, 3, 2, 1]) {
    goesTo(left % 2);
    await cuc.guessesWrong(code);
    // The page counts aloud from three on.
    await cuc.reads(left > 3 ? "Mã OTP chưa đúng." : `Còn ${left} lần nhập.`);
  }
  goesTo(0);
  await cuc.guessesWrong(code);
  goesTo(1);
  await cuc.entersCode(code);
  await cuc.reads("Mã này đã nhập sai quá số lần cho phép.");
});

test("a button pressed twice, one press on each node, counts once", async () => {
  const sau = await stage.applicant();
  await stage.sandbox.faults({ telco: "slow" });
  await sau.goesToTheForm();
  await sau.fillsIn();
  await sau.sendsTwice("Đăng ký");
  await sau.isAskedForTheCode();
  await stage.sandbox.allWell();
  await sau.entersCode(await sau.readsCode());
  await sau.heading("Đặt mật khẩu");
  assert.equal(await sau.messageCount(1), 1);
});

test("one person in two browsers on two nodes opens one account", async () => {
  const here = await stage.applicant();
  const there = await stage.applicant(here.person);
  for (const [nth, one] of [here, there].entries()) {
    goesTo(nth);
    await one.walksTo("password");
  }
  stage.account.only(...stage.account.asked.keys());
  for (const one of [here, there]) {
    await one.fill("Nhập mật khẩu", "kT9#vQ2m");
    await one.fill("Xác nhận mật khẩu", "kT9#vQ2m");
  }
  await Promise.all([here, there].map((one) => one.sends("Đăng ký")));
  const ends = await Promise.all([here, there].map((one) => one.text()));
  const count = (words) => ends.filter((end) => end.includes(words)).length;
  assert.deepEqual([count("Đăng ký thành công"), count("Bạn đã có tài khoản")], [1, 1], ends.join("\n---\n"));
});
