import assert from "node:assert/strict";
import { afterEach, beforeEach, describe, it, mock } from "node:test";

const line = { textContent: "", hidden: true };
const dot = { dataset: {} };
globalThis.document = {
  visibilityState: "visible",
  addEventListener() {},
  body: { dataset: {} },
  getElementById: (name) => (name === "dot" ? dot : line),
};
globalThis.window = { addEventListener() {} };
const { Banner } = await import("../../static/js/line/banner.js");
const { Connection } = await import("../../static/js/line/connection.js");

/** One line as the server sees it: `hears(name, body)` says something down. */
class End {
  constructor() {
    this.heard = {};
    this.on = (name, by) => (this.heard[name] = by);
    this.off = this.disconnect = () => {};
  }

  hears(name, body) {
    this.heard[name](body);
  }
}

describe("a line that is lost", () => {
  let ends;
  let at = 0;

  beforeEach(() => {
    mock.timers.enable({ apis: ["setTimeout", "setInterval", "Date"] });
    mock.method(Math, "random", () => at);
    ends = [];
    globalThis.net = { open: () => ends[ends.push(new End()) - 1] };
    const banner = new Banner(() => "reconnecting");
    const hear = { hello() {}, reload() {} };
    new Connection({ auth: {}, have: { e: null, v: 0 }, hear, changed: (...told) => banner.show(...told) }).start();
    hello();
  });

  afterEach(() => {
    mock.timers.reset();
    mock.restoreAll();
  });

  const hello = () => ends.at(-1).hears("hello", { e: "a", v: 1, html: "…" });
  const lose = () => ends.at(-1).hears("disconnect");
  const seen = () => [dot.dataset.state, line.hidden];

  it("is a dot at once, and a sentence when it lasts", () => {
    assert.deepEqual(seen(), ["here", true]);
    lose();
    assert.deepEqual(seen(), ["away", true]);
    mock.timers.tick(1600);
    assert.deepEqual(seen(), ["away", false]);
    hello();
    assert.deepEqual(seen(), ["here", true]);
  });

  it("is a dot and nothing else where the server said that it would be back", () => {
    at = 1; // the last of those who are spread over two seconds
    ends.at(-1).hears("bye", { min_ms: 200, max_ms: 2000 });
    lose();
    mock.timers.tick(2001);
    assert.equal(ends.length, 2);
    mock.timers.tick(1000);
    assert.deepEqual(seen(), ["away", true]);
    hello();
    assert.deepEqual(seen(), ["here", true]);
  });

  it("is a sentence all the same where it comes back no sooner than after a minute", () => {
    ends.at(-1).hears("bye", { min_ms: 60000, max_ms: 120000 });
    lose();
    mock.timers.tick(4600);
    assert.deepEqual(seen(), ["away", false]);
  });
});
