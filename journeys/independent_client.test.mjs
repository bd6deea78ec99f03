// Our provider, asked by a client that is not ours: the library `openid-client` discovers it, signs
// people in, reads what it may know, survives new keys, signs out and hears of sign-outs.
import assert from "node:assert/strict";
import { after, afterEach, before, test } from "node:test";
import { exportJWK, jwtVerify } from "jose";
import * as openid from "openid-client";
import { freshDatabase } from "./lib/database.mjs";
import { outsideWorld, houses } from "./lib/houses.mjs";
import { relyingParty } from "./lib/party.mjs";
import { freePorts } from "./lib/ports.mjs";
import { Stage } from "./lib/stage.mjs";

const SECRET = "mot-bi-mat-rieng-cua-thu-vien-doc-lap-0123456789";
const EVERYTHING = "openid profile email phone identity offline_access";

const stage = new Stage(async () => {
  const world = await outsideWorld();
  const base = await freePorts();
  const [basic, fapi] = await Promise.all([relyingParty(base), relyingParty(base + 1)]);
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
  const jwk = { ...(await exportJWK(pair.publicKey)), kid: "1", alg: "ES256", use: "sig" };
  const database = await freshDatabase();
  Object.assign(stage, { world, basic, fapi, database });
  const program = await houses(world, {
    database: database.address,
    settings: { login: { messages: "60/1h" } },
    more: clients({ basic, fapi, jwk }),
  });
  const { account } = program;
  await basic.meets(account, { id: "library", proof: openid.ClientSecretBasic(SECRET) });
  await fapi.meets(account, {
    id: "careful",
    proof: openid.PrivateKeyJwt({ key: pair.privateKey, kid: "1" }),
  });
  return program;
});
before(() => stage.raise());
afterEach(() => stage.clear());
after(async () => {
  await stage.strike();
  stage.basic?.leave();
  stage.fapi?.leave();
  await stage.world?.leave();
  await stage.database?.drop();
});

function clients({ basic, fapi, jwk }) {
  return `
[account.openid]
public_only = false
[[account.clients]]
id = "library"
name_vi = "Thư viện tỉnh"
name_en = "Provincial library"
secret = "${SECRET}"
redirect_uris = ["${basic.redirectUri}"]
post_logout_redirect_uris = ["${basic.afterwards}"]
backchannel_logout_uri = "${basic.logoutUri}"
scopes = ["openid", "profile", "email", "phone", "identity", "offline_access", "catalogue"]
grants = ["authorization_code", "refresh_token", "client_credentials"]
[[account.clients]]
id = "careful"
name_vi = "Ngân hàng"
name_en = "Bank"
jwks = '${JSON.stringify({ keys: [jwk] })}'
redirect_uris = ["${fapi.redirectUri}"]
post_logout_redirect_uris = ["${fapi.afterwards}"]
backchannel_logout_uri = "${fapi.logoutUri}"
profile = "fapi2"
scopes = ["openid", "profile"]
consent = "implied"
`;
}

/** Signs in with the code, and agrees where she is asked. */
async function signsInAndAgrees(citizen) {
  await citizen.signsInWithCode();
  await citizen.heading("Cho phép sử dụng thông tin");
  await citizen.reads("Thư viện tỉnh muốn biết những thông tin sau từ tài khoản của bạn:");
  await citizen.sends("Đồng ý");
}

test("a library signs somebody in, reads what she agreed to, and renews its tokens", async () => {
  const party = stage.basic;
  const lan = await stage.elsewhere();
  const { tokens, claims } = await party.signsIn(lan, () => signsInAndAgrees(lan), { scope: EVERYTHING });
  assert.equal(claims.acr, "urn:motcua:acr:2");
  assert.deepEqual([...claims.amr].sort(), ["mfa", "otp", "pwd", "sms"]);

  const person = await openid.fetchUserInfo(party.config, tokens.access_token, claims.sub);
  assert.equal(person.name, lan.person.name);
  assert.equal(person.birthdate, lan.person.birth_date);
  assert.equal(person.phone_number, lan.person.phone);
  assert.equal(person.phone_number_verified, true);
  assert.equal(person.citizen_number, lan.person.citizen_number);

  const known = await openid.tokenIntrospection(party.config, tokens.access_token);
  assert.equal(known.active, true);
  assert.equal(known.client_id, "library");
  const later = await openid.refreshTokenGrant(party.config, tokens.refresh_token);
  assert.notEqual(later.access_token, tokens.access_token);
  await openid.fetchUserInfo(party.config, later.access_token, claims.sub);
  await openid.tokenRevocation(party.config, later.refresh_token);
  await assert.rejects(openid.refreshTokenGrant(party.config, later.refresh_token), { error: "invalid_grant" });

  // Whoever is signed in and has agreed is asked nothing more; nor need she be seen.
  const again = await party.signsIn(lan, undefined, { scope: EVERYTHING, prompt: "none" });
  assert.equal(again.claims.sub, claims.sub);
});

test("whoever declines is led back, and the library is told so and nothing else", async () => {
  const party = stage.basic;
  const lan = await stage.elsewhere();
  const checks = await party.begins(lan, { scope: "openid profile" });
  await lan.signsInWithCode();
  await lan.sends("Từ chối");
  await assert.rejects(party.ends(lan, checks), { error: "access_denied" });
  await party.begins(lan, { scope: "openid profile", prompt: "none" });
  assert.equal(lan.address.searchParams.get("error"), "consent_required");
});

test("new keys sign, the library fetches them, and what the old ones signed stays valid", async () => {
  const party = stage.basic;
  const lan = await stage.elsewhere();
  const first = await party.signsIn(lan, () => signsInAndAgrees(lan), { scope: "openid profile" });
  // A key signs for a month; here its month is over.
  await stage.program.pause();
  const over = `UPDATE account.signing_key SET signs_until = ${Date.now()} WHERE algorithm <> 'pair'`;
  await stage.database.does(over);
  await stage.program.start();
  const later = await party.signsIn(lan, undefined, { scope: "openid profile", prompt: "none" });
  assert.notEqual(later.kid, first.kid);
  for (const { tokens } of [first, later]) {
    const wanted = { issuer: party.issuer, audience: party.id };
    const { payload } = await jwtVerify(tokens.id_token, party.keys, wanted);
    assert.equal(payload.sub, first.claims.sub);
  }
});

test("the library signs somebody out, is told so behind the browser, and her tokens are over", async () => {
  const party = stage.basic;
  const lan = await stage.elsewhere();
  const wish = { scope: "openid profile" };
  const whole = await party.signsIn(lan, () => signsInAndAgrees(lan), { scope: EVERYTHING });
  const { tokens, claims } = await party.signsIn(lan, undefined, wish);
  await party.signsOut(lan, tokens.id_token);
  const told = await party.isToldOfLogout(lan);
  assert.deepEqual([told.sub, told.sid], [claims.sub, claims.sid]);
  await lan.isNoLongerAtHerAccount();
  await assert.rejects(openid.fetchUserInfo(party.config, tokens.access_token, claims.sub));
  // What she agreed to be known by while she is away goes on (Back-Channel Logout 1.0, 2.7).
  const later = await openid.refreshTokenGrant(party.config, whole.tokens.refresh_token);
  await openid.fetchUserInfo(party.config, later.access_token, claims.sub);
  await party.begins(lan, { ...wish, prompt: "none" });
  assert.equal(lan.address.searchParams.get("error"), "login_required");
});

test("whoever signs out at the account service is signed out of every system she went to", async () => {
  const { basic, fapi } = stage;
  const lan = await stage.elsewhere();
  const dpop = openid.getDPoPHandle(fapi.config, await openid.randomDPoPKeyPair("ES256"));
  const first = await basic.signsIn(lan, () => signsInAndAgrees(lan), { scope: "openid profile" });
  // A careful client pushes its request, signs instead of telling a secret, and binds its tokens.
  const wish = { scope: "openid profile", pushes: true, dpop };
  const second = await fapi.signsIn(lan, undefined, wish);
  assert.notEqual(first.claims.sub, second.claims.sub, "each system knows her by another name");
  const { access_token: bound } = second.tokens;
  const person = await openid.fetchUserInfo(fapi.config, bound, second.claims.sub, { DPoP: dpop });
  assert.equal(person.name, lan.person.name);
  await assert.rejects(openid.fetchUserInfo(fapi.config, bound, second.claims.sub), "without its key");

  await lan.open(`${stage.program.account}/vi/tai-khoan`);
  await lan.sends("Đăng xuất");
  for (const [party, { claims }] of [[basic, first], [fapi, second]]) {
    assert.equal((await party.isToldOfLogout(lan)).sid, claims.sid);
  }
});

test("the library signs in for itself, where nobody sits before a browser", async () => {
  const { config } = stage.basic;
  const tokens = await openid.clientCredentialsGrant(config, { scope: "catalogue" });
  assert.equal(tokens.token_type, "bearer");
  const known = await openid.tokenIntrospection(config, tokens.access_token);
  assert.deepEqual([known.active, known.scope, known.sub], [true, "catalogue", "library"]);
});
