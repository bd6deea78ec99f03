// A proxy that takes the fetch-metadata headers away, as an old browser or a careful
// company's proxy would. (The browser adds them below the point where a page can be
// intercepted, so they are taken from the wire.)
import http from "node:http";
import { once } from "node:events";

/** Starts it: `{address, close()}`. */
export async function bareProxy() {
  const server = http.createServer((request, response) => {
    const headers = { ...request.headers };
    for (const name of Object.keys(headers)) {
      if (name.startsWith("sec-fetch-") || name.startsWith("proxy-")) delete headers[name];
    }
    const onward = http.request(request.url, { method: request.method, headers });
    onward.on("response", (answer) => {
      response.writeHead(answer.statusCode, answer.statusMessage, answer.rawHeaders);
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    response.on("close", () => onward.destroy());
    request.pipe(onward);
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
