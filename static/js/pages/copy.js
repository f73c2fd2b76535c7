/** Copying links without typing them: a button with data-copy="<id of the field>". */

import { word } from "../shared/words.js";

function copy(button) {
  const source = document.getElementById(button.dataset.copy);
  source.focus();
  source.select();
  const told = (text) => say(button, text);
  const wrote = navigator.clipboard ? navigator.clipboard.writeText(source.value) : Promise.reject();
  wrote.then(() => told(word("copied")), () => told(word("copyByHand")));
}

/** Beside the button, once; without a secure address the browser only lets us mark the text. */
function say(button, text) {
  const before = button.parentElement.querySelector("[data-said]");
  const place = before || document.createElement("small");
  place.dataset.said = "";
  place.setAttribute("role", "status");
  place.textContent = text;
  if (!before) button.after(place);
}

for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false; // dead without a script
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) copy(button);
});
