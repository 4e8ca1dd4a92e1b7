import assert from "node:assert/strict";
import { test } from "node:test";

import cases from "../cases/fold.json" with { type: "json" };
import { folded } from "../../static/js/fold.js";

test("a text is folded as the server folds it", () => {
  for (const { text, folded: expected } of cases.folds) assert.equal(folded(text), expected, text);
});
