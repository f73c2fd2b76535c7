/**
 * While something is pressed, nothing that the server tells moves it or makes another button of it: the press is about
 * what was seen. Where the button is another one when the finger is lifted, the browser makes no click of it at all.
 */

const LONGEST = 2000; // a finger that was lifted elsewhere holds nothing up for longer
const CLICK = 50; // after the finger is lifted, where no click follows

const waiting = [];
let held = 0;

export function listenForPresses() {
  document.addEventListener("pointerdown", () => letGoIn(LONGEST), true);
  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => letGoIn(CLICK), true);
  document.addEventListener("click", ({ target }) => target.closest("[type=submit]") || letGo()); // a form goes after its click
}

/** `then`: what came, to be shown; in the order in which it came, and at once where nothing is pressed. */
export function whenStill(then) {
  if (held) waiting.push(then);
  else then();
}

function letGoIn(pause) {
  clearTimeout(held);
  held = setTimeout(letGo, pause);
}

function letGo() {
  clearTimeout(held);
  held = 0;
  for (const then of waiting.splice(0)) then();
}
