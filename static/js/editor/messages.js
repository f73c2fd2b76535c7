/** Messages in the text: the place is underlined, the words stand below the line. */

import { Decoration, EditorView, StateEffect, StateField, WidgetType } from "../../vendor/codemirror.js";
import { cure, fixButton, sentence } from "./findings.js";

export const setMessages = StateEffect.define();

class Below extends WidgetType {
  constructor(message, mend) {
    super();
    this.message = message;
    this.mend = mend;
    this.key = JSON.stringify([message.severity, message.code, message.message, message.suggestion, message.fix]);
  }

  eq(other) {
    return other.key === this.key;
  }

  toDOM() {
    const box = document.createElement("div");
    box.className = "cm-below";
    box.dataset.severity = this.message.severity;
    const text = document.createElement("span");
    text.append(`${sentence(this.message)} `, cure(this.message));
    box.append(text);
    if (this.message.fix) {
      const button = fixButton(this.message, this.mend);
      button.tabIndex = -1; // the list below and Ctrl + . serve the keyboard; Tab leaves the text
      box.append(button);
    }
    const room = document.createElement("div"); // a margin would not be measured: the numbers of lines would go astray
    room.className = "cm-room-below";
    room.append(box);
    return room;
  }

  ignoreEvent() {
    return true;
  }
}

/** `mend(message)` is called by the Fix buttons. */
export function messagesIn(mend) {
  return StateField.define({
    create: () => ({ own: [], marks: Decoration.none }),
    update(value, transaction) {
      for (const effect of transaction.effects) {
        if (effect.is(setMessages)) return drawn(transaction.state.doc, effect.value, mend);
      }
      return transaction.docChanged ? { own: value.own, marks: value.marks.map(transaction.changes) } : value;
    },
    provide: (field) => EditorView.decorations.from(field, (value) => value.marks),
  });
}

function drawn(doc, messages, mend) {
  const own = messages.filter((m) => m.own && m.line >= 1 && m.line <= doc.lines);
  const ranges = [];
  for (const message of own) {
    const line = doc.line(message.line);
    const from = Math.min(line.from + offset(line.text, message.column - 1), line.to);
    const to = Math.min(line.from + offset(line.text, message.end_column - 1), line.to);
    const kind = message.severity === "error" ? "cm-mistake" : "cm-remark";
    if (to > from) ranges.push(Decoration.mark({ class: kind }).range(from, to));
    ranges.push(Decoration.widget({ widget: new Below(message, mend), block: true, side: 1 }).range(line.to));
  }
  return { own, marks: Decoration.set(ranges, true) };
}

/** The server counts characters; a browser counts some of them as two. */
function offset(text, characters) {
  let units = 0;
  for (let left = characters; left > 0 && units < text.length; left -= 1) {
    units += text.codePointAt(units) > 0xffff ? 2 : 1;
  }
  return units;
}

/** The change that a fix is: whole lines for whole lines. */
export function changeOf(doc, { line, end_line: end, text }) {
  if (line < 1 || line > doc.lines) return null;
  const from = doc.line(line).from;
  if (end < line) return { from, insert: `${text}\n` };
  return { from, to: doc.line(Math.min(end, doc.lines)).to, insert: text };
}
