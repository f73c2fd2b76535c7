/** The part of an answer, a note or a draft that somebody wrote. */
export function textOf({ text, words, other, fields, page }) {
  const asked = (page || []).filter(Boolean).map(textOf);
  return [text, ...(words || []), other, ...Object.values(fields || {}), ...asked].filter(Boolean).join("\n");
}
