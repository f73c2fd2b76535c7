/**
 * The facilitator's commands: compare-and-set on what was on the screen when the button was pressed, so that
 * neither a double tap nor a retry can skip a slide. A retry carries the same id and gets the same answer.
 */

import { notify } from "../shared/notices.js";
import { randomId } from "../shared/page.js";
import { word } from "../shared/words.js";

const BUSY = 3000;
const GIVE_UP = 20000;
const UNDO = 6000;
const LOOK = 300;
const ONCE = ["reveal", "undo", "repeat"]; // a second of them would be about the next part, or the next time
const UNDONE = {
  next: "movedOn", back: "movedOn", goto: "movedOn", repeat: "repeated", reveal: "revealed", end: "ended",
};
const ABOUT_NO_STEP = [
  "message", "seats", "admit", "remove", "remove_unseen", "take", "done", "reply", "ring", "show", "keep_back",
  "show_all", "move", "keep_apart", "give_back",  "decline",
];

export class Commands {
  constructor(line) {
    this.line = line;
    this.waiting = null;
    this.toast = document.querySelector("[data-undo]");
  }

  /** One at a time: whatever is pressed while one is under way is a second tap of the same finger. */
  give(body, again = false) {
    if (this.waiting && Date.now() < this.waiting.busyUntil) return;
    const from = ABOUT_NO_STEP.includes(body.command) ? {} : { from: this.line.have.v };
    const now = Date.now();
    const message = { ...body, ...from, id: randomId() };
    this.waiting = { body, message, again, place: place(), busyUntil: now + BUSY, dropAt: now + GIVE_UP };
    this.showUndo("");
    mark(true);
    setTimeout(() => mark(false), BUSY);
    this.send(this.waiting);
  }

  send(given) {
    this.line.send("command", given.message).then(
      (answer) => this.waiting === given && this.answered(given, answer || {}),
      () => this.waiting === given && notify(word("consoleBusy"), { kind: "busy" }),
    );
  }

  /** The line is back: what never got an answer goes again, unless its moment has passed. */
  connected() {
    const given = this.waiting;
    if (!given) return;
    if (Date.now() < given.dropAt) return this.send(given);
    this.finish();
    return notify(word("lost"), { kind: "busy" });
  }

  answered(given, { status, reason, ms }) {
    if (status === "later") return setTimeout(() => this.send(given), ms || 1000);
    if (status === "stale") return this.overtaken(given);
    this.finish();
    if (status !== "ok") return notify(reason || word("notPossible"), { kind: "command" });
    return this.showUndo(word(UNDONE[given.message.command] || ""));
  }

  /**
   * Something else came first. Where the step and its state are still those that were looked at, as when somebody
   * chose to work alone in that moment, the press holds; else the person decides anew.
   */
  overtaken(given) {
    this.line.sync();
    setTimeout(() => this.waiting === given && this.decideAnew(given), LOOK);
  }

  decideAnew({ body, again, place: looked }) {
    this.finish();
    if (!again && looked === place() && !ONCE.includes(body.command)) return this.give(body, true);
    return notify(word("stale"), { kind: "command" });
  }

  finish() {
    this.waiting = null;
    mark(false);
  }

  /** What was just done, beside the button that takes it back; empty: nothing to take back. */
  showUndo(said) {
    if (!this.toast) return;
    clearTimeout(this.undoTimer);
    this.toast.hidden = !said;
    this.toast.querySelector("[data-undo-text]").textContent = said;
    if (said) this.undoTimer = setTimeout(() => (this.toast.hidden = true), UNDO);
  }
}

function place() {
  const { step, phase } = document.body.dataset;
  return `${step} ${phase}`;
}

/** aria-disabled, not disabled: the focus stays where it is. */
function mark(busy) {
  for (const button of document.querySelectorAll("[data-command]:not(form)")) {
    if (busy) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
}
