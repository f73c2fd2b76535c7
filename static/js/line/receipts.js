/** What became of an answer, under the answer: "on this phone", then "saved", never "saved" without an ack. */

import { notify } from "../shared/notices.js";
import { otherThan } from "../shared/stage.js";
import { word } from "../shared/words.js";

const LOUD = ["closed", "invalid", "not-arrived"];
const PATIENCE = 400;

export class Receipts {
  constructor(main) {
    this.main = main;
    this.shown = new Map();
    this.soon = new Map();
  }

  /**
   * `slot`: vote:<step> or note:<step>. Mostly "saved" follows "on this phone" at once, and then only that is
   * said. Where the place of the receipt is gone from the page, bad news becomes a notice. `anew`: it answers
   * something that was done just now, so it is read aloud although the same stands there already.
   */
  tell(slot, state, text, anew = false) {
    clearTimeout(this.soon.get(slot));
    if (state === "phone") this.soon.set(slot, setTimeout(() => this.say(slot, state, text), PATIENCE));
    else this.say(slot, state, text, anew);
  }

  say(slot, state, text, anew) {
    this.shown.set(slot, { state, text });
    if (!this.write(slot, state, text, anew) && LOUD.includes(state)) notify(text);
  }

  clear(slot) {
    clearTimeout(this.soon.get(slot));
    this.shown.delete(slot);
    this.write(slot, "", "");
  }

  state(slot) {
    const told = this.shown.get(slot);
    return told ? told.state : "";
  }

  render() {
    for (const slot of this.shown.keys()) this.draw(slot);
  }

  draw(slot) {
    const { state, text } = this.shown.get(slot);
    return this.write(slot, state, text);
  }

  /** Only what is new is written, as all of it is read aloud. */
  write(slot, state, text, anew = false) {
    const place = this.main.querySelector(`[data-receipt="${slot}"]`);
    if (!place) return false;
    if (state || text) place.dataset.state = state;
    else place.removeAttribute("data-state");
    const line = place.querySelector("[data-receipt-text]") || place;
    if (anew || line.textContent.trim() !== text) line.textContent = otherThan(line.textContent, text);
    return true;
  }
}

/** The sentence for a vote's or a note's state; the server's own reason where it gave one. */
export function sentence(state, entry, ack) {
  if (ack && ack.why && state !== "saved") return ack.why;
  const passed = entry.key.startsWith("pass:");
  return {
    phone: waiting(entry.kept),
    saved: passed ? word("passed") : word("saved"),
    stale: word("earlier"),
    closed: word("notArrived"),
    invalid: word("invalid"),
  }[state];
}

/** What is not sent yet. `kept`: whether this browser could keep it, so that it outlives the page. */
export function waiting(kept) {
  return kept ? word("onPhone") : onlyHere(word("notSentYet"), false);
}

/** A sentence, and with it what to do where this page alone holds the words. */
export function onlyHere(text, kept) {
  return kept ? text : `${text} ${word("onlyHere")}`;
}
