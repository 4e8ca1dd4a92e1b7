// Where a browser keeps nothing, as here, memory does.

import assert from "node:assert/strict";
import { test } from "node:test";

import { dropAct, keepAct, keepList, keptActs, keptList } from "../../static/js/door-store.js";

test("what waits to be sent is kept once, oldest first, each event's apart", async () => {
  await keepAct({ nonce: "b", slug: "one", at: 2 });
  await keepAct({ nonce: "a", slug: "one", at: 1 });
  await keepAct({ nonce: "c", slug: "two", at: 0 });
  await keepAct({ nonce: "b", slug: "one", at: 2, told: "welcome" });
  assert.deepEqual((await keptActs("one")).map((act) => act.nonce), ["a", "b"]);
  assert.equal((await keptActs("one"))[1].told, "welcome");
  assert.equal((await keptActs()).length, 3);
  await dropAct("b");
  assert.deepEqual((await keptActs("one")).map((act) => act.nonce), ["a"]);
});

test("a list is kept by its event", async () => {
  await keepList("one", { version: 3 });
  assert.deepEqual(await keptList("one"), { version: 3 });
  assert.equal(await keptList("two"), undefined);
});
