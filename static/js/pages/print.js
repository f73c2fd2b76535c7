/** The run sheet: the button that prints. */

for (const button of document.querySelectorAll("[data-print]")) button.hidden = false; // dead without a script
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
for (const form of document.querySelectorAll("[data-print-options]")) {
  form.addEventListener("change", () => form.requestSubmit());
}
