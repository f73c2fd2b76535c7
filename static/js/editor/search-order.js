/** Which steps to add fit the typed words, the one that is called just so first. */

const WORD = 4; // letters: shorter ones are in, of, all
const NONE = 9;

/** `offers`: {own, like, told}, folded: what means just this one, what means one like it, what is said of it. */
export function fitting(offers, typed) {
  const whole = ranked(offers, typed);
  if (whole.length) return whole;
  const words = typed.split(/[^\p{L}\p{N}&-]+/u).filter((word) => word.length >= WORD);
  const calls = new Map(offers.map((offer) => [offer, words.filter((word) => rank(offer, word) < NONE).length]));
  const most = Math.max(1, ...calls.values());
  const best = offers.filter((offer) => calls.get(offer) === most);
  const nearest = (offer) => Math.min(...words.map((word) => rank(offer, word)));
  return sorted(best, nearest);
}

export function folded(text) {
  return text.toLocaleLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/\s+/g, " ").trim();
}

function ranked(offers, typed) {
  return sorted(offers.filter((offer) => rank(offer, typed) < NONE), (offer) => rank(offer, typed));
}

function sorted(offers, by) {
  return offers.map((offer) => [by(offer), offer]).sort(([one], [other]) => one - other).map(([, offer]) => offer);
}

function rank({ own, like, told }, typed) {
  const begins = (name) => name.startsWith(typed);
  const has = (name) => name.includes(` ${typed}`);
  const places = [
    own.includes(typed), like.includes(typed), own.some(begins), like.some(begins), own.some(has), like.some(has),
    begins(told) || has(told),
  ];
  const place = places.indexOf(true);
  return place < 0 ? NONE : place;
}
