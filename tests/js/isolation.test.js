import assert from "node:assert/strict";
import { it } from "node:test";

import { isolated, wayOf } from "../../static/js/shared/isolation.js";
import { learn, word } from "../../static/js/shared/words.js";

const [IN, OUT] = ["\u2068", "\u2069"];

it("sets people's words apart only where they run against the sentence (tests/util/test_isolation.py)", () => {
  learn({ english: "A word to {name}, {n} min", arabic: "كلمة إلى {name}" });
  assert.equal(word("english", { name: "ليلى!", n: 4 }), `A word to ${IN}ليلى!${OUT}, 4 min`);
  assert.equal(word("english", { name: "Zoë", n: 4 }), "A word to Zoë, 4 min");
  assert.equal(word("arabic", { name: "Anna" }), `كلمة إلى ${IN}Anna${OUT}`);
  assert.equal(word("arabic", { name: "ليلى" }), "كلمة إلى ليلى");
  assert.equal(isolated(`Ana${OUT} \u202eb`, "rtl"), `${IN}Ana b${OUT}`);
  assert.equal(isolated(undefined, "rtl"), `${IN}undefined${OUT}`);
  assert.equal(isolated("https://example.org/من", "ltr"), "https://example.org/من");
});

it("knows the way of a sentence that begins with somebody's words", () => {
  assert.equal(wayOf(`${IN}ليلى${OUT} leads now.`), "ltr");
  assert.equal(wayOf(`${IN}Anna${OUT} تقود الآن.`), "rtl");
  assert.equal(wayOf("{name} تقود الآن."), "rtl");
  assert.equal(wayOf("“{title}” ليس هنا."), "rtl");
  assert.equal(wayOf("「{title}」 is not here."), "ltr");
  assert.equal(wayOf("12"), "ltr");
});
