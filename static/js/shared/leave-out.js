/** What the shared screen has no room for stays on the phones: the last goes first, or the smallest, and a line says how many. */

import { word } from "../screen/words.js";

const OUT = "data-left-out";
const FEWEST = 3; // answers that stay, however long they are

/** One after the other, until the part fits. */
export function leaveOut(part, fits) {
  for (const rows of leaving(part)) {
    if (fits()) return;
    for (const row of [].concat(rows)) row.setAttribute(OUT, "");
    for (const list of [part, ...part.querySelectorAll(".sizes")]) count(list);
    halve(part);
  }
}

/** As the server sent it. */
export function allIn(part) {
  for (const row of part.querySelectorAll(`[${OUT}]`)) row.removeAttribute(OUT);
  for (const list of [part, ...part.querySelectorAll(".sizes")]) count(list);
  halve(part);
}

const listOf = (row) => row.closest(".sizes, .in-brief, .wall, .bars, .ladder, .sorted, .matrix");

/** The rows of a list or a table. */
export function rowsOf(part) {
  const list = part.matches("table") ? part.tBodies[0] : part;
  return [...list.children].filter((row) => !row.matches("[data-more]"));
}

function leaving(part) {
  if (part.matches(".in-brief, .brief")) return ofQuestions(part);
  if (part.matches(".matrix")) return ofThings(part);
  const rows = rowsOf(part).reverse();
  const fewest = part.matches(".wall, .of-question *") ? 1 : FEWEST;
  return part.matches(".bars") ? bySize(rows, fewest) : rows.slice(0, -fewest);
}

/** The smallest first; what is right stays. */
function bySize(rows, fewest) {
  const sizes = new Map(rows.map((row) => [row, sizeOf(row)]));
  const order = rows.slice().sort((a, b) => sizes.get(a) - sizes.get(b));
  return order.slice(0, -fewest).filter((row) => !row.matches(".correct"));
}

function sizeOf(row) {
  const length = row.querySelector(".length > rect");
  return length ? parseFloat(length.getAttribute("width")) : row.querySelectorAll(".dots > i").length;
}

/** The last answer of the question that says most, again and again; then the last questions. */
function* ofQuestions(part) {
  for (;;) {
    const long = [...part.querySelectorAll(".sizes")].filter((list) => stays(list).length > 1 && tellsMost(list));
    if (!long.length) break;
    long.sort((a, b) => b.offsetHeight - a.offsetHeight);
    yield stays(long[0]).pop();
  }
  if (part.matches(".in-brief")) yield* rowsOf(part).reverse().slice(0, -1);
}

/** Of the cell that holds most, what stands in others too, wherever it stands; else its last. */
function* ofThings(part) {
  const cells = [...part.querySelectorAll("ul")];
  for (;;) {
    const [fullest] = cells.sort((a, b) => stays(b).length - stays(a).length);
    const things = stays(fullest).map((row) => [...part.querySelectorAll("li")].filter((other) => nameOf(other) === nameOf(row)));
    if (things.length < 2) return;
    yield things.reduce((a, b) => (b.length >= a.length ? b : a));
  }
}

const nameOf = (row) => row.querySelector("bdi").textContent;

/** Where the question itself is higher than its answers, fewer of them make no room. */
function tellsMost(list) {
  const question = list.closest(".in-brief > *");
  return !question || list.parentElement.offsetHeight > question.querySelector("h2").offsetHeight;
}

const stays = (list) => rowsOf(list).filter((row) => !row.hasAttribute(OUT));

/** Those that the server kept back for their length, and those that found no room here. */
function count(list) {
  const chart = list.matches(".wall") ? null : list.closest(".chart");
  const place = chart || list;
  const here = place.querySelector(":scope > [data-more]");
  const out = [...list.querySelectorAll(`[${OUT}]`)].filter((row) => listOf(row) === list);
  const left = list.matches(".matrix") ? new Set(out.map(nameOf)).size : out.length;
  const line = here || (left && place.appendChild(newLine(place.ownerDocument, chart ? "p" : list.matches("ul") ? "li" : "p", chart ? "legend" : "hidden-card")));
  if (!line) return;
  const n = Number(line.dataset.more) + left;
  if (n) line.textContent = word("moreOnPhones", { n });
  else line.remove();
}

function newLine(page, tag, name) {
  const line = page.createElement(tag);
  line.className = name;
  line.dataset.more = 0;
  return line;
}

/** Long lists stand in two columns (projector-result.css). */
function halve(part) {
  part.style.setProperty("--half", Math.ceil(stays(part.matches("table") ? part.tBodies[0] : part).length / 2));
}
