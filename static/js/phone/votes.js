/** Voting. Choices go as they are made, words and orders on their button. */

import { answered, beyond, clear, dot, fill, labels, limit, longest, read, slide } from "./ballot.js";
import { lockWhere } from "./final-answer.js";
import { pointTo, sentenceFor, showOwnWords } from "./needed.js";
import { OwnVotes, sameAsking } from "./own-votes.js";
import { Series } from "./series.js";
import { Unsent } from "./unsent.js";
import { begun, bitByBit, onButton, sameAnswer, shuffle, voteForm } from "./vote-form.js";
import { partsOf } from "../line/op-key.js";
import { padded, roomFor } from "../line/padding.js";
import { onlyHere, sentence } from "../line/receipts.js";
import { tooLong } from "../shared/limits.js";
import { word } from "../shared/words.js";

const BY_ITSELF = ["ranking", "sort", "several", "body", "dots", "points", "rows"];
const SLOWLY = ["several", "body"];
const PAUSE = 400;

export class Votes {
  constructor({ main, shelf, lasting, outbox, receipts, changed }) {
    Object.assign(this, { main, outbox, receipts, changed });
    this.own = new OwnVotes(main, shelf);
    this.verbs = ["vote", "pass"];
    this.unsent = new Unsent({ main, shelf, lasting, tell: (round, text) => this.notSent(round, text) });
    this.series = new Series(main, shelf);
    this.timer = null;
    this.waiting = null;
    this.told = null;
    this.filled = new WeakSet();
    main.addEventListener("change", (event) => this.onChange(event));
    main.addEventListener("input", (event) => this.onInput(event));
    main.addEventListener("submit", (event) => this.onSubmit(event));
    main.addEventListener("click", (event) => this.onClick(event));
  }

  /** A quick finger was here before this script. In the page of a reload it may only be the browser's memory. */
  takeEarly(anew) {
    const [visit] = performance.getEntriesByType("navigation");
    if (!anew && visit && visit.type !== "navigate") return;
    for (const box of this.main.querySelectorAll('form[data-op="vote"] input')) {
      if (box.checked !== box.defaultChecked) this.onChange({ target: box });
    }
  }

  onChange(event) {
    const form = voteForm(event.target);
    if (!form) return;
    limit(form);
    showOwnWords(form, event.target);
    if (onButton(form) || event.target.name === "other") return this.tellUnsent(form);
    this.soon(form);
    if (!SLOWLY.includes(form.dataset.form)) this.flush();
  }

  soon(form) {
    if (this.waiting !== form) this.flush();
    clearTimeout(this.timer);
    this.waiting = form;
    this.timer = setTimeout(() => this.flush(), PAUSE);
  }

  /**
   * Words on their way, or half a sorting, are kept in this tab, so that a reload does not eat them. A number goes though
   * the finger still rests on the slider, or the cursor in the box: the poll may close before it is let go.
   */
  onInput(event) {
    const form = voteForm(event.target);
    if (form) limit(form);
    if (event.target.min) slide(event.target, event.target.value);
    if (!form) return;
    if (!bitByBit(form, event.target)) return event.target.min && this.soon(form);
    this.unsent.keep(form.dataset, read(form));
    this.tellUnsent(form);
  }

  onSubmit(event) {
    const form = voteForm(event.target);
    if (!form) return;
    event.preventDefault();
    this.cast(form, true);
  }

  /** Beside the button, as long as what stands there is another answer than the one that was sent, or none was. */
  tellUnsent(form) {
    const { step, epoch } = form.dataset;
    const half = this.unsent.half(form.dataset);
    const own = this.own.of(step, epoch);
    if (!half || this.outbox.pending(`vote:${step}`)) return;
    const sent = own && sameAnswer(own.body, read(form));
    const empty = !own && !begun(form);
    if (sent || empty) this.unsent.drop(form.dataset);
    if (empty) this.receipts.tell(`vote:${step}`, "", "");
    else if (sent) this.receipts.tell(`vote:${step}`, "saved", word("saved"));
    else this.receipts.tell(`vote:${step}`, "unsent", onlyHere(word(own ? "notSentYetEarlier" : "notSentYet"), this.unsent.kept(form.dataset)));
  }

  /** The last seconds: an order that was made goes; words, and a choice that is for good, are asked for. */
  closing({ step }) {
    const form = this.form(step);
    if (!form || !this.unsent.half(form.dataset)) return;
    const whole = !("final" in form.dataset) && BY_ITSELF.includes(form.dataset.form) && answered(form, read(form));
    if (whole && !this.unsent.half(form.dataset).other) return this.cast(form);
    this.receipts.tell(`vote:${step}`, "asked", word(form.dataset.form === "sort" ? "needPlaces" : "sendNow"));
  }

  /** Where it is asked anew, the box is that of the next answer. */
  notSent({ step, epoch }, text) {
    const form = this.form(step);
    if (!form) this.receipts.clear(`vote:${step}`);
    else if (form.dataset.epoch === epoch) this.receipts.tell(`vote:${step}`, "closed", text);
  }

  onClick(event) {
    const more = event.target.closest("[data-dot]");
    if (more) dot(more);
    if (event.target.type === "range") slide(event.target, event.target.value), this.onChange(event); // also where it stood already
    const button = event.target.closest('[data-op="pass"]');
    if (button) this.pass(button.dataset.step);
  }

  /** Send what still waits: before the stage changes, before the page is hidden, when a poll is closing. */
  flush() {
    clearTimeout(this.timer);
    const form = this.waiting;
    this.waiting = null;
    if (form) this.cast(form);
  }

  /** `pressed`: by the button, which own words wait for; what is ticked beside them goes without what is half typed. */
  cast(form, pressed = false) {
    const whole = read(form);
    const body = pressed || !whole.other ? whole : this.withoutHalf(form, whole);
    if (tooLong(form) && (!body.choice || body.other)) return this.wait(form, whole);
    if (!answered(form, body)) return this.incomplete(form, pressed);
    this.own.remember(form.dataset, body, labels(form, body));
    if (sameAnswer(body, whole)) this.unsent.drop(form.dataset);
    else this.unsent.keep(form.dataset, whole);
    lockWhere(form, true);
    this.send(form.dataset, body, form);
    this.series.render(this.own.of(form.dataset.step));
    return this.changed();
  }

  /** With the own words that were sent, if any. */
  withoutHalf(form, { choice }) {
    const own = this.own.of(form.dataset.step, form.dataset.epoch);
    const other = own && own.body.other;
    return { choice, ...(other ? { other } : {}) };
  }

  /** Too long to be sent: the words stay in this tab, and the box says by how much. */
  wait(form, body) {
    this.unsent.keep(form.dataset, body);
    this.tellUnsent(form);
  }

  /** A vote names its round, so that it is never counted in another, and is as long as any other. */
  send({ step, epoch, since }, body, form) {
    const room = form && roomFor(form.dataset.form, Number(form.dataset.most), longest(form));
    const about = { epoch, since, title: this.unsent.title() };
    const before = form ? this.series.before(form.dataset, body, labels(form, body)[0]) : {};
    if (body.pass) this.outbox.put(`pass:${step}`, padded({ epoch }, room || undefined), about);
    else this.outbox.put(`vote:${step}`, padded({ ...body, ...before, epoch }, room), about);
  }

  /** An emptied form takes nothing back, so it must not look as if it did; and a button that was pressed is answered. */
  incomplete(form, pressed) {
    const { step, epoch } = form.dataset;
    const own = this.own.of(step, epoch);
    const counts = own && !own.body.pass ? word("stillCounts") : "";
    if (pressed) pointTo(form);
    if (pressed || beyond(form)) this.receipts.tell(`vote:${step}`, "asked", `${sentenceFor(form)} ${counts}`.trim(), pressed);
    else if (counts || !(own || this.unsent.half(form.dataset))) this.receipts.tell(`vote:${step}`, "", counts);
  }

  pass(step) {
    const form = this.form(step);
    clearTimeout(this.timer);
    this.waiting = null;
    if (form) {
      clear(form);
      limit(form);
      this.unsent.drop(form.dataset);
      lockWhere(form, true);
    }
    const round = form ? form.dataset : { step };
    this.series.passed(round);
    this.own.remember(round, { pass: true }, []);
    this.send(round, { pass: true }, form);
    this.series.render(null);
    this.changed();
  }

  form(step) {
    return this.main.querySelector(`form[data-op="vote"][data-step="${step}"]`);
  }

  /** What the server knows of this person's vote. Newer here (on its way) wins over it. A page holds no vote. */
  mine(mine) {
    if (!("vote" in mine)) return;
    this.told = mine.vote ? { ...mine.vote, step: mine.step } : { step: mine.step };
    if (mine.vote) this.outbox.learn(`vote:${mine.step}`, mine.vote.n);
    this.adopt();
  }

  adopt() {
    const { step, body } = this.told || {};
    const form = step && this.form(step);
    if (!form || this.outbox.pending(`vote:${step}`)) return;
    if (body) {
      this.own.remember(form.dataset, body, labels(form, body));
      this.own.acknowledged(step, this.own.of(step));
      if ("final" in form.dataset) this.unsent.drop(form.dataset);
      this.receipts.tell(`vote:${step}`, "saved", body.pass ? word("passed") : word("saved"));
      this.filled.delete(form);
      this.render();
    } else {
      this.recast(form);
    }
  }

  /** The server came back without our vote on the very question it still asks: it is given again. */
  recast(form) {
    const own = this.own.of(form.dataset.step);
    if (own && own.safe && sameAsking(own, form.dataset)) this.giveAgain(form, own);
  }

  giveAgain(form, { body, labels: names }) {
    this.own.remember(form.dataset, body, names);
    this.send(form.dataset, body, form);
    this.filled.delete(form);
    this.render();
    this.changed();
  }

  /**
   * Answers that wait for an earlier round of the same question must not be counted in this one. Where the
   * server only lost its key, the question is still the same.
   */
  laid() {
    for (const form of this.main.querySelectorAll('form[data-op="vote"]')) {
      const { step, epoch } = form.dataset;
      const entry = this.outbox.pending(`vote:${step}`);
      if (!entry || !entry.about.epoch || entry.about.epoch === epoch) continue;
      const own = this.own.of(step, entry.about.epoch);
      this.outbox.forget(entry);
      if (own && sameAsking(own, form.dataset)) this.giveAgain(form, own);
    }
  }

  /** What became of a vote on its way. */
  heard(entry, state, ack) {
    const { step } = partsOf(entry.key);
    const own = this.own.of(step, entry.about.epoch);
    if (state === "saved" && own) this.own.acknowledged(step, own);
    if (state === "stale" && ack.value) this.overtaken(step, ack);
    if (state === "closed" && ack.value && this.form(step)) return this.counted(entry, step, ack);
    if (state === "closed") return this.late(entry, step, own);
    if (state === "invalid") this.notTaken(entry, step, own);
    this.receipts.tell(entry.slot, state, sentence(state, entry, ack), true);
    const form = state === "saved" && this.form(step);
    if (form) this.tellUnsent(form); // what was written since then
  }

  /** Another tab's newer answer is the one that counts, so it is the one to show. */
  overtaken(step, ack) {
    this.told = { step, n: ack.n, body: ack.value };
    const form = this.form(step);
    if (!form) return;
    if ("final" in form.dataset) this.unsent.drop(form.dataset);
    this.own.remember(form.dataset, ack.value, labels(form, ack.value));
    this.filled.delete(form);
    this.render();
  }

  /** A poll of one answer has one already, from this browser: that is the one to show. */
  counted(entry, step, ack) {
    this.overtaken(step, ack);
    const form = this.form(step);
    this.own.acknowledged(step, this.own.of(step));
    lockWhere(form, true);
    this.changed();
    this.receipts.tell(entry.slot, "saved", ack.why);
  }

  /** The server could not take it as it is: it stands in the form, and is still to be sent. */
  notTaken(entry, step, own) {
    const form = this.form(step);
    this.own.takeBack(step, own);
    if (!form || form.dataset.epoch !== entry.about.epoch || entry.body.pass) return;
    this.unsent.keep(form.dataset, read(form));
    lockWhere(form, false);
    this.changed();
  }

  /** After closing nobody can look an answer up any more, so only what is certain is said. */
  late(entry, step, own) {
    const safe = own && own.safe;
    if (!entry.unsure) this.own.takeBack(step, own);
    const text = entry.unsure ? "voteUnsure" : safe ? "voteEarlier" : "voteLate";
    const back = (entry.unsure || !safe) && this.unsent.lost(step, entry.about.epoch, { ...entry.body, title: entry.about.title }, Boolean(entry.unsure));
    if (!back || this.form(step)) this.receipts.tell(entry.slot, entry.unsure || safe ? "closed" : "not-arrived", word(text));
    this.own.mark();
  }

  /** After each stage: own answers back into fresh forms, and marked among results. */
  render() {
    for (const form of this.main.querySelectorAll('form[data-op="vote"]')) {
      this.own.reword(form);
      if (form === this.waiting || this.filled.has(form)) continue;
      this.filled.add(form);
      const { step, epoch } = form.dataset;
      const own = this.own.of(step, epoch);
      shuffle(form);
      if ("keep" in form.dataset) this.unsent.back(form.dataset);
      const body = this.unsent.half(form.dataset) || (own && own.body);
      if (body) fill(form, body);
      const gone = this.unsent.gone(form.dataset);
      if (gone) this.receipts.tell(`vote:${step}`, "closed", gone);
      else if (!own) this.receipts.clear(`vote:${step}`);
      if ("keep" in form.dataset) this.tellUnsent(form);
      limit(form);
      lockWhere(form, Boolean(own));
    }
    this.unsent.collect();
    this.own.mark();
    this.series.render(this.own.of(document.body.dataset.step));
  }

  /** "answered", "passed" or "": for the round that is on the page. */
  standing(step) {
    const form = this.form(step);
    const own = this.own.of(step, form ? form.dataset.epoch : undefined);
    if (!own) return "";
    return own.body.pass ? "passed" : "answered";
  }
}
