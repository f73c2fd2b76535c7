// What is pressed before the page's script runs would be lost in silence: the last such press comes once it runs.
(function () {
  var pressed = null;
  function keep(event) {
    pressed = event.target.closest("button[type=button]");
  }
  document.addEventListener("click", keep, true);
  new MutationObserver(function (_, waiting) {
    waiting.disconnect();
    document.removeEventListener("click", keep, true);
    if (pressed && pressed.isConnected) pressed.click();
  }).observe(document.documentElement, { attributeFilter: ["data-runs"] });
})();
