// Free ports for one run of the program: seven in a row, counted from a base
// (portal, account, sandbox, certificate sign-in, SMPP, SMTP, metrics).
import net from "node:net";

const IN_A_ROW = 7;
// Below the range from which the system gives ports to outgoing connections, above 10080,
// which browsers refuse to open.
const LOWEST = 10_100;
const HIGHEST = 32_000;

/** What was given away and is perhaps not yet listened on. */
const given = new Set();

function isFree(port) {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}

/** A base port with seven free ports in a row. Stories that run side by side draw different ones. */
export async function freePorts() {
  for (let tries = 0; tries < 100; tries += 1) {
    const base = LOWEST + 10 * Math.floor((Math.random() * (HIGHEST - LOWEST)) / 10);
    if (given.has(base)) continue;
    const row = Array.from({ length: IN_A_ROW }, (_, offset) => isFree(base + offset));
    if (!(await Promise.all(row)).every(Boolean) || given.has(base)) continue;
    given.add(base);
    return base;
  }
  throw new Error("no seven free ports in a row were found");
}
