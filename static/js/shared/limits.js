/**
 * Texts that may be too long: no box cuts anything. Near its end a box says how much room is left; beyond it all stays
 * where it was written, and a sentence says by how much it is too long. A form with such a text does not go.
 */

import { language } from "./language.js";
import { word } from "./words.js";

const NEAR = 0.9;
const BOXES = "[data-limit]";
const HUGE = 20000; // from here on the browser's own search for the direction, line by line, takes seconds for each letter
const TO_THE_LEFT = /^[^\p{L}]*[\u0590-\u08ff]/u;
let lines = 0;

/**
 * How long a text is, never less than the server counts: trimmed, composed, in units of the browser (a picture letter
 * is two), so that the largest answer has room in a message of its size. Names are counted in letters as people see them.
 */
export function lengthOf(text, letters = false) {
  const whole = text.trim().normalize("NFC");
  if (!letters || typeof Intl === "undefined" || !Intl.Segmenter) return whole.length;
  return [...new Intl.Segmenter().segment(whole)].length;
}

/** How many characters must go; 0 or less: it fits. */
export function excess(box) {
  return lengthOf(box.value, "limitLetters" in box.dataset) - Number(box.dataset.limit);
}

/** The first box of the form that holds too much, or null. */
export function tooLong(form) {
  return [...form.querySelectorAll(BOXES)].find((box) => excess(box) > 0) || null;
}

/** A text into its box. */
export function writeIn(box, text) {
  turn(box, text);
  box.value = text;
}

/** The direction in which a box with this text is written: the browser's own choice, or ours where it is far too long. */
function turn(box, text) {
  const direction = text.length < HUGE ? "auto" : TO_THE_LEFT.test(text) ? "rtl" : "ltr";
  if (box.dir !== direction) box.dir = direction;
}

/** To the box that holds too much, which says so itself. */
export function pointOut(box) {
  tell(box);
  box.focus();
}

export function tell(box) {
  const over = excess(box);
  const most = Number(box.dataset.limit);
  const line = lineOf(box, over > (NEAR - 1) * most);
  if (over > 0) box.setAttribute("aria-invalid", "true");
  else if (line) box.removeAttribute("aria-invalid");
  if (!line) return;
  line.className = over > 0 ? "limit error" : "limit";
  const text = sentence(over, most);
  if (line.textContent !== text) line.textContent = text;
}

function sentence(over, most) {
  if (over > 0) return word("tooLong", { n: number(over), most: number(most) });
  return over > (NEAR - 1) * most ? word("someLeft", { n: number(Math.abs(over)) }) : "";
}

function number(n) {
  return n.toLocaleString(language());
}

/** The line under a box; made when it is first needed, and polite: a screen reader is not stopped at each letter. */
function lineOf(box, needed) {
  const after = box.nextElementSibling;
  if (after && "limitTold" in after.dataset) return after;
  if (!needed) return null;
  const line = document.createElement("small");
  line.dataset.limitTold = "";
  line.setAttribute("aria-live", "polite");
  line.id = `limit-${(lines += 1)}`;
  box.setAttribute("aria-describedby", [box.getAttribute("aria-describedby"), line.id].filter(Boolean).join(" "));
  box.after(line);
  return line;
}

/** Before any other listener hears of it: a form with too long a text does not go. */
function onSubmit(event) {
  const box = tooLong(event.target);
  if (!box || !box.getClientRects().length) return; // out of sight it is no part of what is sent
  event.preventDefault();
  event.stopImmediatePropagation();
  pointOut(box);
}

export function listenForLimits() {
  document.addEventListener("beforeinput", ({ target, data }) => data && target.matches(BOXES) && turn(target, target.value + data));
  document.addEventListener("input", ({ target }) => target.matches(BOXES) && (turn(target, target.value), tell(target)));
  document.addEventListener("submit", onSubmit, true);
  for (const box of document.querySelectorAll(BOXES)) tell(box);
}
