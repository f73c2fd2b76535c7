/**
 * People's words within a sentence of ours that runs the other way stand by themselves, as util/isolation.py has it on
 * the server: between two signs that nobody sees. Where nothing runs against the sentence it stays letter by letter.
 * In few bytes, since every phone carries it: letters beyond the first plane are left as they are.
 */

const RIGHT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const LEFT = /[a-z\u00c0-\u058f\u0900-\u1fff\u3040-\ufb1c]/i;

/** By the first letter that is its own: neither in a place nor between the signs. */
export function wayOf(sentence) {
  const bare = `${sentence}`.replace(/\u2068[^\u2069]*|\{\w+/g, "");
  return RIGHT.test(bare.slice(0, 1 + bare.search(LEFT)) || bare) ? "rtl" : "ltr";
}

/** A value as a part of a sentence that runs `way`. */
export function isolated(value, way) {
  if (!(way === "rtl" ? LEFT : RIGHT).test(value) || /\u2068|:\/\//.test(value)) return value;
  return `\u2068${`${value}`.replace(/[\u202a-\u202e\u2069]/g, "")}\u2069`;
}
