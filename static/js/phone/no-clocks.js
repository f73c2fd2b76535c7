/** Unhurried: no clocks on this phone, and nothing goes by itself because a time is up. Nobody is told. */

import { lasting } from "./shelves.js";

const box = document.getElementById("unhurried");

export function unhurried() {
  return lasting.get("unhurried") === true;
}

export function listenForNoClocks() {
  if (!box) return;
  box.addEventListener("change", () => {
    lasting.set("unhurried", box.checked);
    render();
  });
  render();
}

function render() {
  box.checked = unhurried();
  document.body.toggleAttribute("data-unhurried", unhurried());
}
