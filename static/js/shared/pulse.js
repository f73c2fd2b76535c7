/** How many are here and how many have answered: counts only, told at most once a second, never kept. */

import { Overlay } from "./overlay.js";
import { word } from "./words.js";

export class Pulse extends Overlay {
  pulse(told) {
    this.hear(told);
  }

<<<<<<< HEAD
  hear(told) {
    this.told = told;
    this.render();
  }

  render() {
    if (!this.told) return;
    for (const place of this.root.querySelectorAll("[data-pulse]")) {
      const count = place.dataset.pulse === "answered" && this.told.about ? this.told.about : this.told[place.dataset.pulse];
=======
  draw(told) {
    this.each("[data-pulse]", (place) => {
      const count = told[place.dataset.pulse];
>>>>>>> 0f47087 (The phone is a list of features with hooks; one base for what is told beside the stage)
      if (count !== undefined && count !== null) place.textContent = String(count);
    });
    this.each("[data-needed]", (place) => {
      const [n, k] = [told.answered || 0, Number(place.dataset.needed)];
      place.textContent = word(n < k ? "needed" : "enough", { n, k });
    });
    this.each("[data-pulse-bar]", (bar) => {
      bar.max = Math.max(1, told.of || 0);
      bar.value = told.answered || 0;
    });
  }
}
