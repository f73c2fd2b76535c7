/** A message as a piece of the page: below its line, in the list, in the preview. */

export function describe(message, { mend, go } = {}) {
  const item = document.createElement("li");
  item.dataset.severity = message.severity;
  item.append(words(message, go));
  if (message.fix && message.own && mend) item.append(fixButton(message, mend));
  return item;
}

function words(message, go) {
  const text = document.createElement("span");
  const where = message.own ? `Line ${message.line}` : `${message.path}, line ${message.line}`;
  if (message.own && go) {
    const link = document.createElement("button");
    link.type = "button";
    link.className = "to-line";
    link.textContent = where;
    link.addEventListener("click", () => go(message));
    text.append(link);
  } else {
    text.append(Object.assign(document.createElement("b"), { textContent: where }));
  }
  text.append(` ${sentence(message)} `, cure(message), code(message));
  return text;
}

export function sentence(message) {
  return `${message.severity === "error" ? "" : "To look at: "}${message.message}`;
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
  button.textContent = "Fix";
  button.setAttribute("aria-label", `Fix line ${message.line}: ${message.message}`);
  button.addEventListener("click", () => mend(message));
  return button;
}

export function count(number, one, many) {
  return `${number} ${number === 1 ? one : many}`;
}

export function summary(messages) {
  const errors = messages.filter((m) => m.severity === "error").length;
  const rest = messages.length - errors;
  if (!messages.length) return "No mistakes";
  const parts = [errors && count(errors, "mistake", "mistakes"), rest && `${rest} to look at`];
  return parts.filter(Boolean).join(", ");
}
