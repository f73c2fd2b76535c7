/** The secret from a private link's fragment: out of the address, to the server, which makes it the cookie again. */

const form = document.querySelector("[data-return]");

function comeBack() {
  const secret = decodeURIComponent(location.hash.slice(1)).trim();
  if (!form || !secret) return;
  history.replaceState(null, "", location.pathname);
  form.elements.secret.value = secret;
  form.submit();
}

// The link, opened where this page is open already: it may have been for days, and what it would send be an old token.
window.addEventListener("hashchange", () => form && location.hash && location.reload());
comeBack();
