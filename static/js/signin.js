/** The facilitator's key from the link's fragment: out of the address, into the form, and in. */

const form = document.querySelector("[data-sign-in]");

function open() {
  const key = decodeURIComponent(location.hash.slice(1)).trim();
  if (!form || !key) return;
  history.replaceState(null, "", location.pathname + location.search);
  form.elements.key.value = key;
  form.submit();
}

window.addEventListener("hashchange", open); // the link, opened where this page is open already
open();
