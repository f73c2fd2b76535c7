/** Dialogs: any button with data-opens="<id>" opens one, data-closes closes it; so does a tap beside it. */

export function openDialog(dialog) {
  if (!dialog || dialog.open) return;
  if (dialog.showModal) dialog.showModal();
  else dialog.setAttribute("open", ""); // phones from before 2022 show it in place
}

export function closeDialog(dialog) {
  if (dialog.close) dialog.close();
  else dialog.removeAttribute("open");
}

export function closeDialogs() {
  for (const dialog of document.querySelectorAll("dialog[open]")) closeDialog(dialog);
}

/** `named`: {button id: dialog id} for buttons that carry no data-opens. */
export function listenForDialogs(named = {}) {
  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-opens]") || event.target.closest("button[id]");
    const id = opener && (opener.dataset.opens || named[opener.id]);
    if (id) return openDialog(document.getElementById(id));
    const dialog = event.target.closest("dialog");
    if (dialog && (event.target === dialog || event.target.closest("[data-closes]"))) closeDialog(dialog);
    return undefined;
  });
}
