// Solves a proof-of-work challenge off the page's thread (crates/credentials/src/challenge).
//
// In:  {token, bits}. Out: {solved: 1…8} after each part, {solution: "n0.n1.….n7"} at the end.
// SHA-256(token + ":" + i + ":" + nonce) must begin with bits - 3 zero bits for i = 0…7.
//
// Own SHA-256, since crypto.subtle is asynchronous (slower than the hash) and absent on plain http.
// Written for Chrome 80 and Safari 13.
(function () {
  'use strict';

  var PARTS = 8;
  var ROUNDS = 64;
  // A nonce is filled up with zeros so that its last 8 hexadecimal digits stand in words 11 and 12
  // of a block of their own: what comes before them is hashed once for each part, and one block is
  // all that each try costs.
  var COUNTER = 44;

  // The constants of FIPS 180-4: fractions of the cube and square roots of the first primes.
  var primes = [];
  for (var candidate = 2; primes.length < ROUNDS; candidate++) {
    if (primes.every(function (prime) { return candidate % prime !== 0; })) primes.push(candidate);
  }
  function fraction(root) { return ((root - Math.floor(root)) * 4294967296) | 0; }
  var K = Int32Array.from(primes, function (prime) { return fraction(Math.cbrt(prime)); });
  var START = Int32Array.from(primes.slice(0, 8), function (p) { return fraction(Math.sqrt(p)); });

  var NOTHING = new Int32Array(8);
  var w = new Int32Array(ROUNDS);

  // Rounds `from`…`to - 1` over the block in w[0…15], beginning with `state` as it is before them.
  // w beyond 15 is filled in here. The result is added to `base` and written to `out`.
  function compress(out, base, state, from, to) {
    var i, s, t, u;
    for (i = 16; i < ROUNDS; i++) {
      s = w[i - 15];
      t = w[i - 2];
      w[i] = (w[i - 16] + w[i - 7] +
        (((s >>> 7) | (s << 25)) ^ ((s >>> 18) | (s << 14)) ^ (s >>> 3)) +
        (((t >>> 17) | (t << 15)) ^ ((t >>> 19) | (t << 13)) ^ (t >>> 10))) | 0;
    }
    var a = state[0], b = state[1], c = state[2], d = state[3];
    var e = state[4], f = state[5], g = state[6], h = state[7];
    for (i = from; i < to; i++) {
      t = (h + (((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))) +
        (g ^ (e & (f ^ g))) + K[i] + w[i]) | 0;
      u = ((((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))) +
        ((a & b) | (c & (a | b)))) | 0;
      h = g; g = f; f = e; e = (d + t) | 0;
      d = c; c = b; b = a; a = (t + u) | 0;
    }
    out[0] = (base[0] + a) | 0;
    out[1] = (base[1] + b) | 0;
    out[2] = (base[2] + c) | 0;
    out[3] = (base[3] + d) | 0;
    out[4] = (base[4] + e) | 0;
    out[5] = (base[5] + f) | 0;
    out[6] = (base[6] + g) | 0;
    out[7] = (base[7] + h) | 0;
  }

  // Puts 64 ASCII characters from `at` on into w[0…15].
  function load(text, at) {
    for (var i = 0; i < 16; i++, at += 4) {
      w[i] = (text.charCodeAt(at) << 24) | (text.charCodeAt(at + 1) << 16) |
        (text.charCodeAt(at + 2) << 8) | text.charCodeAt(at + 3);
    }
  }

  // Four hexadecimal digits as the word of their ASCII codes, for every number below 65,536.
  var DIGITS = new Int32Array(65536).map(function (_, number) {
    var text = (65536 + number).toString(16).slice(1);
    return (text.charCodeAt(0) << 24) | (text.charCodeAt(1) << 16) |
      (text.charCodeAt(2) << 8) | text.charCodeAt(3);
  });

  // The nonce of one part: filler and counter.
  function solvePart(token, part, zeros) {
    var prefix = token + ':' + part + ':';
    var filler = '0'.repeat((64 + COUNTER - prefix.length % 64) % 64);
    var head = prefix + filler;
    var blocks = head.length - COUNTER;
    var base = START, state = new Int32Array(8), out = new Int32Array(8);
    for (var at = 0; at < blocks; at += 64) {
      load(head, at);
      compress(out, base, base, 0, ROUNDS);
      base = Int32Array.from(out);
    }
    load(head.slice(blocks) + '00000000' + '\x80' + '\0'.repeat(11), 0);
    w[14] = 0;
    w[15] = (head.length + 8) * 8;
    var shift = 32 - zeros;
    for (var high = 0; high < 65536; high++) {
      w[11] = DIGITS[high];
      compress(state, NOTHING, base, 0, 12);
      for (var low = 0; low < 65536; low++) {
        w[12] = DIGITS[low];
        compress(out, base, state, 12, ROUNDS);
        if (zeros === 0 || out[0] >>> shift === 0) {
          return filler + (4294967296 + high * 65536 + low).toString(16).slice(1);
        }
      }
    }
    throw new Error('no nonce');
  }

  function solve(token, bits, progress) {
    var nonces = [];
    for (var part = 0; part < PARTS; part++) {
      nonces.push(solvePart(token, part, Math.max(0, bits - 3)));
      progress(part + 1);
    }
    return nonces.join('.');
  }

  self.onmessage = function (event) {
    var solution = solve(event.data.token, event.data.bits, function (solved) {
      self.postMessage({ solved: solved });
    });
    self.postMessage({ solution: solution });
  };
})();
