/** The console by keyboard, and by a presenter's remote with two buttons. */

import { openDialog } from "../shared/dialogs.js";

const PRESS = {
  ArrowRight: ["[data-primary]"],
  PageDown: ["[data-primary]"],
  ArrowLeft: ['[data-command="back"]'],
  PageUp: ['[data-command="back"]'],
  n: ['[data-command="next"]'],
  " ": ['[data-command="open"]', '[data-command="close"]'],
  r: ['[data-command="reveal"]'],
  p: ['[data-command="pause"]', '[data-command="resume"]'],
  "+": ['[data-command="extend"][data-seconds="60"]'],
  "=": ['[data-command="extend"][data-seconds="60"]'],
  "-": ['[data-command="extend"][data-seconds="-60"]'],
  "−": ['[data-command="extend"][data-seconds="-60"]'],
  u: ['[data-command="undo"]'],
};

const SWITCH = "[data-letter-keys]";

/** `shelf`: where this device keeps whether keys of one letter or sign work; for speech control they must rest. */
export function listenForKeys(shelf) {
  const letters = document.querySelector(SWITCH);
  if (letters) letters.checked = shelf.get("letter-keys") !== "off";
  if (letters) letters.addEventListener("change", () => shelf.set("letter-keys", letters.checked ? "on" : "off"));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || busyElsewhere(event)) return;
    if (event.key.trim().length === 1 && letters && !letters.checked) return undefined;
    if (event.key === "?") return openDialog(document.getElementById("keys"));
    const button = (PRESS[event.key] || PRESS[event.key.toLowerCase()] || [])
      .map((which) => document.querySelector(which))
      .find(Boolean);
    if (!button) return undefined;
    event.preventDefault();
    return button.click();
  });
}

/** Keys belong to the field or dialog they are typed in; space and arrows to the control that has the focus. */
function busyElsewhere({ target, key }) {
  if (document.querySelector("dialog[open]")) return true;
  if (target.closest("input, textarea, select, [contenteditable]")) return true;
  return key === " " && Boolean(target.closest("button, summary, a, label"));
}
