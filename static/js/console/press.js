/**
 * While something is pressed, nothing that the server tells moves it or makes another button of it: the press is about
 * what was seen. Where the button is another one when the finger is lifted, the browser makes no click of it at all.
 * However slow the finger: some hands take their time.
 */

const LONGEST = 30000; // where the browser never tells that a finger was lifted
const CLICK = 300; // after the finger is lifted: the click of a touch comes a little later, and not always

const waiting = [];
let held = 0;
let down = false;

export function listenForPresses() {
  document.addEventListener("pointerdown", press, true);
  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, lift, true);
  document.addEventListener("pointermove", ({ buttons }) => down && !buttons && lift(), true); // it was lifted outside
  addEventListener("blur", () => down && lift());
  document.addEventListener("click", ({ target }) => target.closest("[type=submit]") || letGo()); // a form goes after its click
  document.addEventListener("submit", () => setTimeout(letGo));
}

/** `then`: what came, to be shown; in the order in which it came, and at once where nothing is pressed. */
export function whenStill(then) {
  if (held) waiting.push(then);
  else then();
}

function press() {
  down = true;
  letGoIn(LONGEST);
}

function lift() {
  down = false;
  letGoIn(CLICK);
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
