import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { fits, inClass } from "../../static/js/line/padding.js";
import { parts, sendInParts } from "../../static/js/line/split-op.js";

const MESSAGE = 65536;
const length = (op) => new TextEncoder().encode(JSON.stringify(op)).length;
const sheet = (fields) => ({ key: "note:plan", n: 4, body: { fields, sees: "my group" } });
const LONG = sheet(Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`field-${i}`, "語".repeat(8000)])));

describe("a sheet", () => {
  it("that has room in one message goes in one", () => {
    const op = sheet({ hope: "tea", fear: "" });
    assert.deepEqual(parts(op), [op]);
  });

  it("that has none goes in several, each of which has room, and no letter is missing", () => {
    const sent = parts(LONG);
    assert.equal(sent.length, 6);
    for (const part of sent) {
      assert.ok(fits(part) && length(inClass(part)) < MESSAGE - 64);
      assert.deepEqual({ ...part, body: { ...part.body, fields: {} } }, sheet({}));
    }
    assert.deepEqual(Object.assign({}, ...sent.map(({ body }) => body.fields)), LONG.body.fields);
  });

  it("has room for the longest field, whatever stands in it", () => {
    for (const letter of ["\u0001", "\ud800", "語", "\n"]) assert.ok(fits(sheet({ hope: letter.repeat(8000) })));
  });

  it("leaves whatever is no sheet alone", () => {
    const letter = { key: "note:letter", n: 1, body: { text: "語".repeat(8000) } };
    assert.deepEqual(parts(letter), [letter]);
  });
});

describe("the ack of a sheet in parts", () => {
  const answered = async (...statuses) => {
    const sent = [];
    const ack = await sendInParts(LONG, async (part) => {
      sent.push(part);
      const status = statuses[sent.length - 1] || "ok";
      return { status, n: part.n, value: { fields: part.body.fields }, ...(sent.length === 2 ? { waits: true } : {}) };
    });
    return { ack, sent: sent.length };
  };

  it("is one, with all fields", async () => {
    const { ack, sent } = await answered();
    assert.deepEqual([ack.status, ack.n, ack.waits, sent], ["ok", 4, true, 6]);
    assert.deepEqual(ack.value.fields, LONG.body.fields);
  });

  it("says what the server says of a whole sheet: kept where one part is new, late where one is late", async () => {
    assert.equal((await answered("dup", "ok", "dup", "dup", "dup", "dup")).ack.status, "ok");
    assert.equal((await answered("dup", "dup", "stale", "dup", "dup", "dup")).ack.status, "dup");
    assert.equal((await answered("ok", "closed")).ack.status, "closed");
  });

  it("is the first that wants to be asked again, and nothing goes on behind it", async () => {
    const { ack, sent } = await answered("ok", "later");
    assert.deepEqual([ack.status, sent], ["later", 2]);
  });

  it("is none where a part is lost", async () => {
    let turn = 0;
    const send = async () => {
      turn += 1;
      if (turn === 2) throw new Error("no ack");
      return { status: "ok", n: 4 };
    };
    await assert.rejects(sendInParts(LONG, send));
  });
});
