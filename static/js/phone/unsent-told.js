/** The words that this browser keeps of a workshop and has not sent, as they are told on the pages beside the room. */

import { textOf } from "./text-of.js";
import { waits } from "./unsent-here.js";

/** [{title, words}], each text once. `lasting`, `fleeting`: the shelves of that workshop. */
export function unsentHere(lasting, fleeting) {
  const found = [...each(lasting), ...each(fleeting)].filter(({ title, words }) => title || words);
  return found.filter(({ words }, at) => !words || found.findIndex((other) => other.words === words) === at);
}

function each(shelf) {
  return shelf
    .names()
    .filter((name) => waits(shelf, name))
    .sort()
    .map((name) => asTold(shelf.get(name) || {}));
}

/** A draft lies bare, an answer on its way as the body of its op, and what came back has its words. */
function asTold({ title = "", about = {}, body, words, ...bare }) {
  if (typeof words === "string") return { title, words };
  return { title: title || about.title || "", words: textOf(body || { words, ...bare }) };
}
