// Requests as no browser of good will sends them: the wire itself, with a memory for cookies and
// for the form that was seen last.
import http from "node:http";
import { charactersOf } from "./picture.mjs";

const ENTITIES = { "&#34;": '"', "&#39;": "'", "&#60;": "<", "&#62;": ">", "&#38;": "&" };
const plain = (html) =>
  html
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/&#\d\d;/g, (entity) => ENTITIES[entity] ?? entity)
    .replaceAll(/\s+/g, " ")
    .trim();

/** An answer: status, headers, text, and what can be read from a page of ours. */
export class Reply {
  constructor(status, headers, text) {
    Object.assign(this, { status, headers, text });
  }

  /** Where it leads. */
  get location() {
    return this.headers.location;
  }

  /** What is to be put right, as the summary lists it. */
  get complaints() {
    const summary = /class="error-summary"[\s\S]*?<\/ul>/.exec(this.text)?.[0] ?? "";
    return [...summary.matchAll(/<li>([\s\S]*?)<\/li>/g)].map(([, item]) => plain(item));
  }

  /** All that can be read in the page's own part. */
  get words() {
    return plain(/<main[\s\S]*<\/main>/.exec(this.text)?.[0] ?? "");
  }

  /** What stands in a field. */
  value(name) {
    const input = new RegExp(`<input[^>]*name="${name}"[^>]*>`).exec(this.text)?.[0];
    const value = /value="([^"]*)"/.exec(input ?? "")?.[1];
    return value?.replaceAll(/&#\d\d;/g, (entity) => ENTITIES[entity] ?? entity);
  }
}

export class Wire {
  #address;
  #program;
  #cookies = new Map();

  constructor(address, program) {
    this.#address = new URL(address);
    this.#program = program;
  }

  /** One request; `body` is sent as it is. */
  request(method, path, { headers = {}, body } = {}) {
    const { hostname, port, host } = this.#address;
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const sent = { host, ...(cookie ? { cookie } : {}), ...headers };
    return new Promise((resolve, reject) => {
      const asked = http.request({ hostname, port, method, path, headers: sent, agent: false });
      asked.on("response", (response) => {
        const pieces = [];
        response.on("data", (piece) => pieces.push(piece));
        response.on("error", reject);
        response.on("end", () => {
          for (const line of response.headers["set-cookie"] ?? []) this.#keep(line);
          const text = Buffer.concat(pieces).toString();
          resolve(new Reply(response.statusCode, response.headers, text));
        });
      });
      asked.on("error", reject);
      asked.setTimeout(20_000, () => asked.destroy(new Error(`no answer: ${method} ${path}`)));
      asked.end(body);
    });
  }

  #keep(line) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(line);
    this.#cookies.set(name, value);
  }

  forgetCookies() {
    this.#cookies.clear();
  }

  get(path, options) {
    return this.request("GET", path, options);
  }

  /** Sends fields (an object, a list of pairs, or the text itself) as a form of ours would. */
  post(path, fields, { headers = {} } = {}) {
    const body = typeof fields === "string" ? fields : new URLSearchParams(fields).toString();
    const origin = this.#address.origin;
    const usual = { "content-type": "application/x-www-form-urlencoded", origin };
    const length = { "content-length": Buffer.byteLength(body) };
    return this.request("POST", path, { headers: { ...usual, ...length, ...headers }, body });
  }

  /** Opens a page and answers its form's own fields; where it has a picture, with its answer. */
  async form(path) {
    const page = await this.get(path);
    const token = page.value("form-token");
    const image = page.value("challenge-image");
    if (!image) return { "form-token": token };
    const answer = await charactersOf(image, this.#program);
    return { "form-token": token, "challenge-image": image, "challenge-answer": answer };
  }
}
