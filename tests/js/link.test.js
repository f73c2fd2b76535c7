import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { acceptable, backoff, behind, newer, whole, within } from "../../static/js/line/frame-order.js";
import { Shelf } from "../../static/js/shared/storage.js";
import { Disk } from "./support.js";

describe("waiting", () => {
  it("doubles from a quarter of a second to one, for ten seconds, then to five, with full jitter, and never more", () => {
    const most = [0, 1, 2, 3, 4, 19, 20, 50, 5000].map((attempt) => backoff(attempt, () => 1));
    assert.deepEqual(most, [250, 500, 1000, 1000, 1000, 1000, 5000, 5000, 5000]);
    const average = Array.from({ length: 20 }, (_, attempt) => backoff(attempt, () => 0.5));
    assert.ok(Math.abs(average.reduce((sum, wait) => sum + wait) - 10000) < 1000);
    assert.equal(backoff(9, () => 0), 0);
  });

  it("comes back within the spread that a restarting server asks for", () => {
    assert.equal(within(200, 1200, () => 0), 200);
    assert.equal(within(200, 1200, () => 1), 1200);
    assert.equal(within(500, 100, () => 1), 500);
  });
});

describe("a frame", () => {
  const have = { e: "a", v: 5 };

  it("is a stage only if it holds one", () => {
    assert.deepEqual([null, { status: "later", ms: 1000 }, { html: "" }].map(whole), [false, false, true]);
  });

  it("replaces an older stage only", () => {
    assert.deepEqual([4, 5, 6].map((v) => newer(have, { e: "a", v })), [false, false, true]);
  });

  it("of another e replaces everything, for a backup was restored", () => {
    assert.ok(newer(have, { e: "b", v: 1 }));
    assert.ok(acceptable(have, { e: "b", v: 1 }));
    assert.ok(newer({ e: null, v: 0 }, { e: "a", v: 0 }));
  });

  it("as a snapshot may be what we have, but not what we had", () => {
    assert.deepEqual([4, 5, 6].map((v) => acceptable(have, { e: "a", v })), [false, true, true]);
  });

  it("was lost where the beat is ahead", () => {
    assert.ok(behind(have, { e: "a", v: 6 }));
    assert.ok(!behind(have, { e: "a", v: 5 }));
    assert.ok(!behind(have, { e: "a", v: 4 }));
  });
});

describe("a shelf", () => {
  it("keeps workshops apart and forgets only its own", () => {
    const disk = new Disk();
    const [one, two] = [new Shelf(disk, "one:"), new Shelf(disk, "two:")];
    one.set("draft", { text: "a" });
    two.set("draft", { text: "b" });
    one.clear();
    assert.equal(one.get("draft"), null);
    assert.deepEqual(two.get("draft"), { text: "b" });
  });

  it("falls back to memory when the disk is full, and finds it again", () => {
    const disk = new Disk();
    const shelf = new Shelf(disk, "one:");
    shelf.set("draft", "old");
    disk.setItem = () => {
      throw new Error("full");
    };
    shelf.set("draft", "new");
    assert.equal(shelf.get("draft"), "new");
    assert.deepEqual(shelf.names(), ["draft"]);
  });

  it("keeps nothing on a disk that it was not given", () => {
    const shelf = new Shelf(null, "one:");
    shelf.set("draft", "words");
    assert.equal(shelf.get("draft"), "words");
    shelf.remove("draft");
    assert.deepEqual(shelf.names(), []);
  });

  it("reads what somebody else broke as nothing", () => {
    const disk = new Disk();
    disk.setItem("one:draft", "{half");
    assert.equal(new Shelf(disk, "one:").get("draft"), null);
  });
});
