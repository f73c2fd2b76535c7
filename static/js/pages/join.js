/** The code from the link's fragment goes into the form and out of the address; a typed one is tidied. */

const code = document.getElementById("code");

function tidy(text) {
  return text.toUpperCase().replace(/[^A-Z0-9]/g, "");
}

/** Also when the link is opened where this page is open already: then only the fragment changes. */
function fromLink() {
  const given = decodeURIComponent(location.hash.slice(1)).trim();
  if (!given || !code) return;
  history.replaceState(null, "", location.pathname);
  code.value = given;
  code.form.requestSubmit ? code.form.requestSubmit() : code.form.submit();
}

window.addEventListener("hashchange", fromLink);
if (code) code.addEventListener("change", () => (code.value = tidy(code.value)));
fromLink();
