/** The pause between writing and sending: send now, change, or keep it for oneself. Unhurried, nothing goes by itself. */

import { unhurried } from "./no-clocks.js";

const EVERY = 1000;

export function ringOf(form) {
  return form.querySelector("[data-pause-ring]");
}

/** Show the ring and call `send` at its end, unless the person is quicker or wants no clocks. */
export function startRing(form, send) {
  const ring = ringOf(form);
  const seconds = Number(form.dataset.pause);
  show(form, ring, true);
  ring.toggleAttribute("data-still", unhurried());
  if (!unhurried()) count(form, ring, seconds, send);
  const words = ring.querySelector("p");
  words.tabIndex = -1;
  words.focus(); // not the button, so that a second tap or a held key sends nothing
  ring.scrollIntoView({ block: "end" }); // all three ways, the one to keep it last of all
}

export function endRing(form) {
  clearInterval(form.ringing);
  const ring = ringOf(form);
  if (ring) show(form, ring, false);
}

function count(form, ring, seconds, send) {
  const number = ring.querySelector("[data-ring-left]");
  const end = performance.now() + seconds * 1000;
  for (const circle of ring.querySelectorAll("circle")) circle.style.animationDuration = `${seconds}s`;
  number.textContent = String(seconds);
  form.ringing = setInterval(() => {
    const left = Math.ceil((end - performance.now()) / 1000);
    number.textContent = String(Math.max(0, left));
    if (left <= 0) send();
  }, EVERY / 4);
}

function show(form, ring, on) {
  ring.hidden = !on;
  form.toggleAttribute("data-pausing", on);
  for (const part of form.children) {
    if (!part.contains(ring) && part !== ring) part.inert = on;
  }
}

