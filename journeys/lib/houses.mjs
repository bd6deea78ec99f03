// The real services (`motcua serve`) beside an invented outside world in a process of its own,
// which survives when they stop.
//
//   const world = await outsideWorld();                     the sandbox, and a base port
//   const program = await houses(world, { database });    SQLite files without `database`
//
// Both count their ports from the same base, so `program.sandbox` is the world's address.
import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { freePorts } from "./ports.mjs";
import { sandboxOnly, serve } from "./program.mjs";
import { EASY } from "./stage.mjs";

/** The operator, SMS centre and mail server of these services, and a folder for their keys. */
export async function outsideWorld(settings = {}) {
  const port = await freePorts();
  const program = await sandboxOnly({ port, settings: { sandbox: settings } });
  const data = await mkdtemp(path.join(tmpdir(), "motcua-houses-"));
  const key = randomBytes(32).toString("base64");
  await writeFile(path.join(data, "keys.toml"), `current = 1\n\n[keys]\n1 = "${key}"\n`, {
    mode: 0o600,
  });
  const leave = async () => {
    await program.stop();
    await rm(data, { recursive: true, force: true });
  };
  return { port, data, program, leave };
}

/** One node of the real services; `settings` are the account service's, `listen` other ports than
 *  the public ones, `sms` another door to the SMS centre. */
export function houses(world, { database, settings = {}, listen, sms } = {}) {
  const config = configuration(world, { database, listen: listen ?? world.port, sms });
  const { data } = world;
  return serve({ config, port: listen ?? world.port, data, settings: { account: { ...EASY, ...settings } } });
}

function configuration({ port, data }, { database, listen, sms }) {
  const url = (house) => database ?? `sqlite:${path.join(data, `${house}.db`)}`;
  const schema = (house) => (database ? house : "");
  return `
[keys]
file = "${path.join(data, "keys.toml")}"
[log]
level = "debug"
[listen]
portal = "127.0.0.1:${listen}"
account = "127.0.0.1:${listen + 1}"
metrics = "127.0.0.1:${listen + 6}"
[portal.house]
public_url = "http://localhost:${port}"
register_url = "http://localhost:${port + 1}"
sign_in_url = "http://localhost:${port + 1}"
[portal.database]
url = "${url("portal")}"
schema = "${schema("portal")}"
[account.house]
public_url = "http://localhost:${port + 1}"
[account.database]
url = "${url("account")}"
schema = "${schema("account")}"
[account.sms.smpp]
host = "127.0.0.1"
port = ${sms ?? port + 4}
system_id = "motcua"
password = "sandbox"
reconnect_longest = "2s"
[account.operator]
base_url = "http://localhost:${port + 2}/telco"
token_url = "http://localhost:${port + 2}/telco/oauth2/token"
client_id = "motcua"
client_secret = "sandbox-telco"
[account.mail]
host = "127.0.0.1"
port = ${port + 5}
from = "Một Cửa <no-reply@example.vn>"
`;
}
