// Our portal as the client of a provider that is not ours: the library `oidc-provider`. People come
// from it signed in, whichever way the portal shows who it is, leave it, and it may change its keys.
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { after, afterEach, before, test } from "node:test";
import { setTimeout as wait } from "node:timers/promises";
import { calculateJwkThumbprint } from "jose";
import { outsideWorld, houses } from "./lib/houses.mjs";
import { freePorts } from "./lib/ports.mjs";
import { independentProvider } from "./lib/provider.mjs";
import { Stage } from "./lib/stage.mjs";

const SECRET = "mot-bi-mat-giua-cong-tinh-va-nha-cung-cap-0123456789";

/** What is set for each button: how the portal shows who it is, and what tokens are signed with. */
const WAYS = [
  { id: "first", auth_method: "client_secret_basic", algorithm: "ES256" },
  { id: "second", auth_method: "client_secret_post", algorithm: "RS256" },
  { id: "third", auth_method: "private_key_jwt", algorithm: "PS256" },
];

/** When the portal asked for the keys behind the first button, at the latest. */
let askedForKeys;

const stage = new Stage(async () => {
  const world = await outsideWorld();
  const port = await freePorts();
  const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const key = path.join(world.data, "portal.pem");
  await writeFile(key, pair.privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  const open = pair.publicKey.export({ format: "jwk" });
  // The portal names its key by its thumbprint (RFC 7638).
  const jwk = { ...open, kid: await calculateJwkThumbprint(open), alg: "ES256", use: "sig" };
  const portal = `http://localhost:${world.port}`;
  const clients = WAYS.map((way) => asClient(way, portal, jwk));
  const provider = await independentProvider({ port, clients });
  Object.assign(stage, { world, provider });
  return houses(world, { more: WAYS.map((way) => asProvider(way, provider.issuer, key)).join("") });
});
before(() => stage.raise());
afterEach(() => stage.clear());
after(async () => {
  await stage.strike();
  stage.provider?.leave();
  await stage.world?.leave();
});

function asClient({ id, auth_method, algorithm }, portal, jwk) {
  const isByKey = auth_method === "private_key_jwt";
  const proof = isByKey
    ? { jwks: { keys: [jwk] }, token_endpoint_auth_signing_alg: "ES256" }
    : { client_secret: SECRET };
  return {
    client_id: `portal-${id}`,
    ...proof,
    token_endpoint_auth_method: auth_method,
    id_token_signed_response_alg: algorithm,
    redirect_uris: [`${portal}/dang-nhap/${id}/callback`],
    post_logout_redirect_uris: [`${portal}/da-dang-xuat`],
    backchannel_logout_uri: `${portal}/dang-nhap/${id}/backchannel-logout`,
    backchannel_logout_session_required: true,
  };
}

function asProvider({ id, auth_method }, issuer, key) {
  const proof = auth_method === "private_key_jwt" ? `client_key_file = "${key}"` : `client_secret = "${SECRET}"`;
  return `
[[portal.providers]]
id = "${id}"
name_vi = "nhà cung cấp ${id}"
name_en = "provider ${id}"
issuer = "${issuer}"
client_id = "portal-${id}"
auth_method = "${auth_method}"
${proof}
`;
}

/** Somebody before a browser, whom no operator need know. */
async function somebody(name) {
  const phone = "+84900000000";
  const person = { name, phone, citizen_number: "051190000001", birth_date: "1990-01-01" };
  return stage.applicant(person);
}

/** Over the portal's page to the provider, and back signed in. */
async function signsIn(citizen, way = WAYS[0]) {
  await citizen.open(`${stage.program.portal}/vi/dang-nhap`);
  await citizen.sends(`Đăng nhập bằng nhà cung cấp ${way.id}`);
  await citizen.heading("Another provider");
  assert.equal(citizen.address.origin, stage.provider.issuer);
  await citizen.fill("Name", citizen.person.name);
  await citizen.sends("Sign in there");
  await citizen.isAtThePortal();
}

for (const way of WAYS) {
  test(`signs in with ${way.algorithm}, where the portal shows itself by ${way.auth_method}, and out of both`, async () => {
    const lan = await somebody("Phạm Thị Thu Lan");
    await signsIn(lan, way);
    askedForKeys ??= Date.now();
    await lan.sends("Đăng xuất");
    await lan.heading("Leave?");
    await lan.sends("Sign out there");
    await lan.heading("Bạn đã đăng xuất");
    assert.equal(lan.address.origin, stage.program.portal);
    await lan.isNoLongerAtThePortal();
    // Out of the provider, too: it asks anew who she is.
    await signsIn(lan, way);
  });
}

test("whoever signs out at the provider is signed out of the portal, and nobody else is", async () => {
  const [lan, mai] = [await somebody("Trần Thị Lan"), await somebody("Trần Thị Mai")];
  await signsIn(lan);
  await signsIn(mai);
  await lan.open(`${stage.provider.issuer}/session/end`);
  await lan.sends("Sign out there");
  await lan.heading("Signed out there");
  await lan.isNoLongerAtThePortal();
  await mai.reload();
  await mai.isAtThePortal();
});

test("new keys sign from now on, and the portal fetches them", async () => {
  const lan = await somebody("Lê Thị Lan");
  await stage.provider.changesKeys();
  // A name of a key that it does not know makes the portal ask again, once a minute at most.
  await wait(Math.max(0, askedForKeys + 61_000 - Date.now()));
  await signsIn(lan);
  await lan.open(`${stage.provider.issuer}/session/end`);
  await lan.sends("Sign out there");
  await lan.isNoLongerAtThePortal();
});
