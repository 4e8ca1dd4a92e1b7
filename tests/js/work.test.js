import assert from "node:assert/strict";
import { test } from "node:test";

import cases from "../cases/work.json" with { type: "json" };
import { answered, seed } from "../../static/js/proof.js";
import { sha256 } from "../../static/js/sha256.js";

const BITS = 16;

test("the work is about what the server says, and the number that it accepts is found", () => {
  for (const { stamp, email, body, seed: expected, answer } of cases.works) {
    assert.equal(seed(stamp, email, body), expected);
    assert.equal(answered(expected, BITS), answer);
  }
});

test("the digest is SHA-256 at every length around a block's end", async () => {
  for (let length = 0; length < 200; length++) {
    const bytes = Uint8Array.from({ length }, (_, at) => at);
    const right = new DataView(await crypto.subtle.digest("SHA-256", bytes));
    const words = Array.from({ length: 8 }, (_, at) => right.getInt32(4 * at));
    assert.deepEqual(sha256(bytes), words, String(length));
  }
});
