// The real services (`motcua serve`) beside an invented outside world in a process of its own,
// which survives when they stop.
//
//   const world = await outsideWorld();                     the sandbox, and a base port
//   const program = await houses(world, { database });    SQLite files without `database`
//   const town = await housesApart(world, { nodes: 2 });    each house a program of its own
//
// All count their ports from the same base, so `program.sandbox` is the world's address.
import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { balancer } from "./balancer.mjs";
import { freePorts } from "./ports.mjs";
import { sandboxOnly, serve } from "./program.mjs";
import { EASY } from "./stage.mjs";

/** A key file of its own; nobody else can read what is sealed under it. */
async function keyFile(file) {
  const key = randomBytes(32).toString("base64");
  await writeFile(file, `current = 1\n\n[keys]\n1 = "${key}"\n`, { mode: 0o600 });
}

/** The operator, SMS centre and mail server of these services, and a folder for their keys. */
export async function outsideWorld(settings = {}) {
  const port = await freePorts();
  const program = await sandboxOnly({ port, settings: { sandbox: settings } });
  const data = await mkdtemp(path.join(tmpdir(), "motcua-houses-"));
  await keyFile(path.join(data, "keys.toml"));
  const leave = async () => {
    await program.stop();
    await rm(data, { recursive: true, force: true });
  };
  return { port, data, program, leave };
}

/** One node of the real services; `settings` are the account service's, `sms` another door to the
 *  SMS centre, `more` what else stands in the configuration (tables of clients, of providers). Where
 *  they are `linked`, people sign in to the portal with the account service. */
export function houses(world, { database, settings = {}, sms, linked, more = "" } = {}) {
  const { data, port } = world;
  const told = { ...world, secret: randomBytes(32).toString("hex") };
  const config = [
    common(data, "keys.toml", port),
    portalConfiguration(world, { database }),
    accountConfiguration(world, { database, sms }),
    ...(linked ? [providerConfiguration(told), clientConfiguration(told)] : []),
    more,
  ].join("");
  return serve({ config, port, data, settings: { account: { ...EASY, ...settings } } });
}

/**
 * Each house in programs of its own, as many `nodes` as are wished for, with a configuration, keys
 * and a database that the other house knows nothing of. Before the nodes of each stands a
 * balancer: `account` and `portal`. Answers what stands for the program on a stage.
 */
export async function housesApart(world, { databases = {}, nodes = 1, settings = {} } = {}) {
  const { data, port } = world;
  await keyFile(path.join(data, "portal-keys.toml"));
  const told = { ...world, secret: randomBytes(32).toString("hex") };
  const accountNode = async () => {
    const base = await freePorts();
    const { account: database } = databases;
    const config =
      common(data, "keys.toml", base) +
      accountConfiguration(told, { database }) +
      clientConfiguration(told);
    const account = { ...EASY, ...settings };
    return serve({ config, only: "account", port: base, data, settings: { account } });
  };
  const portalNode = async () => {
    const base = await freePorts();
    const { portal: database } = databases;
    const config =
      common(data, "portal-keys.toml", base) +
      portalConfiguration(told, { database }) +
      providerConfiguration(told);
    return serve({ config, only: "portal", port: base, data });
  };
  // All begin at once, before empty databases.
  const times = (start) => Array.from({ length: nodes }, start);
  const [accounts, portals] = await Promise.all(
    [times(accountNode), times(portalNode)].map((all) => Promise.all(all)),
  );
  const account = await balancer(port + 1, accounts.map((node) => node.port + 1));
  const portal = await balancer(port, portals.map((node) => node.port));
  const all = [...accounts, ...portals];
  const program = {
    portal: `http://localhost:${port}`,
    account: `http://localhost:${port + 1}`,
    sandbox: world.program.sandbox,
    data,
    pid: world.program.pid,
    get lines() {
      return all.map(({ lines }) => lines).join("");
    },
    async stop() {
      account.leave();
      portal.leave();
      await Promise.all(all.map((one) => one.stop()));
    },
  };
  return { program, accounts, portals, account, portal };
}

const place = (data, house, database) => `
url = "${database ?? `sqlite:${path.join(data, `${house}.db`)}`}"
schema = "${database ? house : ""}"
`;

const common = (data, keys, port) => `
[keys]
file = "${path.join(data, keys)}"
[log]
level = "debug"
[listen]
portal = "127.0.0.1:${port}"
account = "127.0.0.1:${port + 1}"
metrics = "127.0.0.1:${port + 6}"
`;

const portalConfiguration = ({ port, data }, { database }) => `
[portal.house]
public_url = "http://localhost:${port}"
register_url = "http://localhost:${port + 1}"
sign_in_url = "http://localhost:${port + 1}"
[portal.database]${place(data, "portal", database)}`;

const providerConfiguration = ({ port, secret }) => `
[[portal.providers]]
id = "national"
name_vi = "Cổng DVC Quốc gia"
name_en = "the National Public Service Portal"
issuer = "http://localhost:${port + 1}"
client_id = "portal"
client_secret = "${secret}"
scopes = "openid profile identity"
`;

const clientConfiguration = ({ port, secret }) => `
[account.openid]
public_only = false
[[account.clients]]
id = "portal"
name_vi = "Cổng của tỉnh"
name_en = "Portal of the province"
secret = "${secret}"
redirect_uris = ["http://localhost:${port}/dang-nhap/national/callback"]
post_logout_redirect_uris = ["http://localhost:${port}/da-dang-xuat"]
backchannel_logout_uri = "http://localhost:${port}/dang-nhap/national/backchannel-logout"
scopes = ["openid", "profile", "identity"]
consent = "implied"
`;

const accountConfiguration = ({ port, data }, { database, sms }) => `
[account.house]
public_url = "http://localhost:${port + 1}"
[account.database]${place(data, "account", database)}[account.sms.smpp]
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
