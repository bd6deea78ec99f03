// The challenge worker alone: its hashes are SHA-256, and what it finds is what the server asks for.
// Run with `node --test journeys/unit`.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';

const file = new URL('../../crates/web/assets/challenge-worker.js', import.meta.url);
const source = readFileSync(file, 'utf8');

// Plays the page: posts one message in and collects what comes out.
function ask(token, bits) {
  const posted = [];
  const self = { postMessage: (message) => posted.push({ ...message }) };
  runInNewContext(source, { self });
  self.onmessage({ data: { token, bits } });
  return posted;
}

function leadingZeros(token, part, nonce) {
  const hash = createHash('sha256').update(`${token}:${part}:${nonce}`).digest('hex');
  return 256 - BigInt(`0x${hash}`).toString(2).length;
}

function check(token, bits) {
  const posted = ask(token, bits);
  const nonces = posted.at(-1).solution.split('.');
  assert.equal(nonces.length, 8);
  for (const [part, nonce] of nonces.entries()) {
    assert.match(nonce, /^[0-9a-f]{8,80}$/);
    assert.ok(leadingZeros(token, part, nonce) >= bits - 3, `part ${part} of ${token}`);
  }
  return posted;
}

test('solves tokens of every length', () => {
  for (let length = 1; length <= 200; length++) check('x'.repeat(length), 10);
});

test('solves at the usual hardness and tells how far it is', () => {
  const posted = check('p1.17.1800001800000.c2FsdA.YmluZGluZw.c2lnbmF0dXJl', 17);
  assert.deepEqual(posted.slice(0, -1), [1, 2, 3, 4, 5, 6, 7, 8].map((solved) => ({ solved })));
});

// The same token and solution stand in crates/credentials/src/challenge/tests.rs.
test('finds what the Rust verifier is tested with', () => {
  const token = 'p1.17.1800001800000.AwMDAwMDAwMDAwMDAwMDAw.0T2X61Z68O20w8rnRARGnQ.' +
    'JU2VEo93CN8a9KhnX24bgwqvdqEwKIr67W5zsnp7fK8';
  const counters = ask(token, 17).at(-1).solution.split('.').map((nonce) => nonce.slice(-8));
  assert.deepEqual(counters, [
    '000011a1', '00001014', '000006f6', '00006a52',
    '000027ee', '00000274', '00004f4c', '00007bd3',
  ]);
});

test('finds the first nonce, so its hash is SHA-256 for the others too', () => {
  const [nonce] = ask('first', 13).at(-1).solution.split('.');
  const count = parseInt(nonce.slice(-8), 16);
  for (let tried = 0; tried < count; tried++) {
    const earlier = nonce.slice(0, -8) + tried.toString(16).padStart(8, '0');
    assert.ok(leadingZeros('first', 0, earlier) < 10);
  }
});

test('keeps to the syntax of Chrome 80 and Safari 13', () => {
  const page = new URL('../../crates/web/components/challenge/challenge.js', import.meta.url);
  for (const script of [source, readFileSync(page, 'utf8')]) {
    assert.doesNotMatch(script, /\?\.\w|\?\?|\?\.\[|\?\.\(|=>|\bawait\b|\beval\(|new Function/);
  }
  assert.ok(readFileSync(page).length < 6 * 1024, 'challenge.js stays small');
});
