/** A reminder of one's own sentence as a calendar file: made here, sent to nobody. */

import { notify } from "../shared/notices.js";
import { word } from "../shared/words.js";
import { language } from "../shared/language.js";

const DAY = 86400000;

export class Calendar {
  constructor(main) {
    this.main = main;
    main.addEventListener("click", (event) => {
      const button = event.target.closest("[data-calendar]");
      if (button) this.save(button);
    });
  }

  /** The days on which a seed is looked at again, as this phone's calendar names them. */
  render() {
    if (this.main.querySelector("[data-calendar]")) this.fetch();
    for (const place of this.main.querySelectorAll("time[data-days]")) {
      const on = new Date(Date.now() + Number(place.dataset.days) * DAY);
      const how = { day: "numeric", month: "long" };
      place.textContent = on.toLocaleDateString(language(), how);
    }
  }

  /** Comes with the step; where the line did not bring it, once more with the button. */
  fetch() {
    this.file = this.file || import("./calendar-file.js").catch(() => (this.file = null));
    return this.file;
  }

  async save(button) {
    const box = button.closest("form").querySelector('[name="text"]');
    const days = button.dataset.calendar.split(",").map(Number);
    const sentence = box.value.trim();
    if (!sentence) return box.focus();
    const made = await this.fetch();
    return made ? download(made.calendar(sentence, word("seedTitle"), days, Date.now())) : notify(word("tryLineNot"));
  }
}


function download(text) {
  const link = document.createElement("a");
  const address = URL.createObjectURL(new Blob([text], { type: "text/calendar" }));
  Object.assign(link, { href: address, download: "seed.ics" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
