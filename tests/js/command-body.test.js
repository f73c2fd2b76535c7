import assert from "node:assert/strict";
import { it } from "node:test";

import { asked } from "../../static/js/console/command-body.js";

it("begins from the console only where no placeholder stops it, until somebody says: all the same", () => {
  assert.deepEqual(asked({ dataset: { command: "start" } }), { command: "start", all_the_same: false });
  assert.deepEqual(asked({ dataset: { command: "start", allTheSame: "true" } }), { command: "start", all_the_same: true });
  assert.deepEqual(asked({ dataset: { command: "next" } }), { command: "next" });
});
