/** The key of an op, `verb:step` or `verb:step:field`: whoever sends one writes it, and it is read here alone. */

export function partsOf(key) {
  const [verb, step = ""] = key.split(":");
  return { verb, step };
}

/** Drafts and notes of a step count together: the larger number is the newer text, whichever it was. */
export function counterOf(key) {
  const { verb, step } = partsOf(key);
  const family = { pass: "vote", draft: "note" }[verb] || verb;
  return `n:${family}:${step}`;
}
