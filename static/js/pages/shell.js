/**
 * The room without network: what waits in this browser is shown, to copy, and the room opens by itself once the server
 * can be reached. The page comes from this browser's own keeping, so all that it knows is the address.
 */

import { copyText } from "../phone/copy-text.js";
import { unsentHere } from "../phone/unsent-told.js";
import { root } from "../shared/root.js";
import { shelvesOf } from "../shared/sealed.js";
import { word } from "../shared/words.js";

const EVERY = 4000;
const PATIENCE = 6000;
const session = decodeURIComponent(location.pathname.split("/").filter(Boolean).pop() || "");
const shelves = shelvesOf(session);
const place = document.querySelector("[data-unsent-here]");
const told = document.querySelector("[data-state]");
let trying = null;

function show() {
  const found = unsentHere(...shelves);
  place.hidden = !found.length;
  document.querySelector("[data-nothing]").hidden = found.length > 0;
  place.querySelector("[data-list]").replaceChildren(...found.map(entry));
}

function entry({ title, words }) {
  const [item, text] = [document.createElement("li"), document.createElement("div")];
  text.className = "entry";
  if (title) text.append(written("h3", title));
  text.append(...(words ? copyable(words) : [written("p", word("notSentYet"))]));
  item.append(text);
  return item;
}

function copyable(words) {
  const [text, row] = [written("p", words), document.createElement("div")];
  const [button, said] = [document.createElement("button"), document.createElement("p")];
  Object.assign(text, { className: "words-kept", translate: false });
  Object.assign(said, { className: "small softly" });
  said.setAttribute("role", "status");
  Object.assign(button, { type: "button", className: "small", textContent: word("copy") });
  button.addEventListener("click", () => copyText(words, text, said));
  row.className = "row";
  row.append(button);
  return [text, row, said];
}

function written(tag, text) {
  return Object.assign(document.createElement(tag), { dir: "auto", textContent: text });
}

/** A page of a hotel's network, which answers everything, is not the server. */
async function reached() {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const answer = await fetch(`${root}/health/live`, { cache: "no-store", redirect: "error", signal: stop.signal });
    return answer.ok && (await answer.json()).status === "ok";
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

/** `asked`: somebody pressed the button, and wants to hear that it was tried. */
async function again(asked) {
  clearTimeout(trying);
  if (asked) told.textContent = "";
  if (await reached()) return location.reload();
  if (asked) told.textContent = told.dataset.state;
  trying = setTimeout(again, EVERY);
  return undefined;
}

document.querySelector("[data-again]").addEventListener("click", () => again(true));
document.getElementById("exit").addEventListener("click", () => location.replace("about:blank"));
window.addEventListener("online", () => again());
show();
trying = setTimeout(again, EVERY);
document.documentElement.dataset.runs = ""; // see before/old-browser.js
