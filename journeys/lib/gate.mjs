// A gate on the way to an outside party: while it is closed, nobody answers there.
import { once } from "node:events";
import net from "node:net";

/** Stands before a port: `{port, close(), open(), leave()}`; it is open at first. */
export async function gate(towards) {
  const passing = new Set();
  const server = net.createServer((near) => {
    const far = net.connect(towards, "127.0.0.1");
    const end = () => [near, far].forEach((socket) => socket.destroy());
    for (const socket of [near, far]) {
      passing.add(socket);
      socket.on("error", end).on("close", () => {
        passing.delete(socket);
        end();
      });
    }
    near.pipe(far).pipe(near);
  });
  const open = async (port) => {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  };
  await open(0);
  const { port } = server.address();
  const close = async () => {
    const closed = once(server, "close");
    server.close();
    passing.forEach((socket) => socket.destroy());
    await closed;
  };
  const leave = () => (server.listening ? close() : undefined);
  return { port, close, open: () => open(port), leave };
}
