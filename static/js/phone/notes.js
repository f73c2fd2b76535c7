/**
 * Writing. Every letter is kept on this phone, every second on the server (sealed, for the writer only).
 * Whoever else may read gets it only by the button, where asked for after a pause.
 */

import { contents, fillIn, focusFirst, isEmpty, narrow, noteForm, same, sees, tellWords, unfold, whole } from "./note-form.js";
import { Returned } from "./returned.js";
import { endRing, ringOf, startRing } from "./send-pause.js";
import { textOf } from "./text-of.js";
import { partsOf } from "../line/op-key.js";
import { sentence, waiting } from "../line/receipts.js";
import { pointOut, tell, tooLong } from "../shared/limits.js";
import { word } from "../shared/words.js";

const TO_SERVER = 1000;

export class Notes {
  constructor({ main, shelf, outbox, receipts }) {
    Object.assign(this, { main, shelf, outbox, receipts });
    this.verbs = ["note", "draft"];
    this.touched = new WeakSet();
    this.filled = new WeakMap();
    this.waiting = new Map();
    this.kept = new Map();
    this.safe = new Map();
    this.readers = new Map();
    this.returned = new Returned(main, shelf);
    this.told = null;
    main.addEventListener("input", (event) => this.onInput(event));
    main.addEventListener("submit", (event) => this.onSubmit(event));
    main.addEventListener("click", (event) => this.onClick(event));
    main.addEventListener("keydown", (event) => event.key === "Escape" && !event.isComposing && this.onEscape(event));
    window.addEventListener("storage", (event) => this.fromOtherTab(event));
  }

  /** Somebody began to write before this script was here. */
  takeEarly() {
    for (const box of this.main.querySelectorAll('form[data-op="note"] textarea')) {
      if (box.value !== box.defaultValue) this.onInput({ target: box });
    }
  }

  onInput(event) {
    const form = noteForm(event.target);
    if (!form) return;
    this.touched.add(form);
    this.keepHere(form);
    tellWords(form);
    if (event.target.name !== "sees") this.soon(form);
  }

  /** Not put off by further typing: what is older than a second is on its way. */
  soon(form) {
    if (this.waiting.has(form)) return;
    this.waiting.set(form, setTimeout(() => this.due(form), TO_SERVER));
  }

  due(form) {
    this.forget(form);
    this.sendDraft(form);
  }

  forget(form) {
    clearTimeout(this.waiting.get(form));
    this.waiting.delete(form);
  }

  /** Before the stage changes, before the page is hidden or left. */
  flush() {
    for (const form of [...this.waiting.keys()]) this.due(form);
  }

  /** The number is one ahead of all that was sent, so this text wins over every older one. */
  keepHere(form) {
    const { step } = form.dataset;
    const n = this.outbox.number(`draft:${step}`) + 1;
    return this.shelf.set(`draft:${step}`, { n, ...contents(form), sees: sees(form) });
  }

  sendDraft(form) {
    this.keepHere(form);
    if (this.staysHere(form)) return;
    this.outbox.put(`draft:${form.dataset.step}`, contents(form));
  }

  /** A text that is too long waits on this phone, and under My notes once this step is over. */
  staysHere(form) {
    const name = `kept:note-${form.dataset.step}`;
    const waits = Boolean(tooLong(form));
    if (!waits) this.shelf.remove(name);
    if (!waits) return false;
    const title = (this.main.querySelector("h1") || form).textContent.trim();
    const kept = this.keepHere(form) && this.shelf.set(name, { title, words: textOf(contents(form)) });
    this.receipts.tell(`note:${form.dataset.step}`, "phone", waiting(kept));
    return true;
  }

  onSubmit(event) {
    const form = noteForm(event.target);
    if (!form) return;
    event.preventDefault();
    if (isEmpty(form) && !this.readers.has(form.dataset.step)) return this.empty(form);
    if (ringOf(form) && Number(form.dataset.pause) && sees(form) !== "only me" && !isEmpty(form)) this.pause(form);
    else this.keep(form, sees(form));
  }

  /** Nothing stands there and nothing is kept that could be taken back: "Saved" would not be true. */
  empty(form) {
    focusFirst(form);
    this.receipts.tell(`note:${form.dataset.step}`, "asked", word("needText"), true);
  }

  onClick(event) {
    const button = event.target.closest("[data-ring], [data-take-back]");
    const form = button && noteForm(button);
    if (!form) return;
    endRing(form);
    if (button.dataset.ring === "send") this.keep(form, sees(form));
    if (button.dataset.ring === "keep" || "takeBack" in button.dataset) this.keepForOneself(form);
    if (button.dataset.ring === "change") focusFirst(form);
  }

  onEscape(event) {
    const form = noteForm(event.target);
    if (!form || !form.hasAttribute("data-pausing")) return;
    endRing(form);
    focusFirst(form);
  }

  pause(form) {
    startRing(form, () => {
      endRing(form);
      if (form.isConnected) this.keep(form, sees(form));
    });
  }

  /** Put the text where `who` may read it. The draft goes along, so that the two never differ. */
  keep(form, who) {
    const { step } = form.dataset;
    const { circle, step: here } = this.told || {};
    this.forget(form);
    if (this.staysHere(form)) return pointOut(tooLong(form));
    const body = contents(form);
    this.outbox.put(`draft:${step}`, body);
    const n = this.outbox.put(`note:${step}`, { ...body, sees: who, ...(here === step ? { group: circle?.key || "", generation: circle?.generation } : {}) });
    this.kept.set(step, n);
    this.shelf.set(`draft:${step}`, { n, ...body, sees: who });
  }

  keepForOneself(form) {
    narrow(form);
    this.keep(form, "only me");
  }

  /** What became of a text on its way. A draft that went along with its note has nothing to say. */
  heard(entry, state, ack) {
    const { verb, step } = partsOf(entry.key);
    const slot = `note:${step}`;
    if (state === "saved") this.safe.set(step, Math.max(entry.n, this.safe.get(step) || 0));
    if (verb === "note") return this.landed(step, state, entry, ack);
    if (entry.n < (this.kept.get(step) || 0) || state === "stale") return undefined;
    if (state === "saved") return this.receipts.tell(slot, "draft", word("draft"));
    return this.receipts.tell(slot, state, sentence(state, entry, ack));
  }

  /** A note that is kept says for whom; from the widest to "only me" it was taken back. */
  landed(step, state, entry, ack) {
    const before = this.readers.get(step);
    if (state === "saved") this.readers.set(step, entry.body.sees);
    const text = state === "saved" ? this.savedWord(step, entry.body.sees, before, ack.waits) : sentence(state, entry, ack);
    this.receipts.tell(`note:${step}`, state, text, true);
    if (state === "saved") this.returned.written(step);
    this.markKept();
    this.returned.render();
  }

  savedWord(step, who, before, waits) {
    const form = this.form(step);
    if (waits) return word("waits");
    if (who === "only me" && before && before !== who) return word("taken");
    return word((form && form.dataset.kept) || "saved");
  }

  /** What is only there for a text that is kept, and for one that others may read. */
  markKept() {
    for (const form of this.main.querySelectorAll('form[data-op="note"]')) {
      const who = this.readers.get(form.dataset.step);
      for (const part of form.querySelectorAll("[data-when]")) {
        part.hidden = !who || (part.dataset.when === "wide" && who === "only me");
      }
    }
  }

  mine(mine) {
    this.told = mine;
    this.returned.all = mine.returned || [];
    const note = whole(mine.notes);
    if (note && (note.text || note.fields)) this.readers.set(mine.step, note.sees);
    for (const own of [...Object.values(mine.notes || {}), ...Object.values(mine.drafts || {})]) {
      this.outbox.learn(`note:${mine.step}`, own.n);
    }
    this.render();
  }

  /** After each stage: texts back into fresh forms. What somebody is typing into is never touched. */
  render() {
    if (!this.told) return;
    for (const form of this.main.querySelectorAll('form[data-op="note"]')) {
      if (this.touched.has(form)) continue;
      const best = this.best(form.dataset);
      tellWords(form);
      if (form.dataset.from) this.carryOn(form, !best);
      if (!best || best.n <= (this.filled.get(form) || 0)) continue;
      this.filled.set(form, best.n);
      fillIn(form, best);
      unfold(form);
      for (const box of form.querySelectorAll("[data-limit]")) tell(box);
      tellWords(form);
      this.receipt(form, best);
      if (best.here && best.n > this.known(form.dataset.step)) this.sendDraft(form);
    }
    this.markKept();
    this.returned.render();
  }

  /** The highest number that the server has for this step; what is newer here was never sent. */
  known(step) {
    const told = this.told.step === step ? this.told : {};
    return Math.max(this.safe.get(step) || 0, ...[whole(told.drafts), whole(told.notes)].filter(Boolean).map((own) => own.n));
  }

  /** A sheet that carries on begins with what stands under the same words on the earlier one, and shows the rest. */
  carryOn(form, empty) {
    const draft = this.shelf.get(`draft:${form.dataset.from}`);
    const told = this.told.step === form.dataset.step ? this.told.before : null;
    const texts = (draft && (draft.fields || { "": draft.text })) || told || {};
    if (empty) fillIn(form, { fields: texts });
    for (const place of this.main.querySelectorAll("[data-earlier-field]")) {
      place.textContent = texts[place.dataset.earlierField] || "";
      place.parentElement.hidden = !place.textContent;
    }
    for (const list of this.main.querySelectorAll("[data-earlier]")) list.hidden = !list.querySelector("div:not([hidden])");
  }

  /** The newest of: on this phone, the draft, the note. */
  best({ step }) {
    const here = this.shelf.get(`draft:${step}`);
    const known = this.told.step === step ? this.told : {};
    const found = [here && { ...here, here: true }, whole(known.drafts), whole(known.notes)].filter(Boolean);
    return found.sort((a, b) => b.n - a.n)[0] || null;
  }

  receipt(form, best) {
    const { step } = form.dataset;
    if (this.receipts.state(`note:${step}`)) return;
    const known = this.told.step === step ? this.told : {};
    const note = whole(known.notes);
    const waits = note && note.shown === "waiting" && note.sees.startsWith("everyone");
    if (note && same(note, best)) this.receipts.tell(`note:${step}`, "saved", this.savedWord(step, note.sees, "", waits));
    else if (best.n <= this.known(step)) this.receipts.tell(`note:${step}`, "draft", word("draft"));
    else this.receipts.tell(`note:${step}`, "phone", waiting(!this.shelf.fleets(`draft:${step}`)));
  }

  /** A second tab of the same browser wrote: show it here too, unless this tab has words of its own. */
  fromOtherTab(event) {
    const start = `${this.shelf.prefix}draft:`;
    if (!event.key || !event.key.startsWith(start) || !event.newValue) return;
    const form = this.form(event.key.slice(start.length));
    if (!form || (document.hasFocus() && form.contains(document.activeElement))) return;
    this.touched.delete(form);
    this.render();
  }

  form(step) {
    return this.main.querySelector(`form[data-op="note"][data-step="${step}"]`);
  }
}
