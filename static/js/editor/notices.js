/** Notices above the text; one of each name, and what can be done about it. */

import { word } from "./words.js";

export class Notices {
  constructor(place) {
    this.place = place;
  }

  say(name, text, kind = "", ...actions) {
    const before = this.place.querySelector(`[data-notice="${name}"]`);
    if (before && before.dataset.text === text) return;
    const notice = made(name, text, kind);
    for (const { label, run } of actions) {
      notice.append(button(label, () => { notice.remove(); run(); }));
    }
    if (!actions.length) notice.append(button(word("close"), () => notice.remove()));
    if (before) before.replaceWith(notice);
    else this.place.append(notice);
  }

  drop(name) {
    const notice = this.place.querySelector(`[data-notice="${name}"]`);
    if (notice) notice.remove();
  }
}

function made(name, text, kind) {
  const notice = document.createElement("div");
  notice.className = `notice ${kind}`.trim();
  notice.setAttribute("role", "status");
  notice.dataset.notice = name;
  notice.dataset.text = text;
  notice.append(Object.assign(document.createElement("span"), { textContent: text }));
  return notice;
}

function button(label, run) {
  const element = document.createElement("button");
  element.type = "button";
  element.className = "small quiet";
  element.textContent = label;
  element.addEventListener("click", run);
  return element;
}
