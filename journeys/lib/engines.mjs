// Stories that are told on each engine, with two houses that stay where they are while they are
// stopped, killed or put back.
import { after, afterEach, before } from "node:test";
import { freshDatabase } from "./database.mjs";
import { houses, outsideWorld } from "./houses.mjs";
import { Stage } from "./stage.mjs";

/** The engines, by the names stories call them by. */
export const ENGINES = ["SQLite", "PostgreSQL"];

/** Raises a stage on one engine; `wish` is what the houses are given. On PostgreSQL it has a
 *  `database` of its own. */
export function raiseOn(engine, wish) {
  const stage = new Stage(async () => {
    stage.world = await outsideWorld();
    if (engine === "PostgreSQL") stage.database = await freshDatabase();
    return houses(stage.world, { database: stage.database?.address, ...wish });
  });
  before(() => stage.raise());
  afterEach(() => stage.clear());
  after(async () => {
    await stage.strike();
    await stage.world?.leave();
    await stage.database?.drop();
  });
  return stage;
}
