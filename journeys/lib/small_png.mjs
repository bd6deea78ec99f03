// A screenshot as a PNG of at most 256 colours (RFC 2083): our pages have few, and a kept picture
// should be small. Reads what Chromium writes: 8 bits, RGB or RGBA, not interlaced.
import { deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function* chunks(png) {
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    yield { kind: png.toString("latin1", at + 4, at + 8), data: png.subarray(at + 8, at + 8 + length) };
    at += 12 + length;
  }
}

/** The predictor of filter 4 (RFC 2083, 6.6). */
function paeth(left, above, corner) {
  const guess = left + above - corner;
  const [l, a, c] = [left, above, corner].map((one) => Math.abs(guess - one));
  if (l <= a && l <= c) return left;
  return a <= c ? above : corner;
}

/** Takes the filters off (RFC 2083, 6): one line of bytes after the other. */
function unfiltered(data, stride, step, height) {
  const bytes = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = data[y * (stride + 1)];
    for (let x = 0; x < stride; x += 1) {
      const at = y * stride + x;
      const left = x >= step ? bytes[at - step] : 0;
      const above = y > 0 ? bytes[at - stride] : 0;
      const corner = x >= step && y > 0 ? bytes[at - stride - step] : 0;
      const guess = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter];
      bytes[at] = data[y * (stride + 1) + 1 + x] + guess;
    }
  }
  return bytes;
}

/** The points of a picture, each as one number 0xrrggbb. */
function read(png) {
  const all = [...chunks(png)];
  const head = all[0].data;
  const [width, height, step] = [head.readUInt32BE(0), head.readUInt32BE(4), head[9] === 6 ? 4 : 3];
  const packed = Buffer.concat(all.filter(({ kind }) => kind === "IDAT").map(({ data }) => data));
  const bytes = unfiltered(inflateSync(packed), width * step, step, height);
  const points = new Uint32Array(width * height);
  for (let at = 0; at < points.length; at += 1) points[at] = bytes.readUIntBE(at * step, 3);
  return { width, height, points };
}

const distance = (one, other) =>
  [16, 8, 0].reduce((sum, bits) => sum + (((one >> bits) & 255) - ((other >> bits) & 255)) ** 2, 0);

/** The most frequent colours, and for each colour the number of the nearest among them. */
function palette(points) {
  const counts = new Map();
  for (const point of points) counts.set(point, (counts.get(point) ?? 0) + 1);
  const frequent = [...counts].sort((one, other) => other[1] - one[1] || one[0] - other[0]);
  const colours = frequent.slice(0, 256).map(([colour]) => colour);
  const nearest = new Map();
  for (const colour of counts.keys()) {
    let best = 0;
    for (let nth = 1; nth < colours.length; nth += 1) {
      if (distance(colour, colours[nth]) < distance(colour, colours[best])) best = nth;
    }
    nearest.set(colour, best);
  }
  return { colours, nearest };
}

/** The sum of a chunk (RFC 2083, 3.4). */
function crc32(data) {
  let sum = 0xffffffff;
  for (const byte of data) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return ~sum >>> 0;
}

function chunk(kind, data) {
  const named = Buffer.concat([Buffer.from(kind, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/** The same picture with at most 256 colours. */
export function small(png) {
  const { width, height, points } = read(png);
  const { colours, nearest } = palette(points);
  const head = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 3, 0, 0, 0]);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  const table = Buffer.alloc(colours.length * 3);
  colours.forEach((colour, nth) => table.writeUIntBE(colour, nth * 3, 3));
  const lines = Buffer.alloc((width + 1) * height);
  points.forEach((point, at) => {
    lines[Math.floor(at / width) * (width + 1) + 1 + (at % width)] = nearest.get(point);
  });
  const data = deflateSync(lines, { level: 9, memLevel: 9 });
  return Buffer.concat([SIGNATURE, chunk("IHDR", head), chunk("PLTE", table), chunk("IDAT", data), chunk("IEND", Buffer.alloc(0))]);
}
