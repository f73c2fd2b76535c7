/**
 * A prompt by answer: all variants are on the phone, and the phone alone knows which one fits. They are known by the
 * number of their answer, which neither a translator nor another spelling changes.
 */

import { word } from "../shared/words.js";

const NONE = "none"; // fits no variant: the choice is offered again

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
    const fitting = this.remembered(place.dataset.promptBy);
    for (const variant of variants) variant.hidden = !fitting.includes(variant.dataset.for);
    const none = variants.every((variant) => variant.hidden);
    (place.querySelector("[data-prompt-choice]") || offered(place, variants)).hidden = !none;
    (place.querySelector("[data-choose-again]") || place.appendChild(button("quiet small", "chooseAgain", "", word("promptAgain")))).hidden = none;
  }

  /** The numbers of the answers; an order chooses none. */
  remembered(poll) {
    const chosen = this.shelf.get(`prompt:${poll}`);
    const own = this.shelf.get(`own:${poll}`);
    return chosen ? [chosen] : ((own && own.labels.length && own.body.choice) || []).map(String);
  }
}

/** Nothing remembered (another phone, a pass): the person says which one speaks to them. */
function offered(place, variants) {
  const row = Object.assign(document.createElement("div"), { className: "row" });
  const question = Object.assign(document.createElement("p"), { className: "softly", textContent: word("promptChoice") });
  row.dataset.promptChoice = "";
  row.append(question, ...variants.map((each) => button("small", "chooseFor", each.dataset.for, each.firstElementChild.textContent)));
  place.prepend(row);
  return row;
}

function button(className, name, value, text) {
  const made = Object.assign(document.createElement("button"), { type: "button", dir: "auto", className, textContent: text });
  made.dataset[name] = value;
  return made;
}
