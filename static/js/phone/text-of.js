/** The part of an answer, a note or a draft that somebody wrote. */
export function textOf({ text, words, other, fields }) {
  return [text, ...(words || []), other, ...Object.values(fields || {})].filter(Boolean).join("\n");
}
