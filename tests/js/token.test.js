import assert from "node:assert/strict";
import { beforeEach, it, mock } from "node:test";

const meta = { content: "" };
globalThis.document = { querySelector: () => meta, documentElement: { dataset: {} }, body: { dataset: {} } };
globalThis.location = { pathname: "/page" };
globalThis.DOMParser = class {
  parseFromString = (text) => ({ querySelector: () => ({ content: text }) });
};
const { renewed } = await import("../../static/js/shared/token.js");
const { call } = await import("../../static/js/editor/server.js");
const { Http } = await import("../../static/js/line/http.js");

const PAGE = "/page";
const TURNS = { [PAGE]: 5, save: 20 }; // before an answer comes
let asked;

/** A server that knows one token only. */
beforeEach(() => {
  mock.reset();
  meta.content = "of yesterday";
  asked = [];
  mock.method(globalThis, "fetch", async (path, { headers = {} } = {}) => {
    asked.push(path);
    const known = path === PAGE || headers["X-CSRFToken"] === "of today";
    for (let turn = 0; turn < (TURNS[path] || 1); turn += 1) await new Promise(setImmediate);
    return {
      ok: known, status: known ? 200 : 400, type: "basic", headers: { get: () => (known ? "application/json" : "text/html") },
      text: async () => (path === PAGE ? "of today" : "{}"), json: async () => ({}),
    };
  });
});

it("is one new token for all that were refused at once, and for who hears of it later", async () => {
  const both = await Promise.all([renewed("of yesterday"), renewed("of yesterday")]);
  assert.deepEqual([...both, await renewed("of yesterday")], [true, true, true]);
  assert.deepEqual(asked, [PAGE]);
});

it("is asked for again where it is the newest one that was refused", async () => {
  meta.content = "of today";
  assert.equal(await renewed("of today"), false);
  assert.deepEqual(asked, [PAGE]);
});

it("lets a text be checked and, refused a little later, saved after a sign-in in another tab", async () => {
  const answers = await Promise.all(["check", "save"].map((path) => call(path, { body: {} })));
  assert.deepEqual(answers.map((answer) => answer.status), [200, 200]);
});

it("lets every call of the way without websockets go out once more, its last one too", async () => {
  const http = new Http("s");
  await Promise.all([http.send("op", {}), http.send("command", {}), http.forget()]);
  assert.equal(asked.filter((path) => path === PAGE).length, 1);
});
