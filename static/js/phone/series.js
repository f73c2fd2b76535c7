/** A check-in's own before and after: kept in this tab, told on this phone, known to nobody else. */

import { word } from "../shared/words.js";

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

/** The words at once; the picture comes with the first of them, and where the line does not bring it the words do. */
function draw(place, first, own) {
  const text = word("series", { before: first.label, after: own.labels[0] });
  if (place.dataset.drawn === text) return;
  place.dataset.drawn = text;
  place.textContent = "";
  const words = document.createElement("span");
  words.textContent = text;
  place.append(words);
  if (own.body.scale === undefined || !place.dataset.low) return;
  const fits = () => place.dataset.drawn === text;
  import("./series-way.js").then(({ way }) => fits() && place.prepend(way(place.dataset, first.value, own.body.scale)), () => {});
}
