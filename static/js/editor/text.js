/** The text itself: CodeMirror with the keys of this editor. Tab is left alone, so the keyboard is never caught. */

import {
  EditorState, EditorView, autocompletion, completionKeymap, defaultKeymap, drawSelection, highlightActiveLine,
  history, historyKeymap, keymap, lineNumbers, search, searchKeymap,
} from "../../vendor/codemirror.js";
import { completer } from "./complete.js";
import { language } from "./language.js";
import { changeOf, messagesIn, setMessages } from "./messages.js";
import { word } from "./words.js";


export class ScriptText {
  /** `on`: {change(), cursor(), save()}. */
  constructor(place, { text, nonce, words, on }) {
    this.words = words; // of the language that the script names: the server brings others when it names another
    this.field = messagesIn((message) => this.mend(message));
    const told = EditorView.updateListener.of((update) => {
      if (update.docChanged) on.change();
      else if (update.selectionSet) on.cursor();
    });
    const keys = [
      { key: "Mod-s", preventDefault: true, run: () => (on.save(), true) },
      { key: "F8", run: () => this.toMessage(1) },
      { key: "Shift-F8", run: () => this.toMessage(-1) },
      { key: "Mod-.", run: () => this.mendHere() },
    ];
    const extensions = [
      nonce ? EditorView.cspNonce.of(nonce) : [],
      history(), drawSelection(), lineNumbers(), highlightActiveLine(), EditorView.lineWrapping,
      language, this.field, search({ top: true }),
      autocompletion({ override: [completer(() => this.words)], icons: false }),
      keymap.of([...keys, ...completionKeymap, ...searchKeymap, ...historyKeymap, ...defaultKeymap]),
      EditorView.scrollMargins.of(() => ({ bottom: 130 })), // the message below the line stays in view
      EditorView.contentAttributes.of({ "aria-label": word("helpOfText"), spellcheck: "true", dir: "auto", tabindex: "0" }),
      told,
    ];
    this.view = new EditorView({ parent: place, state: EditorState.create({ doc: text, extensions }) });
  }

  get doc() {
    return this.view.state.doc;
  }

  get text() {
    return this.doc.toString();
  }

  /** The line of the cursor, from 1. */
  get line() {
    return this.doc.lineAt(this.view.state.selection.main.head).number;
  }

  get messages() {
    return this.view.state.field(this.field).own;
  }

  tell(messages) {
    this.view.dispatch({ effects: setMessages.of(messages) });
  }

  /** Another text in its place: only the stretch that differs, so that the cursor stays. */
  replace(text) {
    const old = this.text;
    let from = 0;
    while (from < old.length && old[from] === text[from]) from += 1;
    let end = 0;
    while (end < Math.min(old.length, text.length) - from && old.at(-1 - end) === text.at(-1 - end)) end += 1;
    if (from === old.length && from === text.length) return;
    const insert = text.slice(from, text.length - end);
    this.view.dispatch({ changes: { from, to: old.length - end, insert }, userEvent: "input" });
  }

  /** Takes back the last change; false where there is none. */
  undo() {
    return historyKeymap.find((binding) => binding.key === "Mod-z").run(this.view);
  }

  goTo(number, column = 1) {
    this.stand(number, column);
    this.view.focus();
  }

  /** The cursor goes there and the focus stays where it is. */
  stand(number, column = 1) {
    const line = this.doc.line(Math.min(Math.max(1, number), this.doc.lines));
    const anchor = Math.min(line.from + column - 1, line.to);
    this.view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) });
  }

  toMessage(by) {
    const own = this.messages;
    const lines = own.map((m) => m.line).sort((a, b) => (a - b) * by);
    const next = lines.find((line) => (line - this.line) * by > 0) ?? lines[0];
    if (next) this.goTo(next, own.find((m) => m.line === next).column);
    return true;
  }

  mendHere() {
    const found = this.messages.find((m) => m.fix && m.line <= this.line && m.fix.end_line >= this.line);
    if (found) this.mend(found);
    return true;
  }

  mend(message) {
    this.mendAll([message]);
  }

  /** Fixes that do not touch the same lines, in one step that Undo takes back. */
  mendAll(messages) {
    const chosen = [];
    for (const { fix } of messages) {
      if (fix && chosen.every((other) => fix.end_line < other.line || fix.line > other.end_line)) chosen.push(fix);
    }
    const changes = chosen.map((fix) => changeOf(this.doc, fix)).filter(Boolean);
    this.view.dispatch({ changes, effects: setMessages.of([]), userEvent: "input" });
    this.view.focus();
  }
}
