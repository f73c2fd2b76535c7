import assert from "node:assert/strict";
import { it } from "node:test";

import { groupingKey } from "../../static/js/phone/look-alike.js";

it("knows one's own word again however it was spelled, as the server counts it (tests/session/test_look_alike.py)", () => {
  const pairs = [
    ["café", "cafe\u0301"], ["Calm", "calm "], ["don't", "don’t"], ["don´t", "don't"], ["self-care", "self–care"],
    ["ＡＢＣ", "abc"], ["STRASSE", "straße"], ["❤️", "❤"], ["so  much", "so\u00a0much"], ["soft\u00adly", "softly"],
    ["İzmir", "izmir"], ["ILIK", "ılık"], ["so\u200dft", "soft"], ["so\u200cft", "soft"], ["“we”", '"we"'], ["it׳s", "it's"], ["½", "1/2"],
  ];
  for (const [one, other] of pairs) assert.equal(groupingKey(one), groupingKey(other));
  assert.notEqual(groupingKey("resume"), groupingKey("résumé"));
  assert.notEqual(groupingKey("👩\u200d🚀"), groupingKey("👩🚀"));
});
