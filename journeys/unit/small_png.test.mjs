// A small picture is the same picture.
import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateSync, inflateSync } from "node:zlib";
import { small } from "../lib/small_png.mjs";

const chunk = (kind, data) => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([length, Buffer.from(kind, "latin1"), data, Buffer.alloc(4)]);
};

/** The data of a chunk. */
function data(png, wanted) {
  const at = png.indexOf(wanted, 0, "latin1");
  return png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4));
}

test("each filter is taken off, and the colours stay", () => {
  // Five lines of two points, one line for each filter; undone, all lines read the same.
  const head = Buffer.from([0, 0, 0, 2, 0, 0, 0, 5, 8, 2, 0, 0, 0]);
  const lines = Buffer.from([
    [0, 10, 20, 30, 40, 50, 60],
    [1, 10, 20, 30, 30, 30, 30],
    [2, 0, 0, 0, 0, 0, 0],
    [3, 5, 10, 15, 15, 15, 15],
    [4, 0, 0, 0, 0, 0, 0],
  ].flat());
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const parts = [chunk("IHDR", head), chunk("IDAT", deflateSync(lines)), chunk("IEND", Buffer.alloc(0))];
  const png = small(Buffer.concat([signature, ...parts]));
  assert.deepEqual([...data(png, "PLTE")], [10, 20, 30, 40, 50, 60]);
  const points = [...inflateSync(data(png, "IDAT"))];
  assert.deepEqual(points, Array(5).fill([0, 0, 1]).flat());
});
