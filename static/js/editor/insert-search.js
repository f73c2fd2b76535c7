/** Among the steps to add, those that somebody calls by the typed words. */

import { composing } from "../shared/composing.js";

const WORD = 4; // letters: shorter ones are in, of, all

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

  /** What is called so; else what most words of it call. */
  fits(typed) {
    if (!typed) return [];
    const whole = this.offers.filter((offer) => matches(offer, typed));
    if (whole.length) return whole;
    const words = typed.split(/[^\p{L}\p{N}&-]+/u).filter((word) => word.length >= WORD);
    const called = (offer) => words.filter((word) => matches(offer, word)).length;
    const most = Math.max(1, ...this.offers.map(called));
    return this.offers.filter((offer) => called(offer) === most);
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
