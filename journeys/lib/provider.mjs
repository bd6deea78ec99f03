// A provider that is not ours: the library `oidc-provider` signs people in, and out, as any other
// system of the state might; our portal is a client of it.
//
//   const provider = await independentProvider({ port, clients });
//   await provider.changesKeys();      what it signs from now on is signed with new ones
import { once } from "node:events";
import http from "node:http";
import { exportJWK, generateKeyPair } from "jose";
import { Provider } from "oidc-provider";

const ALGORITHMS = ["ES256", "RS256", "PS256"];

/** A private key for each algorithm, as JWKs. */
async function newKeys() {
  return Promise.all(
    ALGORITHMS.map(async (alg) => {
      const { privateKey } = await generateKeyPair(alg, { extractable: true });
      return { ...(await exportJWK(privateKey)), alg, use: "sig" };
    }),
  );
}

const page = (title, form) => `<!doctype html><html lang="en"><title>${title}</title>
<main><h1>${title}</h1>${form}</main></html>`;

const SIGN_IN = page(
  "Another provider",
  `<form method="post"><label>Name <input name="name" required></label>
<button>Sign in there</button></form>`,
);

/** Listens on `port` of this machine for these clients; whoever signs in only says a name. */
export async function independentProvider({ port, clients }) {
  const issuer = `http://localhost:${port}`;
  let keys = await newKeys();
  let provider;
  const raise = () => {
    provider = new Provider(issuer, settings({ clients, keys }));
    // What it knows outlives a change of its keys: it is kept in this process.
    const answer = provider.callback();
    return (request, response) =>
      request.url.startsWith("/sign-in/") ? signIn(provider, request, response) : answer(request, response);
  };
  let answer = raise();
  const server = http.createServer((request, response) => answer(request, response));
  server.listen(port, "localhost");
  await once(server, "listening");
  return {
    issuer,
    async changesKeys() {
      keys = await newKeys();
      answer = raise();
    },
    leave() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function settings({ clients, keys }) {
  return {
    clients,
    jwks: { keys },
    cookies: { keys: ["a key of this story"] },
    claims: { openid: ["sub"], profile: ["name"] },
    findAccount: (_, sub) => ({ accountId: sub, claims: () => ({ sub, name: nameOf(sub) }) }),
    // Nobody is asked for consent: that is between them and their provider.
    async loadExistingGrant({ oidc }) {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client.clientId,
        accountId: oidc.session.accountId,
      });
      grant.addOIDCScope(oidc.params.scope);
      await grant.save();
      return grant;
    },
    interactions: { url: (_, { uid }) => `/sign-in/${uid}` },
    ttl: { Interaction: 600, Grant: 3600, Session: 3600, AccessToken: 300, IdToken: 300 },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource(ctx, form) {
          const leave = '<button form="op.logoutForm" name="logout" value="yes">Sign out there</button>';
          ctx.body = page("Leave?", form + leave);
        },
        postLogoutSuccessSource(ctx) {
          ctx.body = page("Signed out there", "");
        },
      },
    },
    // Its own guard against private addresses would keep it from a portal on this machine.
    fetch: (address, { dispatcher: _, ...options }) => fetch(address, options),
  };
}

const subjectOf = (name) => Buffer.from(name).toString("base64url");
const nameOf = (subject) => Buffer.from(subject, "base64url").toString();

async function signIn(provider, request, response) {
  if (request.method === "GET") {
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    response.end(SIGN_IN);
    return;
  }
  let body = "";
  for await (const piece of request) body += piece;
  const accountId = subjectOf(new URLSearchParams(body).get("name"));
  await provider.interactionFinished(request, response, { login: { accountId } });
}
