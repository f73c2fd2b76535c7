/** How many are here and how many have answered: counts only, told at most once a second, never kept. */

import { Overlay } from "./overlay.js";
import { word } from "./words.js";

const ABOUT = ["few", "half", "most"];
const about = (told) => ABOUT.filter((each) => told.endsWith(each)).map((each) => word(each))[0] || told;

export class Pulse extends Overlay {
  pulse(told) {
    this.hear(told);
  }

  /** In a small room `about` stands for the number, in words. */
  draw(told) {
    this.each("[data-pulse]", (place) => {
      const inWords = place.dataset.pulse === "answered" && told.about;
      const count = inWords ? about(inWords) : told[place.dataset.pulse];
      if (count !== undefined && count !== null) place.textContent = String(count);
    });
    this.each("[data-needed]", (place) => {
      const [n, k] = [told.answered || 0, Number(place.dataset.needed)];
      if (told.about) place.textContent = word("needs", { k }); // the number behind the words is not the true one
      else place.textContent = word(n < k ? "needed" : "enough", { n, k });
    });
    this.each("[data-pulse-bar]", (bar) => {
      bar.max = Math.max(1, told.of || 0);
      bar.value = told.answered || 0;
    });
  }
}
