/** The text of a piece: a finding leads to its line, Ctrl + S saves, and nothing that was written is left unasked. */

const form = document.querySelector("[data-piece]");
const box = form.elements.text;

function toLine() {
  const found = /^#line-(\d+)$/.exec(location.hash);
  if (!found) return;
  const lines = box.value.split("\n");
  const before = lines.slice(0, Number(found[1]) - 1);
  const from = before.reduce((sum, line) => sum + line.length + 1, 0);
  const line = lines[before.length] || "";
  box.focus();
  box.setSelectionRange(from, from + line.length);
  box.scrollTop = (box.scrollHeight * before.length) / lines.length - box.clientHeight / 2;
}

addEventListener("hashchange", toLine);
document.addEventListener("keydown", (event) => {
  if (event.key !== "s" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  form.requestSubmit();
});
form.addEventListener("submit", () => form.toggleAttribute("data-goes", true));
addEventListener("beforeunload", (event) => {
  if (box.value !== box.defaultValue && !form.hasAttribute("data-goes")) event.preventDefault();
});
toLine();
document.documentElement.dataset.runs = ""; // see before/old-browser.js
