/** What looks alike is counted together by the server (session/look_alike.py); so is one's own known again among it. */

const APOSTROPHES = /[’‘‛ʼʹ′`´ʻ＇]/g;
const DASHES = /[‐‑‒–—―−﹘﹣－]/g;
const UNSEEN = /[\u00ad\u034f\u200b\u200e\u200f\u2060\ufe0e\ufe0f\ufeff]/g;

const oneLook = (text) => text.replace(APOSTROPHES, "'").replace(DASHES, "-").replace(UNSEEN, "");

export function groupingKey(text) {
  const plain = oneLook(oneLook(text).normalize("NFKC")).toUpperCase().toLowerCase(); // ß is ss
  return plain.normalize("NFKC").trim().replace(/\s+/g, " ");
}
