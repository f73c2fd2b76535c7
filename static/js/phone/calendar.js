/** A reminder of one's own sentence as a calendar file: made here, sent to nobody. */

import { word } from "../shared/words.js";
import { language } from "../shared/language.js";

const DAY = 86400000;

export class Calendar {
  constructor(main) {
    this.main = main;
    main.addEventListener("click", (event) => {
      const button = event.target.closest("[data-calendar]");
      if (button) save(button);
    });
  }

  /** The days on which a seed is looked at again, as this phone's calendar names them. */
  render() {
    for (const place of this.main.querySelectorAll("time[data-days]")) {
      const on = new Date(Date.now() + Number(place.dataset.days) * DAY);
      const how = { day: "numeric", month: "long" };
      place.textContent = on.toLocaleDateString(language(), how);
    }
  }
}

function save(button) {
  const box = button.closest("form").querySelector('[name="text"]');
  const days = button.dataset.calendar.split(",").map(Number);
  if (box.value.trim()) download(calendar(box.value.trim(), days, Date.now()));
  else box.focus();
}

/** An iCalendar text with one whole-day entry for each of `days` after `now` (milliseconds). */
export function calendar(sentence, days, now) {
  const events = days.flatMap((after, index) => entry(sentence, now, now + after * DAY, index));
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Workshop//EN", ...events, "END:VCALENDAR"];
  return lines.map(folded).join("\r\n") + "\r\n";
}

function entry(sentence, now, on, index) {
  return [
    "BEGIN:VEVENT",
    `UID:${now}-${index}@workshop.invalid`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART;VALUE=DATE:${stamp(on).slice(0, 8)}`,
    `SUMMARY:${escaped(word("seedTitle"))}`,
    `DESCRIPTION:${escaped(sentence)}`,
    "END:VEVENT",
  ];
}

function stamp(ms) {
  return new Date(ms).toISOString().replace(/[-:]|\.\d+/g, "");
}

function escaped(text) {
  return text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");
}

/** Calendar programs want lines of at most 75 bytes; a character is at most four of them. */
function folded(line) {
  if (new TextEncoder().encode(line).length <= 75) return line;
  return line.match(/.{1,18}/gu).join("\r\n ");
}

function download(text) {
  const link = document.createElement("a");
  const address = URL.createObjectURL(new Blob([text], { type: "text/calendar" }));
  Object.assign(link, { href: address, download: "seed.ics" });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
