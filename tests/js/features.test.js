/** Features that come with a page's second half hear what was told before them. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Features } from "../../static/js/shared/features.js";

const hooks = ["person", "takeEarly", "connected", "laid", "render", "mine", "reached"];

function listening() {
  const heard = [];
  return [heard, Object.fromEntries(hooks.map((hook) => [hook, (...told) => heard.push([hook, ...told])]))];
}

test("who comes later is told the last of each, and first of all who sits there", () => {
  const features = new Features();
  const [heard, feature] = listening();
  for (const hook of ["laid", "mine", "render", "connected", "person"]) features.tell(hook, "old");
  for (const hook of ["person", "connected", "laid", "render", "mine", "reached"]) features.tell(hook, "new");
  features.arrive([feature], true);
  const after = ["connected", "laid", "render", "mine", "reached"].map((hook) => [hook, "new"]);
  assert.deepEqual(heard, [["person", "new"], ["takeEarly", true], ...after]);
});

test("from then on they hear all as it is told, and once", () => {
  const features = new Features();
  const [heard, feature] = listening();
  features.arrive([feature], false);
  features.tell("mine", 1);
  features.tell("mine", 2);
  assert.deepEqual(heard, [["takeEarly", false], ["mine", 1], ["mine", 2]]);
});

test("where they are there from the beginning nothing is kept", () => {
  const [heard, feature] = listening();
  new Features([feature]).tell("laid");
  assert.deepEqual(heard, [["laid"]]);
});
