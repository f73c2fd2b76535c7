/** What can stand here: kinds after ###, settings and their values under a heading, labels after >. */

const NAME = "\\p{L}[\\p{L}\\p{M} '’-]*";
const HEADING = /^ {0,3}(#{1,3}) +(?:([^:：]+?) *[:：])?/;
const SETTING = new RegExp(`^ {0,3}[-*+] +${NAME}[:：]`, "u");
const KIND = new RegExp(`^ {0,3}### ?((?:${NAME})?)$`, "u");
const LABEL = new RegExp(`^ *> ?((?:${NAME})?)$`, "u");
const TYPED = new RegExp(`^ {0,3}[-*+] (${NAME})?(?:([:：]) *([^:：]*))?$`, "u");

/** `words()`: {kinds: its word → our scope, labels, possible: scope → setting → [what it may be, values]}. */
export function completer(words) {
  return (context) => {
    const line = context.state.doc.lineAt(context.pos);
    const before = line.text.slice(0, context.pos - line.from);
    const kind = KIND.exec(before);
    if (kind) return offer(context.pos - kind[1].length, Object.keys(words().kinds).map(named));
    const label = LABEL.exec(before);
    if (label) return offer(context.pos - label[1].length, words().labels.map(named));
    return setting(context, before, line.number, words());
  };
}

function setting(context, before, number, words) {
  const typed = TYPED.exec(before);
  const known = typed && words.possible[scope(context.state.doc, number, words)];
  if (!known) return null;
  const [, name = "", colon, value = ""] = typed;
  if (!colon) {
    const options = Object.entries(known).map(([setting, [what]]) => option(setting, what, `${setting}: `));
    return offer(context.pos - name.length, options);
  }
  const [, values] = known[name.trim().toLowerCase()] || known[name.trim()] || ["", []];
  return values.length ? offer(context.pos - value.length, values.map((text) => option(text, "", text))) : null;
}

const named = (name) => option(name, "", `${name}: `);

/** The heading that this line stands right under, if only settings lie between. */
function scope(doc, number, { kinds }) {
  for (let n = number - 1; n >= 1 && n > number - 40; n -= 1) {
    const text = doc.line(n).text;
    const heading = HEADING.exec(text);
    if (heading) return ["workshop", "part", kindOf(heading[2] || "", kinds)][heading[1].length - 1];
    if (text.trim() && !SETTING.test(text)) return "";
  }
  return "";
}

/** English words are always known. */
function kindOf(word, kinds) {
  const own = Object.keys(kinds).find((each) => each.toLowerCase() === word.toLowerCase());
  return own ? kinds[own] : word.toLowerCase();
}

function offer(from, options) {
  return { from, options, validFor: /^[\p{L}\p{M} '’-]*$/u };
}

function option(label, detail, apply) {
  return { label, detail: detail.length > 46 ? `${detail.slice(0, 45)}…` : detail, apply };
}
