/**
 * How large things are set on the shared screen. The server guesses by the amount of text (data-amount, 1 is the
 * largest); the screen knows its room: as large as leaves air, else the largest that fits.
 */

import { allIn, leaveOut, rowsOf } from "./leave-out.js";

const SIZES = { ".prose[data-amount]": 6, ".in-brief": 4, ".parts .brief": 2, ".options": 4, ".wall": 4, ".bars": 4, ".ladder": 3, ".sorted": 6, ".matrix": 2, ".groups": 3 };
// Of which some may stay on the phones. The classes of a number are one thing.
const LISTS = ".wall, .bars:not([data-form=number] .bars), .ladder, .sorted, .matrix, .in-brief, .brief";
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
  if (part.matches(LISTS)) allIn(part);
  for (let size = 1; size <= sizes; size += 1) {
    part.dataset.amount = size;
    if (fits(part, size < Number(part.dataset.guess) ? AIR : 1)) return;
  }
  if (part.matches(LISTS)) leaveOut(part, () => fits(part, 1));
}

function fits(part, share) {
  const hair = part.ownerDocument.defaultView.innerHeight * HAIR;
  if (part.scrollHeight > room(part) * share + hair || part.scrollWidth > part.clientWidth + hair) return false;
  return rowsOf(part).every((row) => row.scrollHeight <= row.clientHeight + hair || !row.clientHeight);
}

/** A chart that shares its place with something has the height that is its own; a table what the others leave. */
function room(part) {
  const beside = part.parentElement.matches(".chart") && part.parentElement.children.length > 2;
  return beside || part.matches(".brief") ? part.clientHeight : belowTitle(part.closest(".step")) - others(part);
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
