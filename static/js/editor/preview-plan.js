/** The plan beside the text: every step with the minute it begins. A click goes there. */

import { word } from "./words.js";

export class Plan {
  constructor(place, go) {
    this.place = place;
    this.shape = "";
    this.lines = []; // [what was drawn, its <li>]: with 500 steps only what changed is drawn anew
    this.marked = null;
    place.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-id]");
      if (button) go(button.dataset.id, Number(button.dataset.line));
    });
  }

  show(outline, current) {
    const shape = JSON.stringify([outline.total, outline.planned, outline.rows.map((row) => row.part)]);
    if (shape !== this.shape) this.draw(outline);
    else outline.rows.forEach((row, n) => this.redraw(n, row));
    this.shape = shape;
    this.mark(outline.rows.findIndex((row) => row.id === current));
  }

  draw({ rows, total, planned }) {
    this.place.textContent = "";
    this.place.append(made("p", "softly", planned && planned !== total ? `${total} · planned: ${planned}` : total));
    this.lines = [];
    let list = null;
    for (const row of rows) {
      if (row.part || !list) {
        if (row.part) this.place.append(made("h2", "", row.part));
        list = made("ol", "outline");
        this.place.append(list);
      }
      this.lines.push([JSON.stringify(row), line(row)]);
      list.append(this.lines.at(-1)[1]);
    }
  }

  redraw(n, row) {
    const key = JSON.stringify(row);
    if (this.lines[n][0] === key) return;
    const item = line(row);
    this.lines[n][1].replaceWith(item);
    this.lines[n] = [key, item];
  }

  mark(n) {
    if (this.marked) this.marked.removeAttribute("aria-current");
    this.marked = n < 0 ? null : this.lines[n][1].firstElementChild;
    if (this.marked) this.marked.setAttribute("aria-current", "step");
  }
}

function line(row) {
  const item = document.createElement("li");
  const button = made("button", "quiet");
  button.type = "button";
  button.dataset.id = row.id;
  button.dataset.line = row.line;
  button.append(made("time", "", row.clock), made("bdi", "", row.title), made("small", "", about(row)));
  if (row.broken) button.dataset.broken = "";
  item.append(button);
  return item;
}

function about({ kind, minutes, optional, broken }) {
  return [kind, minutes, optional && word("cardOptional"), broken && word("cardBroken")].filter(Boolean).join(" · ");
}

function made(name, className, text = "") {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.textContent = text;
  return element;
}
