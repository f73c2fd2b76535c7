/**
 * People's words within a sentence of ours that runs the other way stand by themselves, as util/isolation.py has it on
 * the server: between two signs that nobody sees. Where nothing runs against the sentence it stays letter by letter.
 */

const BEGIN = "\u2068";
const END = "\u2069";
const BEYOND = "\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufefc\\u{10800}-\\u{10fff}\\u{1e800}-\\u{1efff}";
const FROM_RIGHT = new RegExp(`[${BEYOND}]`, "u");
const FROM_LEFT = new RegExp(`(?![${BEYOND}])\\p{L}`, "u");
const SIGNS = /[\u202a-\u202e\u2066-\u2069]/g;
const OF_OTHERS = /\u2068[^\u2069]*\u2069|\{\w+\}/g;

/** By the first letter that is its own: neither in a place nor between the signs. */
export function wayOf(sentence) {
  const bare = String(sentence).replace(OF_OTHERS, "");
  const [left, right] = [FROM_LEFT, FROM_RIGHT].map((one) => bare.search(one));
  return right >= 0 && (left < 0 || right < left) ? "rtl" : "ltr";
}

/** A value as a part of a sentence that runs `way`. */
export function isolated(value, way) {
  if (typeof value !== "string" || value.includes(BEGIN) || value.includes("://")) return value;
  const against = way === "rtl" ? FROM_LEFT : FROM_RIGHT;
  return against.test(value) ? `${BEGIN}${value.replace(SIGNS, "")}${END}` : value;
}
