/** One form that people write in: what stands in it, who may read it, and a text laid back into it. */

import { writeIn } from "../shared/limits.js";
import { word } from "../shared/words.js";

export function noteForm(node) {
  return node.closest('form[data-op="note"]');
}

function fields(form) {
  return [...form.querySelectorAll("[data-field]")];
}

/** {text} or {fields}; a tick is "yes" or "". */
export function contents(form) {
  const named = fields(form);
  if (!named.length) return { text: form.querySelector('[name="text"]').value };
  return { fields: Object.fromEntries(named.map((field) => [field.dataset.field, valueOf(field)])) };
}

function valueOf(field) {
  if (field.type === "checkbox") return field.checked ? "yes" : "";
  return field.value;
}

export function isEmpty(form) {
  const { text, fields: named } = contents(form);
  return !(named ? Object.values(named).join("") : text).trim();
}

export function sees(form) {
  const chosen = form.querySelector('[name="sees"]:checked') || form.querySelector('[name="sees"][type="hidden"]');
  return chosen ? chosen.value : "only me";
}

/** What was kept for oneself, or taken back, is not to stand under somebody else's eyes, nor go there with the next touch. */
export function narrow(form) {
  const own = form.querySelector('[name="sees"][type="radio"][value="only me"]');
  if (own) own.checked = true;
}

export function fillIn(form, { text, fields: named, sees: who }) {
  const box = form.querySelector('[name="text"]');
  if (box && text !== undefined) writeIn(box, text);
  for (const field of fields(form)) {
    const value = (named || {})[field.dataset.field];
    if (value === undefined) continue;
    if (field.type === "checkbox") field.checked = value === "yes";
    else writeIn(field, value);
  }
  // Written after the time was over, for oneself, and the writing is open again: where that is no choice the first one stands.
  const chosen = who && form.querySelector(`[name="sees"][type="radio"][value="${who}"]`);
  if (chosen) chosen.checked = true;
}

/** The server tells notes field by field ("" is the one box); here they are one text again. */
export function whole(told) {
  const entries = Object.entries(told || {});
  if (!entries.length) return null;
  const n = Math.max(...entries.map(([, own]) => own.n));
  const who = entries[0][1].sees;
  const shown = entries.map(([, own]) => own.shown).find(Boolean);
  if (told[""]) return { n, text: told[""].text, sees: who, shown };
  return { n, shown, fields: Object.fromEntries(entries.map(([name, own]) => [name, own.text])), sees: who };
}

export function same(a, b) {
  if (!a.fields || !b.fields) return (a.text || "") === (b.text || "") && !a.fields === !b.fields;
  const names = new Set([...Object.keys(a.fields), ...Object.keys(b.fields)]);
  return [...names].every((name) => (a.fields[name] || "") === (b.fields[name] || ""));
}

export function focusFirst(form) {
  const box = form.querySelector("textarea, input:not([type=hidden])");
  if (box) box.focus();
}

/** How many words, as a person would count them. */
function countWords(text) {
  return text.trim() ? text.trim().split(/\s+/).length : 0;
}

/** Words that wait are never folded away. */
export function unfold(form) {
  const fold = form.closest("details");
  if (fold && !isEmpty(form)) fold.open = true;
}

/** A gentle count where the script names a number of words; nothing stops anybody. */
export function tellWords(form) {
  const line = form.querySelector("[data-words]");
  if (!line) return;
  line.dataset.plain = line.dataset.plain || line.textContent;
  const [n, most] = [countWords(form.querySelector('[name="text"]').value), Number(line.dataset.words)];
  line.textContent = n ? word(n > most ? "wordsOver" : "wordsSoFar", { n, most }) : line.dataset.plain;
}
