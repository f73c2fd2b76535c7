import assert from "node:assert/strict";
import { describe, it, mock } from "node:test";

import { settled } from "./support.js";

const nothing = { getElementById: () => null, querySelector: () => null, querySelectorAll: () => [] };
globalThis.document = { ...nothing, body: { dataset: { step: "weather", phase: "closed" } }, documentElement: { dataset: {} } };
const { Commands } = await import("../../static/js/console/commands.js");

/** A console whose screen shows `v` 7, and a server whose answers are given by hand. */
function room() {
  const sent = [];
  const line = {
    here: true, have: { e: 1, v: 7 }, sync() {},
    send: (name, body) => new Promise((done) => sent.push({ body, answer: (ack) => (done(ack), settled()) })),
  };
  return { line, sent, commands: new Commands(line) };
}

describe("a command", () => {
  it("is not overtaken by the one before, whose answer came before its screen", async () => {
    const { line, sent, commands } = room();
    commands.give({ command: "show_all", step: "weather" });
    await sent[0].answer({ status: "ok", v: 8 });
    assert.ok(commands.waiting, "the buttons wait for the screen that shows what was done");
    line.have = { e: 1, v: 8 };
    commands.seen();
    assert.equal(commands.waiting, null);
    commands.give({ command: "reveal" });
    assert.equal(sent[1].body.from, 8);
  });

  it("does not wait where the screen was there first, nor for ever where none comes", async () => {
    const { line, sent, commands } = room();
    line.have = { e: 1, v: 8 };
    commands.give({ command: "open" });
    await sent[0].answer({ status: "ok", v: 8 });
    assert.equal(commands.waiting, null);
    commands.give({ command: "message", text: "Five minutes more." });
    await sent[1].answer({ status: "ok", v: 9 });
    assert.ok(commands.waiting);
    await new Promise((done) => setTimeout(done, 400));
    assert.equal(commands.waiting, null);
  });

  it("waits its turn behind what is about no step, if the screen is still the one on which it was pressed", async () => {
    const { sent, commands } = room();
    commands.give({ command: "message", text: "" });
    commands.give({ command: "recall" });
    assert.equal(sent.length, 1);
    await sent[0].answer({ status: "ok", v: 7 });
    assert.equal(sent[1].body.command, "recall");
    commands.give({ command: "next" });
    assert.equal(commands.queue.length, 0, "what comes after a step would be about one that nobody has seen");
  });

  it("lays texts together as quickly as they are dragged, and drops none", async () => {
    const { sent, commands } = room();
    for (const items of [["a", "b"], ["c", "d"]]) commands.give({ command: "gather", step: "weather", items, heap: "new" });
    await sent[0].answer({ status: "ok", v: 7 });
    assert.deepEqual(sent.map(({ body }) => body.items), [["a", "b"], ["c", "d"]]);
  });

  it("is given up where the screen is another one by then", async () => {
    const { sent, commands } = room();
    commands.give({ command: "message", text: "" });
    commands.give({ command: "recall" });
    document.body.dataset.step = "another";
    await sent[0].answer({ status: "ok", v: 7 });
    assert.equal(sent.length, 1);
    document.body.dataset.step = "weather";
  });

  it("keeps the buttons busy although the one before it was given three seconds ago", async () => {
    const marks = [];
    const button = { setAttribute: () => marks.push("busy"), removeAttribute: () => marks.push("free") };
    document.querySelectorAll = () => [button];
    mock.timers.enable({ apis: ["setTimeout"] });
    const { sent, commands } = room();
    commands.give({ command: "done" });
    sent[0].answer({ status: "ok", v: 7 });
    await Promise.resolve().then(() => {}).then(() => {});
    mock.timers.tick(2900);
    commands.give({ command: "message", text: "" });
    mock.timers.tick(200);
    assert.equal(marks.at(-1), "busy");
    mock.timers.reset();
    document.querySelectorAll = () => [];
  });
});
