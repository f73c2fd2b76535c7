/** The key of an op, `verb:step` or `verb:step:field`: whoever sends one writes it, and it is read here alone. */

export function partsOf(key) {
  const [verb, step = ""] = key.split(":");
  return { verb, step };
}
