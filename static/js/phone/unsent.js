/**
 * Answers that wait for their button. While a poll takes answers the page says that this one is not sent yet; once it
 * takes none any more the words come back to whoever wrote them: to copy, to keep under My notes, or to let go.
 * They stay in this tab; only "keep" puts them where they outlive it. Where there are no words, the polls are named.
 * All of it is one notice, which stands in the page, so that it never covers what can be pressed. Once the room goes on
 * it is a line that opens: what is on now comes first.
 */

import { copyText } from "./copy-text.js";
import { textOf } from "./text-of.js";
import { announce } from "../shared/stage.js";
import { listed } from "../shared/language.js";
import { notify } from "../shared/notices.js";
import { word } from "../shared/words.js";

const HALF = "half:";
const LOST = "lost:";
const UNDECIDED = ["paused", "waiting"]; // a screen over the poll, which may be open behind it

export class Unsent {
  constructor({ main, shelf, lasting, tell }) {
    Object.assign(this, { main, shelf, lasting, tell });
    this.panel = document.getElementById("unsent");
    this.missed = document.getElementById("missed");
    if (!this.panel) return;
    this.panel.addEventListener("click", (event) => this.onClick(event));
    this.missed.querySelector("button").addEventListener("click", () => this.closeMissed());
  }

  /** What stands in a form and is not sent. */
  half({ step, epoch }) {
    return this.shelf.get(`${HALF}${step}:${epoch}`);
  }

  keep({ step, epoch }, body) {
    this.shelf.set(`${HALF}${step}:${epoch}`, { ...body, title: this.title() });
  }

  /** Whether it outlives this page. */
  kept({ step, epoch }) {
    return !this.shelf.fleets(`${HALF}${step}:${epoch}`);
  }

  drop({ step, epoch }) {
    this.shelf.remove(`${HALF}${step}:${epoch}`);
  }

  /** The poll takes answers again, as when its end was undone: what came back from it stands in its box once more. */
  back({ step, epoch }) {
    const name = `${LOST}${step}:${epoch}`;
    const { body } = this.shelf.get(name) || {};
    if (!body) return;
    this.shelf.set(`${HALF}${step}:${epoch}`, body);
    this.shelf.remove(name);
    this.render();
  }

  /** What is to be said in the box of a round that was over before its answer went. */
  gone({ step, epoch }) {
    const lost = this.shelf.get(`${LOST}${step}:${epoch}`);
    return lost && word(lost.unsure ? "voteUnsure" : "notSent");
  }

  title() {
    const heading = this.main.querySelector("h1");
    return heading ? heading.textContent.trim() : "";
  }

  /** After each stage: what was left behind in polls that take no answers any more. */
  collect() {
    for (const name of this.shelf.names().filter((found) => found.startsWith(HALF))) {
      const [, step, epoch] = name.split(":");
      const body = this.shelf.get(name) || {};
      if (!this.over(step, epoch, textOf(body))) continue;
      this.shelf.remove(name);
      this.lost(step, epoch, body);
    }
    this.render();
  }

  /** Whoever was taken out keeps their words; let in again, what they chose stands there once more. */
  over(step, epoch, words) {
    const form = this.main.querySelector(`form[data-op="vote"][data-step="${CSS.escape(step)}"]`);
    if (form) return form.dataset.epoch !== epoch || !("keep" in form.dataset);
    const shown = this.main.querySelector("[data-kind]");
    const { kind = "" } = shown ? shown.dataset : {};
    return kind === "removed" ? Boolean(words) : !UNDECIDED.includes(kind);
  }

  /**
   * `unsure`: it went out, and no answer came; nobody can look up any more whether it counted. Whether the page says so
   * by itself: of an unsure choice it has nothing to give back.
   */
  lost(step, epoch, body, unsure = false) {
    const words = textOf(body);
    this.tell({ step, epoch }, word(unsure ? "voteUnsure" : "notSent"));
    const told = Boolean(words) || !unsure;
    if (told && !words) afterwards(word("answerNotSent", { title: body.title || "" }));
    if (told) this.shelf.set(`${LOST}${step}:${epoch}`, { title: body.title || "", words, unsure, body });
    this.render();
    return told;
  }

  /** [name, what came back], with words or without. */
  returned(withWords) {
    const names = this.shelf.names().filter((name) => name.startsWith(LOST)).sort();
    return names.map((name) => [name, this.shelf.get(name) || {}]).filter(([, { words }]) => Boolean(words) === withWords);
  }

  render() {
    if (!this.panel) return;
    const missed = this.returned(false);
    const given = this.returned(true);
    const names = new Set([...missed, ...given].map(([name]) => name));
    if (this.seen && !this.seen.size && !names.size) return; // at nearly every step, and each change is measured
    this.renderMissed(missed.map(([, { title }]) => title));
    this.renderGiven(...(given[0] || []));
    this.panel.hidden = !missed.length && !given.length;
    this.says("title", titleOf(given.length ? given[0][1] : {}));
    this.says("count", missed.length + given.length > 1 ? ` · ${missed.length + given.length}` : "");
    this.fold(names);
  }

  /** Open where something came back just now; a line as soon as the room is at another step. */
  fold(names) {
    const { step = "" } = document.body.dataset;
    const fresh = !this.seen || [...names].some((name) => !this.seen.has(name));
    if (fresh || step !== this.at) this.panel.querySelector("details").open = fresh;
    Object.assign(this, { seen: names, at: step });
  }

  says(part, text) {
    this.panel.querySelector(`[data-unsent-${part}]`).textContent = text;
  }

  renderGiven(name, told) {
    const fresh = Boolean(told) && this.shown !== name;
    this.shown = name;
    this.panel.querySelector("[data-unsent-given]").hidden = !told;
    if (!fresh) return;
    this.says("about", told.title);
    this.says("words", told.words);
    this.says("told", this.shelf.fleets(name) ? word("onlyHere") : "");
    afterwards(`${titleOf(told)}. ${word("notSentHelp")}`);
  }

  renderMissed(titles) {
    this.missed.hidden = !titles.length;
    this.missed.querySelector("[data-missed]").textContent = titles.length ? missedText(titles) : "";
  }

  closeMissed() {
    for (const [name] of this.returned(false)) this.shelf.remove(name);
    this.render();
    this.main.focus({ preventScroll: true });
  }

  onClick({ target }) {
    const button = target.closest("[data-unsent]");
    const told = button && this.shown && this.shelf.get(this.shown);
    if (!told) return;
    const place = this.panel.querySelector("[data-unsent-told]");
    if (button.dataset.unsent === "copy") copyText(told.words, this.panel.querySelector("[data-unsent-words]"), place);
    if (button.dataset.unsent === "keep") return this.keepUnderNotes(told, place);
    if (button.dataset.unsent === "drop") this.letGo();
    return undefined;
  }

  /** My notes is another page: what only this one holds would not be there. */
  keepUnderNotes(told, place) {
    const name = `kept:${this.shown.slice(LOST.length)}`;
    if (this.lasting.set(name, told)) {
      notify(word("keptHere"));
      return this.letGo();
    }
    this.lasting.remove(name);
    return (place.textContent = word("cannotKeep"));
  }

  letGo() {
    this.shelf.remove(this.shown);
    this.render();
    if (this.panel.hidden) this.main.focus({ preventScroll: true });
  }
}

function titleOf({ unsure }) {
  return word(unsure ? "maybeSentTitle" : "notSentTitle");
}

/** After what the room does has been said. */
function afterwards(text) {
  queueMicrotask(() => announce(text));
}

function missedText(titles) {
  const [title] = titles;
  if (titles.length < 2) return word("answerNotSent", { title });
  return word("answersNotSent", { titles: listed(titles.map((each) => word("quoted", { title: each }))) });
}
