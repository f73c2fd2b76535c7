/** On My notes: words that were not sent in time and were kept in this browser, to copy or to delete. */

import { copyText } from "../phone/copy-text.js";
import { shelvesOf } from "../shared/sealed.js";
import { word } from "../screen/words.js";

const KEPT = "kept:";
const place = document.querySelector("[data-kept-here]");
const [shelf] = place ? shelvesOf(place.dataset.keptHere) : [];

function render() {
  const names = shelf.names().filter((name) => name.startsWith(KEPT)).sort();
  place.hidden = !names.length;
  place.querySelector("[data-kept-list]").replaceChildren(...names.map(entry));
}

function entry(name) {
  const { title, words } = shelf.get(name) || {};
  const item = document.createElement("li");
  const text = written("p", words);
  const told = document.createElement("p");
  const row = document.createElement("div");
  Object.assign(text, { className: "words-kept", translate: false });
  told.className = "small softly";
  told.setAttribute("role", "status");
  row.className = "row no-print";
  row.append(
    button(word("copy"), () => copyText(words, text, told)),
    button(word("delete"), () => (shelf.remove(name), render())),
  );
  item.append(written("h3", title), text, row, told);
  return item;
}

function written(tag, text) {
  const made = document.createElement(tag);
  made.dir = "auto";
  made.textContent = text || "";
  return made;
}

function button(label, press) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "small";
  made.textContent = label;
  made.addEventListener("click", press);
  return made;
}

if (place) render();
