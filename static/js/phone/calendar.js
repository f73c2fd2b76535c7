/** A reminder of one's own sentence as a calendar file: made here, sent to nobody. All of it comes with the step. */

import { language } from "../shared/language.js";
import { notify } from "../shared/notices.js";
import { word } from "../shared/words.js";

export class Calendar {
  constructor(main) {
    this.main = main;
    main.addEventListener("click", (event) => {
      const button = event.target.closest("[data-calendar]");
      if (button) this.fetch().then((made) => (made ? made.save(button, word("seedTitle"), language()) : notify(word("tryLineNot"))));
    });
  }

  render() {
    if (this.main.querySelector("[data-calendar]")) this.fetch().then((made) => made && made.nameDays(this.main, language()));
  }

  /** Where the line did not bring it, once more with the button. */
  fetch() {
    this.file = this.file || import("./calendar-file.js").catch(() => (this.file = null));
    return this.file;
  }
}
