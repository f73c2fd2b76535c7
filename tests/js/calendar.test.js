import assert from "node:assert/strict";
import { it } from "node:test";
import { calendar, nameDays } from "../../static/js/phone/calendar-file.js";

const NOW = Date.UTC(2026, 10, 24, 6, 0, 0);
const unfolded = (text) => text.replace(/\r\n /g, "");

it("makes one whole-day entry for each reminder", () => {
  const text = unfolded(calendar("Breathe first", "My seed from the workshop", [7, 30], NOW));
  assert.deepEqual(text.match(/DTSTART;VALUE=DATE:\d+/g), [
    "DTSTART;VALUE=DATE:20261201",
    "DTSTART;VALUE=DATE:20261224",
  ]);
  assert.match(text, /^BEGIN:VCALENDAR\r\nVERSION:2.0\r\n/);
  assert.match(text, /END:VCALENDAR\r\n$/);
});

it("keeps the sentence whole, whatever stands in it", () => {
  const sentence = "Slow; then, only then, answer. \\ Ünïcödé 🌱 ".repeat(6) + "\nEND:VEVENT";
  const text = calendar(sentence, "My seed from the workshop", [7], NOW);
  const longest = Math.max(...text.split("\r\n").map((line) => new TextEncoder().encode(line).length));
  assert.ok(longest <= 75);
  const told = /DESCRIPTION:(.*)\r\n/.exec(unfolded(text))[1];
  assert.equal(told.replace(/\\n/g, "\n").replace(/\\([\\;,])/g, "$1"), sentence);
  assert.equal(text.match(/^END:VEVENT/gm).length, 1);
});

it("names its days as the server names them", () => {
  const place = { dataset: { days: "7" } };
  for (const [language, order] of [["en", /^\d+ \p{L}+$/u], ["en-US", /^\p{L}+ \d+$/u], ["ja", /^\d+月\d+日$/u]]) {
    nameDays({ querySelectorAll: () => [place] }, language);
    assert.match(place.textContent, order);
  }
});
