/** What a calendar program reads. Loaded with the step that offers it, so it imports nothing. */

const DAY = 86400000;

/** The days on which a seed is looked at again, in the page's language; English as on the server. */
export function nameDays(main, language) {
  const own = language === "en" ? "en-GB" : language;
  for (const place of main.querySelectorAll("time[data-days]")) {
    const on = new Date(Date.now() + Number(place.dataset.days) * DAY);
    place.textContent = on.toLocaleDateString(own, { day: "numeric", month: "long" });
  }
}

/** The button was pressed: a file, or to the box where no sentence stands yet. */
export function save(button, title, language) {
  const box = button.closest("form").querySelector('[name="text"]');
  const sentence = box.value.trim();
  if (!sentence) return box.focus();
  return download(calendar(sentence, title, button.dataset.calendar.split(",").map(Number), Date.now(), language));
}

export function download(text, name = "seed.ics") {
  const link = document.createElement("a");
  const address = URL.createObjectURL(new Blob([text], { type: "text/calendar" }));
  Object.assign(link, { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

/** An iCalendar text with one whole-day entry for each of `days` after `now` (milliseconds); the title is in `language`. */
export function calendar(sentence, title, days, now, language) {
  const said = `${spoken(language)}:${escaped(title)}`;
  const events = days.flatMap((after, index) => entry(sentence, said, now, now + after * DAY, index));
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Workshop//EN", ...events, "END:VCALENDAR"];
  return lines.map(folded).join("\r\n") + "\r\n";
}

function entry(sentence, said, now, on, index) {
  return [
    "BEGIN:VEVENT",
    `UID:${now}-${index}@workshop.invalid`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART;VALUE=DATE:${stamp(on).slice(0, 8)}`,
    `SUMMARY${said}`,
    `DESCRIPTION:${escaped(sentence)}`,
    "END:VEVENT",
  ];
}

/** The parameter that says in which language a line is; a translator may have left none that is one. */
export function spoken(language) {
  return /^[a-zA-Z-]+$/.test(language || "") ? `;LANGUAGE=${language}` : "";
}

export function stamp(ms) {
  return new Date(ms).toISOString().replace(/[-:]|\.\d+/g, "");
}

export function escaped(text) {
  return text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");
}

/** Calendar programs want lines of at most 75 bytes; a character is at most four of them. */
export function folded(line) {
  if (new TextEncoder().encode(line).length <= 75) return line;
  return line.match(/.{1,18}/gu).join("\r\n ");
}
