/** What looks alike is counted together by the server (session/look_alike.py); so is one's own known again among it. */

const oneLook = (text) =>
  text
    .replace(/[’‘‛ʼʹ′`´ʻˈꞌ՚׳＇]/g, "'")
    .replace(/[„″＂\p{Pi}\p{Pf}]/gu, '"')
    .replace(/[−˗⁃\p{Pd}]/gu, "-")
    .replace(/[⁄∕]/g, "/")
    .replace(/(?!\u200d)[\u034f\ufe0f\p{Cf}]/gu, "")
    .replace(/([^\p{S}])\u200d/gu, "$1"); // behind a sign it makes one of two

export function groupingKey(text) {
  const plain = oneLook(oneLook(text).normalize("NFKC")).toUpperCase().toLowerCase(); // ß is ss, ı is i
  return plain.replace(/i\u0307/g, "i").trim().replace(/\s+/g, " ");
}
