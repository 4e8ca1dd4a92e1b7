import assert from "node:assert/strict";
import { test } from "node:test";

import { pressed } from "../../static/js/queue-keys.js";

test("a letter decides about one comment, with Shift about all that are ticked", () => {
  assert.deepEqual(pressed({ key: "a" }), ["decide", "approve"]);
  assert.deepEqual(pressed({ key: "S" }), ["decideAll", "spam"]);
  assert.deepEqual(pressed({ key: "z" }), ["decide", "undo"]);
  assert.deepEqual(pressed({ key: "Z" }), ["undoAll"]);
});

test("what is typed into a field, or meant for the browser, is left alone", () => {
  assert.equal(pressed({ key: "a" }, true), undefined);
  for (const held of ["ctrlKey", "metaKey", "altKey", "isComposing"]) {
    assert.equal(pressed({ key: "a", [held]: true }), undefined, held);
  }
});

test("any other key means nothing", () => {
  for (const key of ["b", "Enter", "Escape", "constructor", "toString"]) {
    assert.equal(pressed({ key }), undefined, key);
  }
});
