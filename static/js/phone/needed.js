/** Sent too early: what is still needed in that form, and the place where it goes. */

import { beyond, left } from "./ballot.js";
import { word } from "../shared/words.js";

const SENTENCES = { words: "needText", text: "needText", sort: "needPlaces", rows: "needRow", page: "needOne" };

/** The sentence, in the words that the server would have. */
export function sentenceFor(form) {
  const box = beyond(form);
  if (box) return `${word("notSentYet")} ${box.previousElementSibling.getAttribute("aria-label")}.`;
  if (form.querySelector("[data-spread]")) return dots(form, left(form));
  return word(ownWords(form) ? "needText" : SENTENCES[form.dataset.form] || "needChoice");
}

function dots({ dataset }, still) {
  if (still < 0) return word("dotsOver", { n: -still });
  return word(dataset.form === "dots" ? "needDot" : "needPoints", { n: still });
}

/** To the first place without an answer; a box brings the keys of a phone, too. */
export function pointTo(form) {
  const open = [...form.querySelectorAll("[data-thing]")].find((thing) => !thing.querySelector("input:checked")) || form;
  const place = ownWords(form) || open.querySelector('[data-dot="1"]:enabled') || open.querySelector("textarea, input:enabled");
  if (place) place.focus();
}

/** Whoever chooses to say it in other words sees the box, also where it stood behind the foot of a small phone. */
export function showOwnWords(form, { value, checked }) {
  const place = value === "other" && checked && ownWords(form);
  if (place) place.closest(".field").scrollIntoView({ block: "nearest" });
}

/** The box of "something else", where that is chosen. */
function ownWords(form) {
  return form.querySelector(".other input:checked") && form.querySelector('[name="other"]');
}
