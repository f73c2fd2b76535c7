/** What the team gave back: it stands above its box; on another step it is said once. */

import { notify } from "../shared/notices.js";
import { word } from "../shared/words.js";

export class Returned {
  constructor(main, shelf) {
    Object.assign(this, { main, shelf });
    this.all = [];
  }

  /** It was written anew. */
  written(step) {
    this.all = this.all.filter((own) => own.step !== step);
  }

  render() {
    for (const form of this.main.querySelectorAll('form[data-op="note"]')) {
      const place = form.querySelector("[data-returned]");
      const own = this.all.find(({ step }) => step === form.dataset.step);
      if (!place) continue;
      place.hidden = !own;
      place.querySelector("[data-returned-text]").textContent = own ? gaveBack(own) : "";
    }
    for (const own of this.all) this.sayOnce(own);
  }

  sayOnce(own) {
    const name = `back:${own.step}:${own.field}`;
    if (this.shelf.get(name) === own.said) return;
    this.shelf.set(name, own.said);
    const here = this.main.querySelector(`form[data-op="note"][data-step="${own.step}"]`);
    if (!here) notify(`${gaveBack(own)} ${word("inMyNotes")}`, { kind: name, stay: true, closes: word("close") });
  }
}

function gaveBack({ said }) {
  return said ? word("returned", { said }) : word("returnedPlain");
}
