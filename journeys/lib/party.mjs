// A system that people sign in to with an account of ours, built of a library that is not ours:
// `openid-client` does all that a client does, `jose` verifies what it is told behind the browser.
//
//   const party = await relyingParty(port);           its door; its addresses go into our settings
//   await party.meets(issuer, { id: "library", secret });
//   const { claims } = await party.signsIn(citizen, () => citizen.signsInWithCode());
import assert from "node:assert/strict";
import { once } from "node:events";
import http from "node:http";
import { createRemoteJWKSet, jwtVerify } from "jose";
import * as openid from "openid-client";

const LOGOUT = "http://schemas.openid.net/event/backchannel-logout";

/** Listens on `port` of this machine. */
export async function relyingParty(port) {
  const party = new Party(`http://localhost:${port}`);
  const server = http.createServer((request, response) => party.answer(request, response));
  server.listen(port, "localhost");
  await once(server, "listening");
  party.leave = () => {
    server.closeAllConnections();
    server.close();
  };
  return party;
}

class Party {
  constructor(at) {
    this.at = at;
    this.redirectUri = `${at}/callback`;
    this.afterwards = `${at}/afterwards`;
    this.logoutUri = `${at}/logout`;
    /** Every logout token that came, as it came. */
    this.logouts = [];
  }

  async answer(request, response) {
    if (request.method === "POST" && request.url === "/logout") {
      let body = "";
      for await (const piece of request) body += piece;
      this.logouts.push(new URLSearchParams(body).get("logout_token"));
    }
    response.writeHead(200, { "content-type": "text/html", "cache-control": "no-store" });
    response.end("<!doctype html><title>Party</title><main><h1>Another system</h1></main>");
  }

  /** Finds out about a provider by its discovery; tokens are verified by its keys. */
  async meets(issuer, { id, proof, ...more }) {
    // A machine of our own has no certificate; anything else is as it would be elsewhere.
    const execute = [openid.allowInsecureRequests, openid.enableNonRepudiationChecks];
    const metadata = { id_token_signed_response_alg: "ES256", ...more };
    this.config = await openid.discovery(new URL(issuer), id, metadata, proof, { execute });
    this.anew = () => {
      const config = new openid.Configuration(this.config.serverMetadata(), id, metadata, proof);
      for (const mode of execute) mode(config);
      return config;
    };
    const { jwks_uri: jwks } = this.config.serverMetadata();
    this.keys = createRemoteJWKSet(new URL(jwks), { cooldownDuration: 0 });
    this.issuer = issuer;
    this.id = id;
  }

  /** Leads the browser to the provider; answers what its answer must fit. */
  async begins(citizen, { scope = "openid", pushes = false, dpop, ...more } = {}) {
    const verifier = openid.randomPKCECodeVerifier();
    const checks = {
      pkceCodeVerifier: verifier,
      expectedState: openid.randomState(),
      expectedNonce: openid.randomNonce(),
      idTokenExpected: true,
    };
    const asked = {
      redirect_uri: this.redirectUri,
      scope,
      state: checks.expectedState,
      nonce: checks.expectedNonce,
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
      ...more,
    };
    const url = pushes
      ? await openid.buildAuthorizationUrlWithPAR(this.config, asked, { DPoP: dpop })
      : openid.buildAuthorizationUrl(this.config, asked);
    await citizen.open(url.href);
    return checks;
  }

  /** A minute goes by for the library: it fetches keys no more often than that. Those it had it still
   *  has. */
  #aMinuteLater() {
    const kept = openid.getJwksCache(this.config);
    if (!kept) return;
    const config = this.anew();
    openid.setJwksCache(config, { ...kept, uat: kept.uat - 61 });
    this.config = config;
  }

  /** Trades the answer with which the browser came back. */
  async ends(citizen, checks, { dpop } = {}) {
    await citizen.page.waitForURL(`${this.redirectUri}?**`);
    this.#aMinuteLater();
    const at = citizen.address;
    const tokens = await openid.authorizationCodeGrant(this.config, at, checks, undefined, { DPoP: dpop });
    return { tokens, claims: tokens.claims(), kid: kidOf(tokens.id_token) };
  }

  /** All of it; `meanwhile` is what the citizen does at the provider. */
  async signsIn(citizen, meanwhile = async () => {}, wish = {}) {
    const checks = await this.begins(citizen, wish);
    await meanwhile();
    return this.ends(citizen, checks, wish);
  }

  /** Leads the browser to where one signs out of the provider, and back. */
  async signsOut(citizen, idToken) {
    const state = openid.randomState();
    const url = openid.buildEndSessionUrl(this.config, {
      id_token_hint: idToken,
      post_logout_redirect_uri: this.afterwards,
      state,
    });
    await citizen.open(url.href);
    assert.equal(citizen.address.href, `${this.afterwards}?state=${state}`);
  }

  /** Waits for the next logout token and verifies it (Back-Channel Logout 1.0, 2.6). */
  async isToldOfLogout(citizen) {
    await citizen.eventually(() => this.logouts.length > 0, "a logout token came");
    const { payload } = await jwtVerify(this.logouts.shift(), this.keys, {
      issuer: this.issuer,
      audience: this.id,
      typ: "logout+jwt",
      requiredClaims: ["iat", "exp", "jti", "sid", "sub", "events"],
    });
    assert.deepEqual(payload.events, { [LOGOUT]: {} });
    assert.equal(payload.nonce, undefined);
    return payload;
  }
}

/** Which key signed a token. */
export const kidOf = (token) =>
  JSON.parse(Buffer.from(token.split(".")[0], "base64url").toString()).kid;
