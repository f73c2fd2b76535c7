/**
 * How large things are set on the shared screen. The server guesses by the amount of text (data-amount, 1 is the
 * largest); the screen knows its room: as large as leaves air, else the largest that fits.
 */

import { word } from "../screen/words.js";

const SIZES = { ".prose[data-amount]": 6, ".options": 4, ".wall": 4, ".bars": 4, ".ladder": 3, ".sorted": 5, ".groups": 3 };
const AIR = 0.8; // of the room: what is set larger than the server guessed leaves some
const HAIR = 0.004; // of the screen's height: letters reach a little out of narrow lines

export function fit(stage) {
  for (const [which, sizes] of Object.entries(SIZES)) {
    for (const part of stage.querySelectorAll(`:is(.fill, .calm-words) ${which}`)) settle(part, sizes);
  }
}

/** The guess is the server's, also when the screen is measured anew. */
function settle(part, sizes) {
  part.dataset.guess = part.dataset.guess || part.dataset.amount || 1;
  whole(part);
  for (let size = 1; size <= sizes; size += 1) {
    part.dataset.amount = size;
    if (fits(part, size < Number(part.dataset.guess) ? AIR : 1)) return;
  }
  if (part.matches(".wall")) leaveOut(part);
}

function fits(part, share) {
  const hair = part.ownerDocument.defaultView.innerHeight * HAIR;
  if (part.scrollHeight > room(part) * share + hair || part.scrollWidth > part.clientWidth + hair) return false;
  return [...part.children].every((row) => row.scrollHeight <= row.clientHeight + hair || !row.clientHeight);
}

/** A chart that shares its place with something has the height that is its own; a table what the others leave. */
function room(part) {
  const beside = part.parentElement.matches(".chart") && part.parentElement.children.length > 2;
  return beside ? part.clientHeight : belowTitle(part.closest(".step")) - others(part);
}

/** How high the lines are that stand below a table. */
function others(part) {
  const chart = part.closest(".chart");
  if (!chart || chart === part.parentElement) return 0;
  const lines = [...chart.children].filter((line) => !line.contains(part) && line.offsetHeight);
  return lines.reduce((sum, line) => sum + line.offsetHeight + parseFloat(getComputedStyle(chart).rowGap), 0);
}

/** What is said in few words stands in the middle of the height, so its own height tells nothing of the room. */
function belowTitle(step) {
  const head = step.querySelector(":scope > header, :scope > .calm-words > h1");
  const gap = parseFloat(getComputedStyle(step).rowGap) || 0;
  return step.clientHeight - (head ? head.offsetHeight + gap : 0);
}

/** A wall that is larger than the screen: the last cards stay on the phones, and the last line says how many. */
function leaveOut(wall) {
  const rest = wall.querySelector("[data-more]") || wall.appendChild(lastLine(wall));
  const cards = [...wall.children].filter((card) => card !== rest);
  while (cards.length > 1 && !fits(wall, 1)) {
    cards.pop().setAttribute("data-left-out", "");
    count(rest, wall);
  }
}

/** As the server sent it. */
function whole(part) {
  for (const card of part.querySelectorAll("[data-left-out]")) card.removeAttribute("data-left-out");
  const rest = part.querySelector("[data-more]");
  if (rest && rest.dataset.more === "0") rest.remove();
  else if (rest) count(rest, part);
}

function lastLine(wall) {
  const rest = wall.ownerDocument.createElement("li");
  rest.className = "hidden-card";
  rest.dataset.more = 0;
  return rest;
}

/** Those that the server kept back for their length, and those that found no room here. */
function count(rest, wall) {
  const n = Number(rest.dataset.more) + wall.querySelectorAll("[data-left-out]").length;
  rest.textContent = word("moreOnPhones", { n });
}
