// What stands before several nodes: one address, and each request goes to another node in turn,
// or all to one while the others are away.
import { once } from "node:events";
import http from "node:http";

/** Listens on `port` before the ports of some nodes: `{asked, only(towards), leave()}`. */
export async function balancer(port, nodes) {
  const asked = new Map(nodes.map((node) => [node, 0]));
  let open = nodes;
  let turn = 0;
  const server = http.createServer((request, response) => {
    const node = open[turn % open.length];
    turn += 1;
    asked.set(node, asked.get(node) + 1);
    const { method, url: path, rawHeaders: headers } = request;
    const onward = http.request({ host: "127.0.0.1", port: node, method, path, headers });
    onward.on("response", (answer) => {
      response.writeHead(answer.statusCode, answer.statusMessage, answer.rawHeaders);
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    response.on("close", () => onward.destroy());
    request.pipe(onward);
  });
  server.listen(port, "localhost");
  await once(server, "listening");
  return {
    /** How many requests each node was asked. */
    asked,
    /** From now on only these nodes are asked. */
    only(...some) {
      open = some;
    },
    leave() {
      server.closeAllConnections();
      server.close();
    },
  };
}
