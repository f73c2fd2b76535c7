import assert from "node:assert/strict";
import { test } from "node:test";

import { padded, roomFor } from "../../static/js/padding.js";

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

test("a sorting has room for its longest names", () => {
  const longest = { sort: { ["a".repeat(300)]: "b".repeat(300), thing: "bin" } };
  const room = roomFor("sort", 1, longest);
  for (const sort of [longest.sort, { ...longest.sort, thing: "" }]) assert.equal(length(padded({ sort }, room)), room);
});
