import assert from "node:assert/strict";
import { it } from "node:test";

it("tells within what one is called back until that is over", async () => {
  globalThis.setInterval = () => {}; // nothing goes on by itself here
  const { Timers } = await import("../../static/js/shared/timers.js");
  const [told, clock] = [{ dataset: { timerLine: "recall", untilOver: "" } }, { dataset: { timerLine: "recall" } }];
  const timers = new Timers({ querySelectorAll: (name) => (name === "[data-timer-line]" ? [told, clock] : []) });
  const hidden = (left) => {
    timers.set(left);
    return [told.hidden, clock.hidden];
  };
  assert.deepEqual(hidden({ recall: 5000 }), [false, false]);
  assert.deepEqual(hidden({ recall: -5000 }), [true, false]); // the clock beside it goes on: how much longer it takes
  assert.deepEqual(hidden({}), [true, true]);
});
