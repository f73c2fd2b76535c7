import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { counterOf } from "../../static/js/line/op-key.js";
import { slotOf } from "../../static/js/line/outbox.js";
import { Clock, Disk, settled, Tab } from "./support.js";

/** A tab before a server that answers each op with `answer(op)`; a promise that never ends is a lost ack. */
function room(answer = (op) => ({ status: "ok", n: op.n })) {
  const clock = new Clock();
  const sent = [];
  const send = (op) => {
    sent.push(op);
    return new Promise((done, fail) => {
      const ack = answer(op);
      if (ack) done(ack);
      else clock.later(() => fail(new Error("no ack")), 3000);
    });
  };
  const disks = { local: new Disk(), own: new Disk(), clock, send };
  return { clock, sent, disks, tab: new Tab(disks) };
}

describe("keys", () => {
  it("puts a pass where the vote was, and counts drafts and notes together", () => {
    assert.equal(slotOf("pass:tea"), "vote:tea");
    assert.equal(counterOf("pass:tea"), counterOf("vote:tea"));
    assert.equal(counterOf("draft:letter"), counterOf("note:letter"));
    assert.notEqual(counterOf("note:letter"), counterOf("vote:letter"));
  });
});

describe("an answer", () => {
  it("waits on the phone until the line is there, then is saved", async () => {
    const { tab, sent } = room();
    tab.outbox.put("vote:tea", { choice: [1] });
    await settled();
    assert.deepEqual(sent, []);
    tab.outbox.connected();
    await settled();
    assert.deepEqual(sent, [{ key: "vote:tea", n: 1, body: { choice: [1] } }]);
    assert.deepEqual(tab.states("vote:tea"), ["phone", "saved"]);
    assert.equal(tab.outbox.size, 0);
  });

  it("gives way to a newer one of the same slot, which alone is sent", async () => {
    const { tab, sent } = room();
    tab.outbox.put("vote:tea", { choice: [0] });
    tab.outbox.put("vote:tea", { choice: [1] });
    tab.outbox.put("pass:tea", {});
    tab.outbox.connected();
    await settled();
    assert.deepEqual(sent.map(({ key, n }) => [key, n]), [["pass:tea", 3]]);
  });

  it("is sent again after 1, 2, 4, 8 and 8 seconds while acks are lost", async () => {
    const times = [];
    const { tab, clock } = room(() => {
      times.push(clock.now);
      return null;
    });
    tab.outbox.connected();
    tab.outbox.put("vote:tea", { choice: [1] });
    await clock.pass(50000);
    const gaps = times.slice(1, 6).map((at, i) => (at - times[i] - 3000) / 1000);
    assert.deepEqual(gaps, [1, 2, 4, 8, 8]);
  });

  it("is sent at once when the line comes back, and only in one chain", async () => {
    let lose = true;
    const { tab, sent, clock } = room((op) => (lose ? null : { status: "ok", n: op.n }));
    tab.outbox.connected();
    tab.outbox.put("note:letter", { text: "dear" });
    await clock.pass(3500);
    tab.outbox.disconnected();
    await clock.pass(20000);
    lose = false;
    tab.outbox.connected();
    await clock.pass(20000);
    assert.equal(sent.length, 2);
    assert.deepEqual(tab.states("note:letter"), ["phone", "saved"]);
  });

  it("waits as long as a busy server asks", async () => {
    let busy = true;
    const { tab, sent, clock } = room((op) => (busy ? { status: "later", ms: 500 } : { status: "ok", n: op.n }));
    tab.outbox.connected();
    tab.outbox.put("vote:tea", { choice: [1] });
    await settled();
    busy = false;
    await clock.pass(499);
    assert.equal(sent.length, 1);
    await clock.pass(2);
    assert.equal(tab.outbox.size, 0);
  });

  it("leaves the outbox when the poll is closed or the answer is not possible", async () => {
    for (const status of ["closed", "invalid"]) {
      const { tab, clock } = room(() => ({ status, why: "So it is." }));
      tab.outbox.connected();
      tab.outbox.put("vote:tea", { choice: [9] });
      await clock.pass(60000);
      assert.deepEqual(tab.told.slice(-1), [["vote:tea", status, "So it is."]]);
      assert.equal(tab.outbox.size, 0);
    }
  });

  it("is not called saved because an older one was", async () => {
    const acks = [];
    const clock = new Clock();
    const send = () => new Promise((done) => acks.push(done));
    const tab = new Tab({ local: new Disk(), own: new Disk(), clock, send });
    tab.outbox.connected();
    tab.outbox.put("vote:tea", { choice: [0] });
    tab.outbox.put("vote:tea", { choice: [1] });
    acks[0]({ status: "ok", n: 1 });
    await settled();
    assert.deepEqual(tab.states("vote:tea"), ["phone", "phone"]);
    acks[1]({ status: "ok", n: 2 });
    await settled();
    assert.deepEqual(tab.states("vote:tea"), ["phone", "phone", "saved"]);
  });
});

describe("a reload", () => {
  it("keeps what waits and goes on counting", async () => {
    const { tab, sent, disks } = room();
    tab.outbox.put("vote:tea", { choice: [0] });
    tab.outbox.put("note:letter", { text: "dear" });
    const again = new Tab(disks);
    assert.equal(again.outbox.size, 2);
    assert.equal(again.outbox.put("vote:tea", { choice: [1] }), 2);
    again.outbox.connected();
    await settled();
    assert.deepEqual(sent.map(({ key, n }) => [key, n]), [["note:letter", 1], ["vote:tea", 2]]);
    assert.equal(new Tab(disks).outbox.size, 0);
  });

  it("says of what came from before that nobody knows whether it had arrived", () => {
    const { tab, disks } = room();
    tab.outbox.put("vote:tea", { choice: [0] });
    assert.equal(tab.outbox.pending("vote:tea").unsure, undefined);
    assert.equal(new Tab(disks).outbox.pending("vote:tea").unsure, true);
  });
});

describe("what is kept where", () => {
  it("never puts a vote where it outlives the tab", () => {
    const { tab, disks } = room();
    tab.outbox.put("vote:tea", { choice: [0] });
    tab.outbox.put("pass:cake", {});
    tab.outbox.put("signal", { kind: "quiet" });
    assert.equal(disks.local.length, 0);
    tab.outbox.put("draft:letter", { text: "dear" });
    assert.ok(disks.local.length > 0);
  });

  it("works without any storage", async () => {
    const { disks, sent } = room();
    const fails = () => {
      throw new Error("not allowed");
    };
    const forbidden = new Proxy({}, { get: fails });
    const tab = new Tab({ ...disks, local: forbidden, own: null });
    tab.outbox.put("note:letter", { text: "dear" });
    tab.outbox.put("vote:tea", { choice: [0] });
    tab.outbox.connected();
    await settled();
    assert.equal(sent.length, 2);
    assert.equal(tab.outbox.size, 0);
  });

  it("forgets everything of a person when the phone changes hands", () => {
    const { tab, disks } = room();
    tab.outbox.put("note:letter", { text: "dear" });
    tab.outbox.put("vote:tea", { choice: [0] });
    tab.outbox.wipe();
    assert.equal(tab.outbox.size + disks.local.length + disks.own.length, 0);
  });
});

describe("two tabs", () => {
  it("count a note on together, and neither removes the newer text of the other", async () => {
    const { tab: one, disks, sent } = room();
    const two = new Tab({ ...disks, own: new Disk() });
    one.outbox.put("note:letter", { text: "one" });
    assert.equal(two.outbox.put("note:letter", { text: "two" }), 2);
    one.outbox.connected();
    await settled();
    assert.deepEqual(sent.map(({ n, body }) => [n, body.text]), [[2, "two"]]);
  });

  it("do not take the newer text of the other for the one that was saved", async () => {
    const acks = [];
    const disks = { local: new Disk(), clock: new Clock(), send: () => new Promise((done) => acks.push(done)) };
    const [one, two] = [new Tab({ ...disks, own: new Disk() }), new Tab({ ...disks, own: new Disk() })];
    one.outbox.connected();
    one.outbox.put("note:letter", { text: "one" });
    two.outbox.put("note:letter", { text: "two" });
    acks[0]({ status: "ok", n: 1 });
    await settled();
    assert.deepEqual(new Tab({ ...disks, own: new Disk() }).outbox.pending("note:letter").body, { text: "two" });
  });

  it("leave a newer text of the other where it is when an older one arrives late", async () => {
    const acks = [];
    const send = (op) => new Promise((done) => acks.push([op.n, done]));
    const disks = { local: new Disk(), clock: new Clock(), send };
    const [one, two] = [new Tab({ ...disks, own: new Disk() }), new Tab({ ...disks, own: new Disk() })];
    for (const tab of [one, two]) tab.outbox.connected();
    one.outbox.put("note:letter", { text: "one" });
    two.outbox.put("note:letter", { text: "two" });
    acks[1][1]({ status: "ok", n: 2 });
    await settled();
    acks[0][1]({ status: "stale", n: 2, value: { text: "two" } });
    await settled();
    assert.deepEqual(acks.map(([n]) => n), [1, 2]);
    assert.deepEqual(one.states("note:letter"), ["phone", "stale"]);
    assert.equal(new Tab({ ...disks, own: new Disk() }).outbox.size, 0);
  });

  it("vote: the last deliberate choice wins, whatever its number", async () => {
    let stored = { n: 0 };
    const { tab: one, disks } = room((op) => {
      if (op.n <= stored.n) return { status: "stale", n: stored.n, value: stored.body };
      stored = op;
      return { status: "ok", n: op.n };
    });
    const two = new Tab({ ...disks, own: new Disk() });
    one.outbox.connected();
    two.outbox.connected();
    for (const choice of [0, 1, 2]) one.outbox.put("vote:tea", { choice: [choice] });
    await settled();
    two.outbox.put("vote:tea", { choice: [3] });
    await settled();
    assert.deepEqual(stored.body, { choice: [3] });
    assert.deepEqual(two.states("vote:tea"), ["phone", "saved"]);
  });

  it("vote: what waited from before a break gives way to what was chosen since", async () => {
    const { tab, clock } = room(() => ({ status: "stale", n: 7, value: { choice: [2] } }));
    tab.outbox.put("vote:tea", { choice: [0] });
    tab.outbox.connected();
    await clock.pass(10000);
    assert.deepEqual(tab.states("vote:tea"), ["phone", "stale"]);
    assert.equal(tab.outbox.put("vote:tea", { choice: [1] }), 8);
  });
});
