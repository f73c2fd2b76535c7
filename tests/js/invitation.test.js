import assert from "node:assert/strict";
import { it } from "node:test";
import { composed, event } from "../../static/js/pages/invitation.js";

const SAID = { when: "We meet on {when}.", video: "For picture and sound: {address}", bring: "Please bring along: {things}" };
const BASE = "You are invited.\n\nOpen https://w.example/#AAA on your phone.\n\nYou need nothing.";

it("leaves the invitation as it is where nothing is filled in", () => {
  assert.equal(composed(BASE, { day: "", time: "", video: "", bring: "" }, SAID, "en"), BASE);
});

it("says when, where and what to bring, in this order", () => {
  const filled = { day: "2026-12-04", time: "18:30", video: "https://v.example/$1", bring: "tea & a pen" };
  const parts = composed(BASE, filled, SAID, "en-GB").split("\n\n");
  assert.match(parts[1], /^We meet on Friday.*2026 at .*30.*\.$/);
  assert.equal(parts[3], "For picture and sound: https://v.example/$1");
  assert.equal(parts[4], "Please bring along: tea & a pen");
  assert.equal(parts[5], "You need nothing.");
});

it("makes an entry as long as the workshop, or for the day where no time is known", () => {
  const told = { title: "An evening; quiet", about: BASE, link: "https://w.example/#AAA", day: "2026-12-04", minutes: 90 };
  const timed = event({ ...told, time: "18:30" }, 0);
  const [begin, end] = ["DTSTART", "DTEND"].map((name) => new RegExp(`${name}:(\\d{8}T\\d{6}Z)`).exec(timed)[1]);
  const at = (text) => Date.parse(text.replace(/(....)(..)(..)T(..)(..)(..)Z/, "$1-$2-$3T$4:$5:$6Z"));
  assert.equal(at(end) - at(begin), 90 * 60000);
  assert.equal(at(begin), new Date("2026-12-04T18:30").getTime());
  assert.match(timed, /SUMMARY:An evening\\; quiet/);
  assert.match(event({ ...told, time: "" }, 0), /DTSTART;VALUE=DATE:20261204/);
});
