/** Among the steps to add, those that somebody calls by the typed words. */

import { composing } from "../shared/composing.js";

export class InsertSearch {
  constructor(dialog) {
    this.box = dialog.querySelector("#insert-search");
    this.found = dialog.querySelector("#insert-found");
    this.offers = [...dialog.querySelectorAll("[data-block]")];
    this.box.addEventListener("input", () => this.look());
    this.box.addEventListener("keydown", (event) => this.key(event));
  }

  clear() {
    this.box.value = "";
    this.look();
  }

  look() {
    const typed = folded(this.box.value);
    const fits = this.fits(typed);
    for (const offer of this.offers) offer.hidden = fits.length > 0 && !fits.includes(offer);
    const { all, none, some } = this.found.dataset;
    this.found.textContent = !typed ? all : fits.length ? some.replace("{n}", fits.length) : none;
  }

  fits(typed) {
    return typed ? this.offers.filter((offer) => matches(offer, typed)) : [];
  }

  /** Enter takes the first that is found. */
  key(event) {
    if (event.key !== "Enter" || composing(event)) return;
    event.preventDefault();
    this.fits(folded(this.box.value))[0]?.click();
  }
}

function matches(offer, typed) {
  const words = folded(`${offer.dataset.words}|${offer.textContent}`);
  return words.split("|").some((name) => name.startsWith(typed) || name.includes(` ${typed}`));
}

function folded(text) {
  return text.toLocaleLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/\s+/g, " ").trim();
}
