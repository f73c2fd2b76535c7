/** Sentences that concern the whole page: what did not arrive, what was refused, the facilitator's message. */

import { wayOf } from "./isolation.js";

const STAY = 12000;

const place = document.getElementById("notices");

/** The facilitator's message stands with the stage: as long as it is sent along, and no longer. */
export function message(text) {
  const standing = place && place.querySelector('[data-kind="message"]');
  if (text) notify(text, { kind: "message", stay: true });
  else if (standing) takeAway(standing);
}

/** What the page itself brought along has been read by then. */
const namesake = place && place.querySelector('[data-kind="namesake"]');
if (namesake) setTimeout(() => takeAway(namesake), STAY);

/** Show `text` for a while; `stay` keeps it until the next of its kind, `closes` names a button that ends it. The same text is never stacked. */
export function notify(text, { kind = "", stay = false, closes = "" } = {}) {
  if (!place || !text) return;
  for (const old of place.children) {
    const same = old.firstChild && old.firstChild.textContent === text;
    if (same && old.dataset.kind === kind) return;
    if (same || (kind && old.dataset.kind === kind)) old.remove();
  }
  const notice = document.createElement("p");
  notice.className = "notice";
  notice.dir = wayOf(text);
  notice.dataset.kind = kind;
  notice.append(text);
  if (closes) notice.append(closer(closes, notice));
  place.append(notice);
  fit();
  if (!stay) setTimeout(() => takeAway(notice), STAY);
}

function takeAway(notice) {
  notice.remove();
  fit();
}

/** They stand over a page that scrolls: what has the focus comes to rest below them, and where they are long they scroll. */
function fit() {
  document.documentElement.style.setProperty("--told", `${place.offsetHeight}px`);
  if (place.scrollHeight > place.clientHeight + 1) place.tabIndex = 0;
  else place.removeAttribute("tabindex");
}

function closer(label, notice) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet small";
  button.textContent = label;
  button.addEventListener("click", () => takeAway(notice));
  return button;
}
