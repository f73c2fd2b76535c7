/**
 * While something is pressed, nothing of what is told beside the stage moves it: where the button is another one when
 * the finger is lifted, the browser makes no click of it, and the press would be lost.
 */

const LONGEST = 2000; // a finger that was lifted elsewhere holds nothing up for longer
const CLICK = 50; // after the finger is lifted

const waiting = [];
let held = 0;

export function listenForPresses() {
  document.addEventListener("pointerdown", () => letGo(LONGEST), true);
  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => letGo(CLICK), true);
}

/** `hearing`: who hears what, by name. In the order in which it came; at once where nothing is pressed. */
export function whenStill(hearing) {
  const still = (hear) => (told) => {
    if (held) waiting.push(() => hear(told));
    else hear(told);
  };
  return Object.fromEntries(Object.entries(hearing).map(([name, hear]) => [name, still(hear)]));
}

/** `pause`: ms until then. */
function letGo(pause) {
  clearTimeout(held);
  held = setTimeout(() => {
    held = 0;
    for (const each of waiting.splice(0)) each();
  }, pause);
}
