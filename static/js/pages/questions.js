/** Questions from the room: what is half written outlives the page, until it stands among what was asked. */

import { listenForLimits, tell, writeIn } from "../shared/limits.js";
import { padForms } from "../shared/padded-forms.js";
import { shelvesOf } from "../shared/sealed.js";
import { Shelf } from "../shared/storage.js";

const KEPT = "kept:question"; // so that My notes has it, too
const form = document.querySelector("form[data-asks]");

if (form) keepIn(form.dataset.trace === "low" ? new Shelf(null, "") : shelvesOf(form.dataset.asks)[0], form.elements.text);
listenForLimits();
padForms();

function keepIn(shelf, box) {
  const { words = "" } = shelf.get(KEPT) || {};
  if (isAsked(words)) shelf.remove(KEPT);
  else if (!box.value) writeIn(box, words), tell(box);
  const title = document.querySelector("h1").textContent.trim();
  box.addEventListener("input", () => (box.value.trim() ? shelf.set(KEPT, { title, words: box.value }) : shelf.remove(KEPT)));
}

/** The form goes as a page, which may never arrive: only what the list shows has. */
function isAsked(words) {
  const plain = (text) => text.normalize("NFC").trim().replace(/\s+/g, " ");
  return [...document.querySelectorAll(".words-kept")].some((asked) => plain(asked.textContent) === plain(words));
}
