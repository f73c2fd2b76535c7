/** The code for another device: its two minutes, whether the other one came, and leaving this one for good. */

import { Http } from "../line/http.js";
import { unsentHere } from "../phone/unsent-told.js";
import { root } from "../shared/root.js";
import { forgetHere, shelvesOf } from "../shared/sealed.js";

const ASK_EVERY = 2000;
const SECOND = 1000;
const place = document.getElementById("move");
const { session } = place.dataset;
const http = new Http(session);
const shelves = shelvesOf(session);
const part = (name) => place.querySelector(`[data-move="${name}"]`);
const ends = performance.now() + Number(place.dataset.seconds) * SECOND;
const clock = setInterval(tick, SECOND / 2);
const asking = setInterval(ask, ASK_EVERY);
let warned = false; // that words would go, too

function tick() {
  const left = Math.max(0, Math.ceil((ends - performance.now()) / SECOND));
  place.querySelector("[data-move-left]").textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  if (left > 0) return;
  clearInterval(clock);
  ask().then(() => show("expired"));
}

/** A line that is away for a moment changes nothing: it is asked again. */
function ask() {
  return http.moved().then(({ state }) => state !== "open" && show(state), () => {});
}

/** The first thing that became of the code is all that becomes of it. */
function show(state) {
  if (part("open").hidden) return;
  clearInterval(clock);
  clearInterval(asking);
  part("open").hidden = true;
  part(state).hidden = false;
  part(state).focus();
}

/**
 * What is on its way to the server is nowhere else, so then nothing is forgotten; nor are words that wait for a button,
 * or came back, unless that is wanted.
 */
function forget() {
  const waits = shelves.some((shelf) => shelf.names().some((name) => name.startsWith("out:")));
  const words = !waits && !warned && unsentHere(...shelves).some((own) => own.words);
  place.querySelector("[data-move-waits]").hidden = !waits;
  place.querySelector("[data-move-words]").hidden = !words;
  warned = warned || words;
  if (waits || words) return;
  http.forget().then(gone, () => (place.querySelector("[data-move-failed]").hidden = false));
}

function gone() {
  forgetHere(session);
  location.replace(`${root}/`);
}

for (const button of place.querySelectorAll("[data-move-forget]")) button.hidden = false; // dead without a script
place.addEventListener("click", (event) => event.target.closest("[data-move-forget]") && forget());
