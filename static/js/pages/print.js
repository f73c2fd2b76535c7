/** The run sheet: the button that prints. */

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
for (const form of document.querySelectorAll("[data-print-options]")) {
  form.addEventListener("change", () => form.requestSubmit());
}
