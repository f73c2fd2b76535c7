import assert from "node:assert/strict";
import { it, mock } from "node:test";

globalThis.document ??= { querySelector: () => null, documentElement: { dataset: {} }, body: { dataset: {} } };
const { Http } = await import("../../static/js/line/http.js");

it("gives up an answer that began and never ends, so that it is asked for again", async () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const stalled = (signal) => new Promise((_, no) => signal.addEventListener("abort", () => no(new Error("aborted"))));
  const reply = (signal) => ({ ok: true, status: 200, text: () => stalled(signal), json: () => stalled(signal) });
  mock.method(globalThis, "fetch", async (url, { signal }) => reply(signal));
  let heard = "nothing";
  new Http("s").state({ e: "a", v: 1 }).catch(() => (heard = "given up"));
  for (let n = 0; n < 4; n += 1) {
    await new Promise(setImmediate);
    mock.timers.tick(6000);
  }
  await new Promise(setImmediate);
  assert.equal(heard, "given up");
  mock.reset();
});
