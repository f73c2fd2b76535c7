import assert from "node:assert/strict";
import { it } from "node:test";

it("forgets a picture that was asked for when its place is gone meanwhile, as at the end", async () => {
  const nowhere = { addEventListener() {}, querySelector: () => null, getElementById: () => null };
  Object.assign(globalThis, {
    document: { ...nowhere, body: { dataset: { session: "s", root: "" } }, documentElement: { dataset: {} } },
    window: nowhere,
  });
  const { RoomScreen } = await import("../../static/js/console/room-screen.js");
  const frame = { offsetParent: {} };
  const place = { "#they-see": { dataset: {} }, "#they-see iframe": frame };
  const screen = new RoomScreen({ querySelector: (name) => place[name] || null });
  globalThis.fetch = async () => {
    delete place["#they-see"];
    delete place["#they-see iframe"];
    return { ok: true, text: async () => assert.fail("nobody shows it") };
  };
  await screen.ask();
  assert.equal(frame.srcdoc, undefined);
});
