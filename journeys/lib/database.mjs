// Fresh PostgreSQL databases for stories that run on it.
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The server's address, or undefined where none was started; `cargo xtask test` always does. */
export const postgres = process.env.MOTCUA_TEST_POSTGRES;

async function sql(statement, server = postgres) {
  const psql = process.env.MOTCUA_PSQL ?? "psql";
  await run(psql, ["--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", "-c", statement, server]);
}

/** An empty database of its own: `{address, does(sql), goesAway(), comesBack(), backUp(), drop()}`. */
export async function freshDatabase() {
  const name = `journey_${process.pid}_${Math.random().toString(36).slice(2, 10)}`;
  await sql(`CREATE DATABASE ${name}`);
  const address = new URL(postgres);
  address.pathname = `/${name}`;
  const open = (whether) => sql(`ALTER DATABASE ${name} ALLOW_CONNECTIONS ${whether}`);
  return {
    address: address.href,
    /** Does what people who run a database may have to do by hand. */
    does: (statement) => sql(statement, address.href),
    /** Ends every connection and takes no new one, as a server that is being moved does. */
    async goesAway() {
      await open(false);
      const ends = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity";
      await sql(`${ends} WHERE datname = '${name}'`);
    },
    comesBack: () => open(true),
    /** Keeps a copy while nobody is connected; `restore` puts it in the database's place. */
    async backUp() {
      const copy = `${name}_backup`;
      await sql(`CREATE DATABASE ${copy} TEMPLATE ${name}`);
      const restore = async () => {
        await sql(`DROP DATABASE ${name} WITH (FORCE)`);
        await sql(`CREATE DATABASE ${name} TEMPLATE ${copy}`);
      };
      return { restore, drop: () => sql(`DROP DATABASE ${copy} WITH (FORCE)`) };
    },
    drop: () => sql(`DROP DATABASE ${name} WITH (FORCE)`),
  };
}
