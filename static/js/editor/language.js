/** The look of a script in the editor: headings, kinds, settings, notes, answers. It decides nothing. */

import { HighlightStyle, StreamLanguage, Tag, syntaxHighlighting } from "../../vendor/codemirror.js";

const NAMES = ["title", "part", "kind", "step", "time", "setting", "value", "label", "note", "mark", "blank", "aside"];
const tags = Object.fromEntries(NAMES.map((name) => [name, Tag.define()]));

/** What a line begins with, and what its pieces are called. The first that fits wins. */
const LINES = [
  [/^ {0,3}# .*/, ["title"]],
  [/^ {0,3}## .*/, ["part"]],
  [/^( {0,3}###+ )([^:：]*[:：])(.*?)(\s*\([^()]*\))?\s*$/, ["step", "kind", "step", "time"]],
  [/^( *>\s*)([\p{Lu}\p{Lo}][\p{L}\p{M} ]{0,30}[:：])?(.*)$/u, ["note", "label", "note"]],
  [/^( *[-*+] +)([([][ xX]?[)\]])(.*)$/, ["", "mark", ""]],
  [/^( *\d{1,3}[.)])( .*)$/, ["mark", ""]],
];
const SETTING = /^( {0,3}[-*+] +)(\p{L}[\p{L}\p{M} '’-]*[:：])(.*)$/u;
const HEADING = /^ {0,3}#{1,4} /;

const parser = {
  name: "script",
  tokenTable: tags,
  startState: () => ({ fence: "", comment: false, head: false, pieces: [] }),
  copyState: (state) => ({ ...state, pieces: [...state.pieces] }),
  token(stream, state) {
    if (stream.sol()) state.pieces = cut(stream.string, state);
    const [length, name] = state.pieces.shift() || [stream.string.length, ""];
    stream.pos = Math.min(stream.string.length, stream.pos + Math.max(1, length));
    return name || null;
  },
};

function cut(line, state) {
  if (state.fence || /^ *(```|~~~)/.test(line)) return fenced(line, state);
  if (state.comment || line.includes("<!--")) return commented(line, state);
  if (HEADING.test(line)) state.head = true;
  else if (state.head && SETTING.test(line)) return pieces(SETTING.exec(line), ["", "setting", "value"]);
  else if (line.trim()) state.head = false;
  for (const [pattern, names] of LINES) {
    const found = pattern.exec(line);
    if (found) return found.length > 1 ? pieces(found, names) : [[line.length, names[0]]];
  }
  return blanks(line);
}

function pieces(found, names) {
  return names.map((name, n) => [(found[n + 1] || "").length, name]).filter(([length]) => length);
}

function fenced(line, state) {
  const sign = line.trim().slice(0, 3);
  if (!state.fence) state.fence = sign;
  else if (sign === state.fence) state.fence = "";
  return [[line.length, "aside"]];
}

function commented(line, state) {
  state.comment = line.lastIndexOf("-->") < Math.max(0, line.lastIndexOf("<!--"));
  return [[line.length, "aside"]];
}

function blanks(line) {
  return line.split(/(_{4,})/).filter(Boolean).map((part) => [part.length, part.startsWith("____") ? "blank" : ""]);
}

const looks = HighlightStyle.define(NAMES.map((name) => ({ tag: tags[name], class: `script-${name}` })));

export const language = [StreamLanguage.define(parser), syntaxHighlighting(looks)];
