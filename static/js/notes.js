/**
 * Writing. Every letter is kept on this phone, every second on the server (sealed, for the writer only).
 * Whoever else may read gets it only by the button, where asked for after a pause.
 */

import { sentence } from "./receipts.js";
import { word } from "./words.js";

const TO_SERVER = 1000;

export class Notes {
  constructor({ main, shelf, outbox, receipts }) {
    Object.assign(this, { main, shelf, outbox, receipts });
    this.touched = new WeakSet();
    this.filled = new WeakMap();
    this.waiting = new Map();
    this.kept = new Map();
    this.told = null;
    main.addEventListener("input", (event) => this.onInput(event));
    main.addEventListener("submit", (event) => this.onSubmit(event));
    main.addEventListener("click", (event) => this.onClick(event));
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
    this.shelf.set(`draft:${step}`, { n, ...contents(form), sees: sees(form) });
  }

  sendDraft(form) {
    this.keepHere(form);
    this.outbox.put(`draft:${form.dataset.step}`, contents(form));
  }

  onSubmit(event) {
    const form = noteForm(event.target);
    if (!form) return;
    event.preventDefault();
    const ring = form.querySelector("[data-pause-ring]");
    if (ring && Number(form.dataset.pause) && sees(form) !== "only me" && !isEmpty(form)) this.pause(form, ring);
    else this.keep(form, sees(form));
  }

  onClick(event) {
    const button = event.target.closest("[data-ring]");
    const form = button && noteForm(button);
    if (!form) return;
    this.endPause(form);
    if (button.dataset.ring === "send") this.keep(form, sees(form));
    if (button.dataset.ring === "keep") this.keep(form, "only me");
    if (button.dataset.ring === "change") focusFirst(form);
  }

  pause(form, ring) {
    showRing(form, ring, true);
    const send = () => {
      this.endPause(form);
      if (form.isConnected) this.keep(form, sees(form));
    };
    form.ringing = setTimeout(send, Number(form.dataset.pause) * 1000);
    const first = ring.querySelector("button");
    if (first) first.focus();
  }

  endPause(form) {
    clearTimeout(form.ringing);
    const ring = form.querySelector("[data-pause-ring]");
    if (ring) showRing(form, ring, false);
  }

  /** Put the text where `who` may read it. The draft goes along, so that the two never differ. */
  keep(form, who) {
    const { step } = form.dataset;
    this.forget(form);
    const body = contents(form);
    this.outbox.put(`draft:${step}`, body);
    const n = this.outbox.put(`note:${step}`, { ...body, sees: who });
    this.kept.set(step, n);
    this.shelf.set(`draft:${step}`, { n, ...body, sees: who });
  }

  /** What became of a text on its way. A draft that went along with its note has nothing to say. */
  heard(entry, state, ack) {
    const [verb, step] = entry.key.split(":");
    const slot = `note:${step}`;
    if (verb === "note") return this.receipts.tell(slot, state, sentence(state, entry, ack));
    if (entry.n < (this.kept.get(step) || 0) || state === "stale") return undefined;
    if (state === "saved") return this.receipts.tell(slot, "draft", word("draft"));
    return this.receipts.tell(slot, state, sentence(state, entry, ack));
  }

  mine(mine) {
    this.told = mine;
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
      if (!best || best.n <= (this.filled.get(form) || 0)) continue;
      this.filled.set(form, best.n);
      fillIn(form, best);
      this.receipt(form, best);
      if (best.here && best.n > this.known(form.dataset.step)) this.sendDraft(form);
    }
  }

  /** The highest number that the server has for this step; what is newer here was never sent. */
  known(step) {
    const told = this.told.step === step ? this.told : {};
    return Math.max(0, ...[whole(told.drafts), whole(told.notes)].filter(Boolean).map((own) => own.n));
  }

  /** The newest of: on this phone, the draft, the note. A sheet that carries on begins with the earlier one. */
  best({ step, from }) {
    const here = this.shelf.get(`draft:${step}`);
    const known = this.told.step === step ? this.told : {};
    const found = [here && { ...here, here: true }, whole(known.drafts), whole(known.notes)].filter(Boolean);
    if (!found.length && from) return this.shelf.get(`draft:${from}`);
    return found.sort((a, b) => b.n - a.n)[0] || null;
  }

  receipt(form, best) {
    const { step } = form.dataset;
    if (this.receipts.state(`note:${step}`)) return;
    const known = this.told.step === step ? this.told : {};
    const note = whole(known.notes);
    if (note && same(note, best)) this.receipts.tell(`note:${step}`, "saved", word("saved"));
    else this.receipts.tell(`note:${step}`, "phone", word("onPhone"));
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

function noteForm(node) {
  return node.closest('form[data-op="note"]');
}

function fields(form) {
  return [...form.querySelectorAll("[data-field]")];
}

/** {text} or {fields}; a tick is "yes" or "". */
function contents(form) {
  const named = fields(form);
  if (!named.length) return { text: form.querySelector('[name="text"]').value };
  return { fields: Object.fromEntries(named.map((field) => [field.dataset.field, valueOf(field)])) };
}

function valueOf(field) {
  if (field.type === "checkbox") return field.checked ? "yes" : "";
  return field.value;
}

function isEmpty(form) {
  const { text, fields: named } = contents(form);
  return !(named ? Object.values(named).join("") : text).trim();
}

function sees(form) {
  const chosen = form.querySelector('[name="sees"]:checked') || form.querySelector('[name="sees"][type="hidden"]');
  return chosen ? chosen.value : "only me";
}

function fillIn(form, { text, fields: named, sees: who }) {
  const box = form.querySelector('[name="text"]');
  if (box && text !== undefined) box.value = text;
  for (const field of fields(form)) {
    const value = (named || {})[field.dataset.field];
    if (value === undefined) continue;
    if (field.type === "checkbox") field.checked = value === "yes";
    else field.value = value;
  }
  for (const radio of who ? form.querySelectorAll('[name="sees"][type="radio"]') : []) {
    radio.checked = radio.value === who;
  }
}

/** The server tells notes field by field ("" is the one box); here they are one text again. */
function whole(told) {
  const entries = Object.entries(told || {});
  if (!entries.length) return null;
  const n = Math.max(...entries.map(([, own]) => own.n));
  const who = entries[0][1].sees;
  if (told[""]) return { n, text: told[""].text, sees: who };
  return { n, fields: Object.fromEntries(entries.map(([name, own]) => [name, own.text])), sees: who };
}

function same(a, b) {
  if (!a.fields || !b.fields) return (a.text || "") === (b.text || "") && !a.fields === !b.fields;
  const names = new Set([...Object.keys(a.fields), ...Object.keys(b.fields)]);
  return [...names].every((name) => (a.fields[name] || "") === (b.fields[name] || ""));
}

function showRing(form, ring, on) {
  ring.hidden = !on;
  form.toggleAttribute("data-pausing", on);
  for (const part of form.children) {
    if (!part.contains(ring) && part !== ring) part.inert = on;
  }
}

function focusFirst(form) {
  const box = form.querySelector("textarea, input:not([type=hidden])");
  if (box) box.focus();
}
