/** Where two versions differ, line by line, with a line around. Good enough to decide by; nothing is merged. */

const MOST = 400; // lines that are compared exactly; more than that is shown as two blocks

export function differences(theirs, mine) {
  const [a, b] = [theirs.split("\n"), mine.split("\n")];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end += 1;
  const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  const changed = left.length > MOST || right.length > MOST ? blocks(left, right) : folded(compared(left, right));
  const around = [a.slice(Math.max(0, start - 1), start), a.slice(a.length - end, a.length - end + 1)];
  return [`line ${start + 1}`, ...around[0].map(same), ...changed, ...around[1].map(same)].join("\n");
}

const same = (line) => `  ${line}`;
const blocks = (left, right) => [...left.map((line) => `- ${line}`), ...right.map((line) => `+ ${line}`)];

/** Long stretches that are the same in both become one sign. */
function folded(lines) {
  const near = (n) => [n - 1, n, n + 1].some((m) => lines[m] && !lines[m].startsWith("  "));
  return lines.map((line, n) => (near(n) ? line : "…")).filter((line, n, all) => line !== "…" || all[n - 1] !== "…");
}

/** The longest common lines by the usual table. */
function compared(left, right) {
  const table = Array.from({ length: left.length + 1 }, () => new Uint16Array(right.length + 1));
  for (let i = left.length - 1; i >= 0; i -= 1) {
    for (let j = right.length - 1; j >= 0; j -= 1) {
      table[i][j] = left[i] === right[j] ? table[i + 1][j + 1] + 1 : Math.max(table[i + 1][j], table[i][j + 1]);
    }
  }
  const lines = [];
  let [i, j] = [0, 0];
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && left[i] === right[j]) lines.push(same(left[(i += 1) - 1])), (j += 1);
    else if (i < left.length && (j >= right.length || table[i + 1][j] >= table[i][j + 1])) lines.push(`- ${left[(i += 1) - 1]}`);
    else lines.push(`+ ${right[(j += 1) - 1]}`);
  }
  return lines;
}
