/**
 * On My notes: a check-in's own before and after. Only this tab knows them, so the server never learns them here,
 * and a file to take along gets them from the browser too. A tab that does not know them says so in one line.
 */

import { shelvesOf } from "../shared/sealed.js";
import { word } from "../shared/words.js";

const FORMATS = { html: asPage, md: asText };
const place = document.querySelector("[data-movement]");
const [, shelf] = place ? shelvesOf(place.dataset.movement) : [];

if (place) {
  const known = [...place.querySelectorAll("[data-own-series]")].map(remembered).filter(Boolean);
  place.hidden = false;
  place.querySelector("[data-known]").hidden = known.length === 0;
  place.querySelector("[data-forgotten]").hidden = known.length > 0;
  if (known.length) document.addEventListener("click", (event) => take(event, known));
}

/** {title, text} of one series that was answered twice in this tab, and then it shows. */
function remembered(line) {
  const first = shelf.get(`series:${line.dataset.ownSeries}`);
  const now = shelf.get(`series:${line.dataset.ownSeries}:now`);
  line.hidden = !(first && now);
  if (line.hidden) return null;
  const text = word("series", { before: first.label, after: now.label });
  line.querySelector("[data-said]").textContent = text;
  return { title: line.querySelector("h3").textContent, text };
}

/** The file comes from the server, and gets its last lines here. Where that fails, it comes without them. */
async function take(event, known) {
  const link = event.target.closest("a[data-take]");
  if (!link) return;
  event.preventDefault();
  try {
    const answer = await fetch(link.href);
    if (!answer.ok) throw new Error(String(answer.status));
    save(FORMATS[link.dataset.take](await answer.text(), known), nameOf(answer), answer.headers.get("Content-Type"));
  } catch {
    window.location.assign(link.href);
  }
}

function nameOf(answer) {
  const found = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") || "");
  return found ? found[1] : "my-notes";
}

/** Put in as text: to parse the page here would mean to apply its styles here, which our own rules forbid. */
function asPage(text, known) {
  const sections = known.map(({ title, text: said }) => {
    return `<section class="mine"><h2 dir="auto">${escaped(title)}</h2><p dir="auto">${escaped(said)}</p></section>`;
  });
  const end = text.lastIndexOf("</main>");
  return text.slice(0, end) + sections.join("\n") + text.slice(end);
}

function escaped(text) {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);
}

function asText(text, known) {
  const lines = known.map(({ title, text: said }) => `## ${plain(title)}\n\n${plain(said)}\n`);
  return `${text.trimEnd()}\n\n${lines.join("\n")}`;
}

/** In Markdown these would be signs. */
function plain(text) {
  return text.replace(/[\\`*_[\]<>#]/g, "\\$&");
}

function save(text, name, type) {
  const link = document.createElement("a");
  const address = URL.createObjectURL(new Blob([text], { type }));
  Object.assign(link, { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
