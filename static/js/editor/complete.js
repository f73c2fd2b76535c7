/** What can stand here: kinds after ###, settings and their values under a heading, labels after >. */

const HEADING = /^ {0,3}(#{1,3}) (?:([A-Za-z-]+):)?/;
const SETTING = /^ {0,3}[-*+] +[A-Za-z][A-Za-z -]*:/;
const LABELS = ["Say", "Do", "Watch", "If late", "Before", "Note", "Quote"];
const KINDS = ["Slide", "Poll", "Check-in", "Talk", "Breakout", "Reflect", "Worksheet", "Wall", "Pause", "Break", "Seed", "Resources"];

/** `possible`: scope → setting → what it may be. */
export function completer(possible) {
  return (context) => {
    const line = context.state.doc.lineAt(context.pos);
    const before = line.text.slice(0, context.pos - line.from);
    const kind = /^ {0,3}### ?([A-Za-z-]*)$/.exec(before);
    if (kind) return offer(context.pos - kind[1].length, KINDS.map((name) => option(name, "", `${name}: `)));
    const label = /^ *> ?([A-Za-z ]*)$/.exec(before);
    if (label) return offer(context.pos - label[1].length, LABELS.map((name) => option(name, "", `${name}: `)));
    return setting(context, before, line.number, possible);
  };
}

function setting(context, before, number, possible) {
  const typed = /^ {0,3}[-*+] ([A-Za-z][A-Za-z -]*)?(?:(:) *([^:]*))?$/.exec(before);
  const known = typed && possible[scope(context.state.doc, number)];
  if (!known) return null;
  const [, name = "", colon, value = ""] = typed;
  if (!colon) {
    const options = Object.entries(known).map(([setting, what]) => option(setting, what, `${setting}: `));
    return offer(context.pos - name.length, options);
  }
  const values = fixed(known[name.trim().toLowerCase()] || "");
  return values.length ? offer(context.pos - value.length, values.map((text) => option(text, "", text))) : null;
}

/** Only what can be written as it stands; "a number such as 3" is an explanation. */
function fixed(what) {
  return what.split(", ").filter((text) => text && !/^(an? |or |where|the id|small)|ID|\(|…/.test(text));
}

/** The heading that this line stands right under, if only settings lie between. */
function scope(doc, number) {
  for (let n = number - 1; n >= 1 && n > number - 40; n -= 1) {
    const text = doc.line(n).text;
    const heading = HEADING.exec(text);
    if (heading) return ["workshop", "part", (heading[2] || "").toLowerCase()][heading[1].length - 1];
    if (text.trim() && !SETTING.test(text)) return "";
  }
  return "";
}

function offer(from, options) {
  return { from, options, validFor: /^[A-Za-z -]*$/ };
}

function option(label, detail, apply) {
  return { label, detail: detail.length > 46 ? `${detail.slice(0, 45)}…` : detail, apply };
}
