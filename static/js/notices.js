/** Sentences that concern the whole page: what did not arrive, what was refused, the facilitator's message. */

const STAY = 12000;

const place = document.getElementById("notices");

/** The facilitator's message stands with the stage: as long as it is sent along, and no longer. */
export function message(text) {
  const standing = place && place.querySelector('[data-kind="message"]');
  if (text) notify(text, { kind: "message", stay: true });
  else if (standing) standing.remove();
}

/** Show `text` for a while; `stay` keeps it until the next of its kind. The same text is never stacked. */
export function notify(text, { kind = "", stay = false } = {}) {
  if (!place || !text) return;
  for (const old of place.children) {
    if (old.textContent === text && old.dataset.kind === kind) return;
    if (old.textContent === text || (kind && old.dataset.kind === kind)) old.remove();
  }
  const notice = document.createElement("p");
  notice.className = "notice";
  notice.dataset.kind = kind;
  notice.textContent = text;
  place.append(notice);
  if (!stay) setTimeout(() => notice.remove(), STAY);
}
