/** A check-in's own before and after: kept in this tab, told on this phone, known to nobody else. */

import { word } from "../shared/words.js";

const SVG = "http://www.w3.org/2000/svg";

export class Series {
  constructor(main, shelf) {
    Object.assign(this, { main, shelf });
  }

  /** What goes along with an answer: nothing the first time, the first answer from then on. */
  before({ series, step }, body, label) {
    if (!series) return {};
    const value = body.scale !== undefined ? body.scale : (body.choice || [])[0];
    const first = this.shelf.get(`series:${series}`);
    if (first && first.step !== step) {
      if (value !== undefined) this.shelf.set(`series:${series}:now`, { step, label });
      return { before: first.value };
    }
    if (value !== undefined) this.shelf.set(`series:${series}`, { step, value, label });
    return {};
  }

  /** A first answer that was taken back is none to compare with. */
  passed({ series, step }) {
    for (const name of series ? [`series:${series}`, `series:${series}:now`] : []) {
      if (this.shelf.get(name)?.step === step) this.shelf.remove(name);
    }
  }

  /** `own`: this step's answer, or null. */
  render(own) {
    for (const place of this.main.querySelectorAll("[data-own-series]")) {
      const first = this.shelf.get(`series:${place.dataset.ownSeries}`);
      const again = first && own && !own.body.pass && first.step !== document.body.dataset.step;
      place.hidden = !again;
      if (again) draw(place, first, own);
    }
  }
}

function draw(place, first, own) {
  const text = word("series", { before: first.label, after: own.labels[0] });
  if (place.dataset.drawn === text) return;
  place.dataset.drawn = text;
  place.textContent = "";
  const words = document.createElement("span");
  words.textContent = text;
  if (own.body.scale !== undefined && place.dataset.low) place.append(way(place.dataset, first.value, own.body.scale));
  place.append(words);
}

/** The way from then to now on the line of the scale: a hollow dot, a line, a full dot. */
function way({ low, high }, from, to) {
  const at = (value) => 8 + (184 * (value - low)) / (high - low);
  const box = shape("svg", { viewBox: "0 0 200 20", class: "way", "aria-hidden": "true" });
  box.append(
    shape("line", { class: "line", x1: 8, x2: 192, y1: 10, y2: 10 }),
    shape("line", { class: "went", x1: at(from), x2: at(to), y1: 10, y2: 10 }),
    shape("circle", { class: "then", cx: at(from), cy: 10, r: 5 }),
    shape("circle", { class: "now", cx: at(to), cy: 10, r: 7 }),
  );
  return box;
}

function shape(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
