/** The invitation with day, time and more: a text, a mail and a calendar file. What is filled in stays in this browser. */

import { download, escaped, folded, spoken as inLanguage, stamp } from "../phone/calendar-file.js";
import { disk, Shelf } from "../shared/storage.js";

/** The paragraphs of `base` with what is known put where one looks for it. `said`: the sentences, {…} for what is typed. */
export function composed(base, { day, time, video, bring }, said, language) {
  const parts = base.split("\n\n");
  const when = day ? said.when.replace("{when}", () => spoken(day, time, language)) : "";
  const address = video ? said.video.replace("{address}", () => video) : "";
  const things = bring ? said.bring.replace("{things}", () => bring) : "";
  return [parts[0], when, ...parts.slice(1, -1), address, things, parts.at(-1)].filter(Boolean).join("\n\n");
}

function spoken(day, time, language) {
  const clock = time ? { hour: "numeric", minute: "2-digit" } : {};
  const options = { weekday: "long", day: "numeric", month: "long", year: "numeric", ...clock };
  return new Date(`${day}T${time || "12:00"}`).toLocaleString(asHere(language), options);
}

/** English as it is written here, where the reader has English. */
function asHere(language) {
  const base = (code) => code.split("-")[0];
  return (globalThis.navigator?.languages || []).find((code) => base(code) === base(language)) || language;
}

/** One entry: with a time as long as the workshop is planned, without one the whole day. */
export function event({ title, about, link, day, time, minutes, language }, now) {
  const begin = new Date(`${day}T${time || "00:00"}`);
  const end = new Date(begin.getTime() + minutes * 60000);
  const times = time ? [`DTSTART:${stamp(begin)}`, `DTEND:${stamp(end)}`] : [`DTSTART;VALUE=DATE:${day.replaceAll("-", "")}`];
  const said = inLanguage(language);
  const lines = [
    "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Workshop//EN", "BEGIN:VEVENT", `UID:${now}@workshop.invalid`,
    `DTSTAMP:${stamp(now)}`, ...times, `SUMMARY${said}:${escaped(title)}`, `DESCRIPTION${said}:${escaped(about)}`, `URL:${link}`,
    "END:VEVENT", "END:VCALENDAR",
  ];
  return lines.map(folded).join("\r\n") + "\r\n";
}

export function invite(fields) {
  const text = document.getElementById("invitation");
  const mail = document.querySelector("[data-invitation-mail]");
  const button = document.querySelector("[data-invitation-calendar]");
  const { invitation, title, language, minutes, link, ...said } = fields.dataset;
  const shelf = new Shelf(disk("localStorage"), "workshop-invitation:");
  const base = text.value;
  const inputs = [...fields.querySelectorAll("input")];
  const filled = () => Object.fromEntries(inputs.map((input) => [input.name, input.value.trim()]));
  const known = shelf.get(invitation) || {};
  for (const input of inputs) input.value = known[input.name] || "";

  function show() {
    const now = filled();
    text.value = composed(base, now, said, language);
    mail.href = `mailto:?subject=${encodeURIComponent(title)}&body=${encodeURIComponent(text.value.replaceAll("\n", "\r\n"))}`;
    button.hidden = !now.day;
  }

  fields.addEventListener("input", () => {
    shelf.set(invitation, filled());
    show();
  });
  button.addEventListener("click", () => {
    const now = { ...filled(), title, link, language, minutes: Number(minutes), about: text.value };
    download(event(now, Date.now()), "workshop.ics");
  });
  for (const place of [fields, mail, document.querySelector("[data-invitation-kept]")]) place.hidden = false;
  show();
}
