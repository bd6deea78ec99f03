// Fresh PostgreSQL databases for stories that run on it.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The server's address, or undefined where none was started; `cargo xtask test` always does. */
export const postgres = process.env.MOTCUA_TEST_POSTGRES;

async function sql(statement) {
  const psql = process.env.MOTCUA_PSQL ?? "psql";
  await run(psql, ["--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", "-c", statement, postgres]);
}

/** An empty database of its own: `{address, drop()}`. */
export async function freshDatabase() {
  const name = `journey_${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
  await sql(`CREATE DATABASE ${name}`);
  const address = new URL(postgres);
  address.pathname = `/${name}`;
  return { address: address.href, drop: () => sql(`DROP DATABASE ${name} WITH (FORCE)`) };
}
