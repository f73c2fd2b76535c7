/** A message as a piece of the page: below its line, in the list, in the preview. */

import { root } from "../shared/root.js";
import { word } from "./words.js";

export function describe(message, { mend, go } = {}) {
  const item = document.createElement("li");
  item.dataset.severity = message.severity;
  item.append(words(message, go));
  if (message.fix && message.own && mend) item.append(fixButton(message, mend));
  return item;
}

function words(message, go) {
  const text = document.createElement("span");
  const where = message.own ? word("line", { n: message.line }) : word("lineIn", { path: message.path, n: message.line });
  if (message.own && go) {
    const link = document.createElement("button");
    link.type = "button";
    link.className = "to-line";
    link.textContent = where;
    link.addEventListener("click", () => go(message));
    text.append(link);
  } else {
    text.append(message.own || !message.path ? bold(where) : toPiece(message, where));
  }
  text.append(` ${sentence(message)} `, cure(message), code(message));
  return text;
}

function bold(text) {
  return Object.assign(document.createElement("b"), { textContent: text });
}

/** What lies in a piece that the script includes is mended there. */
function toPiece({ path, line }, text) {
  const href = `${root}/host/pieces/${path.split("/").map(encodeURIComponent).join("/")}#line-${line}`;
  return Object.assign(document.createElement("a"), { href, textContent: text, target: "_blank", rel: "noopener" });
}

export function sentence(message) {
  return message.severity === "error" ? message.message : word("toLookAt", { message: message.message });
}

export function cure(message) {
  return Object.assign(document.createElement("small"), { textContent: message.suggestion });
}

function code(message) {
  return Object.assign(document.createElement("small"), { textContent: message.code, className: "code-of" });
}

export function fixButton(message, mend) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "small";
  button.textContent = word("fix");
  button.setAttribute("aria-label", word("fixLine", { n: message.line, message: message.message }));
  button.addEventListener("click", () => mend(message));
  return button;
}

export function summary(messages) {
  const errors = messages.filter((m) => m.severity === "error").length;
  const rest = messages.length - errors;
  if (!messages.length) return word("noMistakes");
  const parts = [errors && word(errors === 1 ? "mistake" : "mistakes", { n: errors }), rest && word("someToLookAt", { n: rest })];
  return parts.filter(Boolean).join(", ");
}
