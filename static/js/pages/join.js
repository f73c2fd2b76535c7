/** The code from the link's fragment goes into the form and out of the address; a typed one is tidied. */

const code = document.getElementById("code");

/** As the server reads it: wide letters become plain ones, of a link its end counts. Never empties the box. */
function tidy(text) {
  const end = text.split(/#|%23/).pop().normalize("NFKC").toUpperCase(); // some programs write the sign so
  return end.replace(/[^\p{L}\p{N}]/gu, "") || text;
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Also when the link is opened where this page is open already: then only the fragment changes. */
function fromLink() {
  const given = decoded(location.hash.slice(1)).trim();
  if (!given || !code) return;
  history.replaceState(null, "", location.pathname);
  code.value = given;
  code.form.requestSubmit ? code.form.requestSubmit() : code.form.submit();
}

window.addEventListener("hashchange", fromLink);
if (code) code.addEventListener("change", () => (code.value = tidy(code.value)));
fromLink();
document.documentElement.dataset.runs = ""; // see before/old-browser.js
