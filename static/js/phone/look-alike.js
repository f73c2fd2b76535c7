/** What looks alike is counted together by the server (session/look_alike.py); so is one's own known again among it. */

const oneLook = (text) => text.replace(/[’‘‛ʼʹ′`´ʻ＇]/g, "'").replace(/[‐-―−﹘﹣－]/g, "-").replace(/[\u00ad\ufe0f]/g, "");

export function groupingKey(text) {
  const plain = oneLook(oneLook(text).normalize("NFKC")).toUpperCase().toLowerCase(); // ß is ss
  return plain.trim().replace(/\s+/g, " ");
}
