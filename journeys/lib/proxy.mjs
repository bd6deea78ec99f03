// A proxy that takes the fetch-metadata headers away, as an old browser or a careful
// company's proxy would. (The browser adds them below the point where a page can be
// intercepted, so they are taken from the wire.)
import http from "node:http";
import { once } from "node:events";
import { passOn } from "./onward.mjs";

/** Starts it: `{address, close()}`. */
export async function bareProxy() {
  const server = http.createServer((request, response) => {
    const headers = { ...request.headers };
    for (const name of Object.keys(headers)) {
      if (name.startsWith("sec-fetch-") || name.startsWith("proxy-")) delete headers[name];
    }
    const { hostname, port, pathname, search } = new URL(request.url);
    const path = pathname + search;
    passOn(request, response, { hostname, port, path, method: request.method, headers });
  });
  // Only plain HTTP is spoken here; a browser's own tunnels lead nowhere.
  server.on("connect", (_, socket) => socket.destroy());
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { address: `http://127.0.0.1:${server.address().port}`, close };
}
