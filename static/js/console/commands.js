/**
 * The facilitator's commands: compare-and-set on what was on the screen when the button was pressed, so that
 * neither a double tap nor a retry can skip a slide. A retry carries the same id and gets the same answer.
 */

import { notify } from "../shared/notices.js";
import { randomId } from "../shared/page.js";
import { word } from "./words.js";

const BUSY = 3000;
const GIVE_UP = 20000;
const UNDO = 6000;
const LOOK = 300;
const AGAIN = 1000;
const ONCE = ["undo"]; // a second of them would take back something else
const UNDONE = {
  next: "movedOn", back: "wentBack", goto: "movedOn", repeat: "repeated", reveal: "revealed", end: "ended",
};
const ABOUT_NO_STEP = [
  "message", "seats", "admit", "admit_all", "remove", "remove_unseen", "take", "done", "reply", "ring", "show", "keep_back",
  "show_all", "move", "keep_apart", "give_back", "decline", "question", "gather",
];

export class Commands {
  constructor(line) {
    this.line = line;
    this.waiting = null;
    this.unseen = null;
    this.queue = [];
    this.toast = document.querySelector("[data-undo]");
  }

  /**
   * One at a time. The same once more is a second tap of the same finger. What is about no step waits its turn, and so
   * does a press behind nothing but such. Behind something about a step, a press would act on one that nobody has seen
   * yet, so it is said that the press before is still on its way.
   * `follow`: {done(), failed(reason, asks), waits(reason)} of the form in which it was typed; `asks`: the server would do
   * it if it came once more.
   */
  give(body, follow = SAYS, again = false) {
    const now = Date.now();
    const given = { body, follow, again, place: place(), busyUntil: now + BUSY, dropAt: now + GIVE_UP };
    if (!this.waiting) return this.start(given);
    if (this.twice(body, now)) return this.line.here ? follow.waits(word("onItsWay")) : this.unanswered(this.waiting);
    if (ABOUT_NO_STEP.includes(body.command) || follow !== SAYS || this.movesNothing()) {
      follow.waits(word("onItsWay"));
      return this.queue.push(given);
    }
    return notify(word("oneAtATime"), { kind: "busy" });
  }

  /** Nothing under way is about a step. */
  movesNothing() {
    return [this.waiting, ...this.queue].every((each) => ABOUT_NO_STEP.includes(each.body.command));
  }

  twice(body, now) {
    const under = [this.waiting, ...this.queue].find((each) => sameCommand(each.body, body));
    return Boolean(under) && (under !== this.waiting || now < under.busyUntil || !this.line.here);
  }

  start(given) {
    const from = ABOUT_NO_STEP.includes(given.body.command) ? {} : { from: this.line.have.v };
    given.message = { ...given.body, ...from, id: randomId() };
    given.unread = unread();
    this.waiting = given;
    this.showUndo("");
    mark(true);
    clearTimeout(this.patience); // that of the command before would say that this one is done
    this.patience = setTimeout(() => mark(false), BUSY);
    this.send(given);
  }

  send(given) {
    this.line.send("command", given.message).then(
      (answer) => this.waiting === given && this.answered(given, answer || {}),
      () => this.waiting === given && this.unanswered(given),
    );
  }

  /** No word from the server yet. What was given in the first seconds of a dead line would else wait unseen. */
  unanswered(given) {
    given.follow.waits(word("consoleBusy"));
    notify(word("consoleBusy"), { kind: "busy" });
    if (this.line.here) setTimeout(() => this.waiting === given && this.connected(), AGAIN);
  }

  /** The line is back: what never got an answer goes again, unless its moment has passed. */
  connected() {
    const given = this.waiting;
    if (!given) return;
    if (Date.now() < given.dropAt) return this.send(given);
    const late = [given, ...this.queue.splice(0)];
    this.finish();
    for (const each of late) each.follow.failed(word("lost"));
    return undefined;
  }

  answered(given, answer) {
    const { status, ms, v } = answer;
    if (status === "later") return setTimeout(() => this.send(given), ms || 1000);
    if (status === "stale") return this.overtaken(given);
    if (status === "ok" && v > this.line.have.v) return this.untilSeen(given, answer);
    return this.carriedOut(given, answer);
  }

  /**
   * The answer overtook the screen that shows what was done. A press now would count as overtaken by oneself, so the
   * buttons wait for that screen; a moment at most, as not everything that is done is to be seen.
   */
  untilSeen(given, answer) {
    this.unseen = { given, answer };
    setTimeout(() => this.waiting === given && this.unseen && this.carriedOut(given, answer), LOOK);
  }

  /** A screen came, with buttons that know nothing of what is under way. */
  seen() {
    const { given, answer } = this.unseen || {};
    if (given && answer.v <= this.line.have.v) this.carriedOut(given, answer);
    if (this.waiting && Date.now() < this.waiting.busyUntil) mark(true);
  }

  carriedOut(given, { status, reason, asks }) {
    this.finish();
    if (status === "ok") given.follow.done();
    else given.follow.failed(reason || word("notPossible"), asks);
    if (status === "ok" && !this.waiting) this.showUndo(word(undone(given), { n: given.unread }));
    if (status === "ok" && given.body.command === "message" && given.body.text) notify(word("onPhones"), { kind: "message" });
    return this.next();
  }

  /**
   * Something else came first. Where the step and its state are still those that were looked at, as when somebody
   * chose to work alone in that moment, the press holds; else the person decides anew.
   */
  overtaken(given) {
    this.line.sync();
    setTimeout(() => this.waiting === given && this.decideAnew(given), LOOK);
  }

  decideAnew({ body, follow, again, place: looked }) {
    this.finish();
    if (!again && looked === place() && !ONCE.includes(body.command)) return this.give(body, follow, true);
    follow.failed(word("stale"));
    return this.next();
  }

  finish() {
    this.waiting = this.unseen = null;
    clearTimeout(this.patience);
    mark(false);
  }

  next() {
    if (this.waiting || !this.queue.length) return undefined;
    const given = this.queue.shift();
    const pressed = given.follow === SAYS && !ABOUT_NO_STEP.includes(given.body.command);
    if (!pressed || given.place === place()) return this.start(given);
    given.follow.failed(word("stale"));
    return this.next();
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

/** For a press: nothing was typed, so there is only the reason to say. */
const SAYS = { done() {}, waits() {}, failed: (reason) => notify(reason, { kind: "command" }) };

/** Nothing is said to be shown while it is still counted, where too few answered, or where nothing was let through. */
function undone({ body: { command, now }, unread: left }) {
  if (now || command === "next") return left ? "movedOnUnread" : UNDONE.next;
  if (command !== "reveal") return UNDONE[command] || "";
  if (document.querySelector('#work[data-phase="closing"]')) return "shownSoon";
  if (document.querySelector("[data-too-few]")) return "toldTooFew";
  return document.querySelector("[data-none-through]") ? "noneThrough" : UNDONE.reveal;
}

/** Texts of this step that nobody looked at yet. */
function unread() {
  return document.querySelectorAll('#work .queue > .waiting-words [data-command="show"]').length;
}

function sameCommand(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** What a press is about: the step, how far it is, which time, how many of its pieces are shown. */
function place() {
  const { step, phase } = document.body.dataset;
  const work = document.getElementById("work");
  return `${step} ${phase} ${work ? work.dataset.at : ""}`;
}

/** aria-disabled, not disabled: the focus stays where it is. */
function mark(busy) {
  for (const button of document.querySelectorAll("[data-command]:not(form)")) {
    if (busy) button.setAttribute("aria-disabled", "true");
    else button.removeAttribute("aria-disabled");
  }
}
