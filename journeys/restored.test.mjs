// A backup is put back: it holds people as signed in who have signed out since, and codes that were
// used. One command ends all of that, and nothing else.
import assert from "node:assert/strict";
import { copyFile, rm } from "node:fs/promises";
import path from "node:path";
import { describe, test } from "node:test";
import { ENGINES, raiseOn } from "./lib/engines.mjs";
import { IN_TURN } from "./lib/stage.mjs";

const settings = { login: { messages: "60/1h" } };

/** Copies SQLite files while nothing is open, as a database of PostgreSQL does. */
async function copied(data) {
  const all = ["account.db", "portal.db"].map((name) => path.join(data, name));
  for (const file of all) await copyFile(file, `${file}.backup`);
  return {
    async restore() {
      for (const file of all) {
        await Promise.all(["-wal", "-shm"].map((tail) => rm(file + tail, { force: true })));
        await copyFile(`${file}.backup`, file);
      }
    },
    drop: () => undefined,
  };
}

for (const engine of ENGINES) {
  describe(`a backup that is put back, on ${engine}`, IN_TURN, () => {
    const stage = raiseOn(engine, { settings, linked: true });

    test("brings nobody back who signed out, and no code that was on its way", async () => {
      const { program } = stage;
      const lan = await stage.elsewhere();
      await lan.signsInToThePortal();
      const cookies = await lan.context.cookies();
      const mai = await stage.elsewhere();
      await mai.goesToSignIn();
      await mai.signsIn();
      await mai.heading(mai.words.loginCodeTitle);
      const code = await mai.readsCode();

      await program.pause();
      const backup = await (stage.database?.backUp() ?? copied(program.data));
      await program.start();
      await lan.sends(lan.words.signOut);
      await lan.heading(lan.words.signedOutTitle);

      await program.pause();
      await backup.restore();
      // Whoever kept a copy of her cookies would be she, if nobody said that this is a backup.
      await program.start();
      await lan.context.addCookies(cookies);
      await lan.open(`${program.portal}/vi`);
      await lan.isAtThePortal();
      await program.pause();

      const said = await program.care("restored");
      assert.match(said, /^Everybody is signed out: [1-9]\d* sessions .*, 1 of the portal\./);
      await program.start();
      await lan.context.addCookies(cookies);
      await lan.isNoLongerAtThePortal();
      await lan.isNoLongerAtHerAccount();
      await mai.entersCode(code);
      await mai.reads("Trang này đã hết hiệu lực");

      // Accounts and passwords are as they were.
      for (const one of [lan, mai]) await one.signsInToThePortal();
      await program.pause();
      assert.match(await program.care("verify-journal"), /account is whole[^]*portal is whole/);
      await program.start();
      await backup.drop();
    });
  });
}
