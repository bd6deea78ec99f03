// What stands before several nodes: one address, and each step goes to another node than the one
// before, or all to one while the others are away. A style sheet or a picture is no step.
import { once } from "node:events";
import http from "node:http";
import { passOn } from "./onward.mjs";

const isStep = (path) => !path.startsWith("/tai-nguyen/");

/** Listens on `port` before the ports of some nodes: `{asked, only(towards), shift(), leave()}`. */
export async function balancer(port, nodes) {
  const asked = new Map(nodes.map((node) => [node, 0]));
  let open = nodes;
  let turn = 0;
  const server = http.createServer((request, response) => {
    const node = open[turn % open.length];
    if (isStep(request.url)) {
      turn += 1;
      asked.set(node, asked.get(node) + 1);
    }
    const { method, url: path, rawHeaders: headers } = request;
    passOn(request, response, { host: "127.0.0.1", port: node, method, path, headers });
  });
  server.listen(port, "localhost");
  await once(server, "listening");
  return {
    /** How many steps each node was asked for. */
    asked,
    /** What would have gone to one node goes to the next. */
    shift() {
      turn += 1;
    },
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
