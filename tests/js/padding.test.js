import assert from "node:assert/strict";
import { test } from "node:test";

import { filling, inClass, padded, roomFor } from "../../static/js/line/padding.js";

const length = (body) => new TextEncoder().encode(JSON.stringify(body)).length;

test("every answer to a form of choices is 256 bytes long", () => {
  const bodies = [{ choice: [0] }, { choice: [0, 10, 19] }, { scale: 10, before: 3 }, {}];
  for (const body of bodies) assert.equal(length(padded({ ...body, epoch: "1" }, roomFor("one"))), 256);
});

test("a text is as long as the longest, whatever its alphabet", () => {
  const room = roomFor("text");
  const texts = ["", "no", "🌱".repeat(500), "д".repeat(1000), "\n".repeat(1000)];
  for (const text of texts) assert.equal(length(padded({ text, epoch: "12" }, room)), room);
});

test("words have room for all that may be given", () => {
  const words = Array.from({ length: 5 }, () => "д".repeat(60));
  assert.equal(length(padded({ words }, roomFor("words", 5))), roomFor("words", 5));
});

test("a sorting has room for all its things", () => {
  const longest = { sort: Array(100).fill(11) };
  const room = roomFor("sort", 1, longest);
  for (const sort of [longest.sort, Array(100).fill(0)]) assert.equal(length(padded({ sort }, room)), room);
});

test("texts go in one of a few sizes", () => {
  const sent = (text) => length(inClass({ key: "note:letter", n: 7, body: { text, sees: "only me" } }));
  assert.deepEqual(["", "no", "д".repeat(400)].map(sent), [1024, 1024, 1024]);
  assert.deepEqual(["д".repeat(1000), "語".repeat(4000), "🌱".repeat(8000)].map(sent), [4096, 16384, 40960]);
});

test("a draft, a sheet and a high number are as long as anything else", () => {
  const ops = [
    { key: "draft:letter", n: 1, body: { text: "no" } },
    { key: "note:sheet", n: 123456, body: { fields: { "what-helps": "“tea”\n", slept: "yes" }, sees: "my group" } },
  ];
  assert.deepEqual(ops.map((op) => length(inClass(op))), [1024, 1024]);
  assert.equal(inClass(ops[0]).body.text, "no");
  assert.ok(!("pad" in ops[0].body));
});

test("whatever fits into a message still fits, and what is no text is left alone", () => {
  const longest = { key: "note:letter", n: 1, body: { text: "\n\"".repeat(15000) } };
  assert.ok(length(inClass(longest)) < 65536 - 64);
  const vote = { key: "vote:poll", n: 1, body: { choice: [0] } };
  assert.equal(inClass(vote), vote);
  assert.equal(filling(70000), "");
});
