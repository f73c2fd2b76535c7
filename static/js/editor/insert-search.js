/** Among the steps to add, those that somebody calls by the typed words, the nearest first. */

import { composing } from "../shared/composing.js";
import { fitting } from "./search-order.js";
import { folded } from "./search-order.js";

export class InsertSearch {
  constructor(dialog) {
    this.box = dialog.querySelector("#insert-search");
    this.found = dialog.querySelector("#insert-found");
    this.offers = [...dialog.querySelectorAll("[data-block]")].map(named);
    this.box.addEventListener("input", () => this.look());
    this.box.addEventListener("keydown", (event) => this.key(event));
  }

  clear() {
    this.box.value = "";
    this.look();
  }

  /** Moved, and not only painted in another order: the tab key and a screen reader meet them as they stand. */
  look() {
    const fits = this.fits();
    const shown = fits.length ? fits : this.offers;
    const rest = this.offers.filter((offer) => !shown.includes(offer));
    for (const { button } of rest) button.hidden = true;
    for (const { button } of shown) button.hidden = false;
    shown[0].button.parentElement.append(...[...shown, ...rest].map(({ button }) => button));
    const { all, none, some } = this.found.dataset;
    this.found.textContent = !folded(this.box.value) ? all : fits.length ? some.replace("{n}", fits.length) : none;
  }

  fits() {
    const typed = folded(this.box.value);
    return typed ? fitting(this.offers, typed) : [];
  }

  /** Enter takes the first that is found. */
  key(event) {
    if (event.key !== "Enter" || composing(event)) return;
    event.preventDefault();
    this.fits()[0]?.button.click();
  }
}

function named(button) {
  const words = (text) => folded(text).split("|").filter(Boolean);
  const { own, words: like } = button.dataset;
  const [title, told] = [button.querySelector("b"), button.querySelector("small")].map((each) => folded(each.textContent));
  return { button, own: [title, ...words(own)], like: words(like), told };
}
