/** A prompt by answer: all variants are on the phone, and the phone alone knows which one fits. */

import { word } from "../shared/words.js";

const NONE = " "; // fits no variant: the choice is offered again

export class Prompt {
  constructor(main, shelf) {
    this.main = main;
    this.shelf = shelf;
    main.addEventListener("click", (event) => {
      const button = event.target.closest("[data-choose-for], [data-choose-again]");
      const place = button && button.closest("[data-prompt-by]");
      if (!place) return;
      this.shelf.set(`prompt:${place.dataset.promptBy}`, button.dataset.chooseFor || NONE);
      this.show(place);
    });
  }

  render() {
    for (const place of this.main.querySelectorAll("[data-prompt-by]")) this.show(place);
  }

  show(place) {
    const variants = [...place.querySelectorAll("[data-for]")];
    const labels = this.remembered(place.dataset.promptBy);
    const fitting = variants.filter((variant) => labels.includes(plain(variant.dataset.for)));
    for (const variant of variants) variant.hidden = !fitting.includes(variant);
    const offer = place.querySelector("[data-prompt-choice]") || offered(place, variants);
    const again = place.querySelector("[data-choose-again]") || another(place);
    offer.hidden = fitting.length > 0;
    again.hidden = !offer.hidden;
  }

  remembered(poll) {
    const chosen = this.shelf.get(`prompt:${poll}`);
    const own = this.shelf.get(`own:${poll}`);
    return (chosen ? [chosen] : own ? own.labels : []).map(plain);
  }
}

/** Nothing remembered (another phone, a pass): the person says which one speaks to them. */
function offered(place, variants) {
  const row = document.createElement("div");
  row.className = "row";
  row.dataset.promptChoice = "";
  row.append(question());
  for (const variant of variants) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "small";
    button.dataset.chooseFor = variant.dataset.for;
    button.textContent = variant.dataset.for;
    row.append(button);
  }
  place.prepend(row);
  return row;
}

function another(place) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet small";
  button.dataset.chooseAgain = "";
  button.textContent = word("promptAgain");
  place.append(button);
  return button;
}

function question() {
  const line = document.createElement("p");
  line.className = "softly";
  line.textContent = word("promptChoice");
  return line;
}

function plain(text) {
  return text.trim().toLowerCase();
}
