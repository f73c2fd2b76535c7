/** Insert a ready-made step after the one at the cursor, its ids unlike all others. */

const HEADING = /^ {0,3}(#{1,3}) /;
const FENCE = /^ *(```|~~~)/;

export function insertBlock(editor, block) {
  const { doc, view } = editor;
  const from = placeAfter(doc, editor.line);
  const before = doc.sliceString(Math.max(0, from - 2), from);
  const lead = from === 0 || before === "\n\n" ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const text = unlike(editor.words.blocks[block] || block, doc.toString(), editor.words.id);
  const follows = from < doc.length;
  const insert = `${lead}${text}${follows ? "\n" : ""}`;
  const [start, end] = titleOf(text);
  const at = from + lead.length;
  view.dispatch({
    changes: { from, insert },
    selection: { anchor: at + start, head: at + end },
    scrollIntoView: true,
    userEvent: "input",
  });
  view.focus();
}

/** A line of its own after the paragraph at the cursor: a picture, a sound, a film. */
export function insertLine({ doc, view, line }, text) {
  let number = line;
  while (number < doc.lines && doc.line(number).text.trim()) number += 1;
  const here = doc.line(number);
  const from = here.text.trim() ? here.to : here.from;
  const lead = here.text.trim() ? "\n\n" : number > 1 && doc.line(number - 1).text.trim() ? "\n" : "";
  const tail = number < doc.lines && doc.line(number + 1).text.trim() ? "\n" : "";
  const insert = `${lead}${text}${tail}`;
  view.dispatch({
    changes: { from, insert }, selection: { anchor: from + lead.length + text.length }, scrollIntoView: true,
    userEvent: "input",
  });
  view.focus();
}

/** Where the step at this line ends; from above all steps it goes to the end of the plan. */
function placeAfter(doc, number) {
  const heads = headings(doc);
  const own = heads.filter((head) => head.number <= number).at(-1);
  const next = heads.find((head) => head.number > number);
  return own && own.level > 1 && next ? doc.line(next.number).from : doc.length;
}

function headings(doc) {
  const found = [];
  let fenced = false;
  for (let number = 1; number <= doc.lines; number += 1) {
    const text = doc.line(number).text;
    if (FENCE.test(text)) fenced = !fenced;
    const head = !fenced && HEADING.exec(text);
    if (head) found.push({ number, level: head[1].length });
  }
  return found;
}

/** "id: thoughts" becomes "id: thoughts-2" where the script has such an id already. */
function unlike(block, script, own) {
  const ids = (text) => [...text.matchAll(new RegExp(`^ {0,3}[-*+] +(?:id|${own}) *[:：] *(\\S+)`, "gimu"))].map((found) => found[1]);
  const taken = new Set(ids(script));
  let text = block;
  for (const id of ids(block)) {
    let free = id;
    for (let n = 2; taken.has(free); n += 1) free = `${id}-${n}`;
    text = text.replaceAll(new RegExp(`^(- [^:]+: (?:.*[^a-z0-9-])?)${id}(?![a-z0-9-])`, "gm"), `$1${free}`);
  }
  return text;
}

/** The words of the first heading, to be written over. */
function titleOf(text) {
  const [head, kind, title] = /^### ([^:]+: )(.*?)(?= \(|$)/m.exec(text);
  const start = text.indexOf(head) + 4 + kind.length;
  return [start, start + title.length];
}
