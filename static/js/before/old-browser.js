// What this browser lacks, said before the room. Written so that even a browser of 2012 can read it: no module, no
// import, and nothing newer than what it asks about. The sentences stand in the page; here one is only shown.
(function () {
  var WAIT = 4000;
  var APPS = /Instagram|FBAN|FBAV|FB_IAB|LinkedInApp|Snapchat|Pinterest|BytedanceWebview|musical_ly|TikTok|Twitter for|MicroMessenger|Line\//;

  function show(which) {
    var said = document.querySelector('[data-browser="' + which + '"]');
    if (said) said.removeAttribute("hidden");
  }

  function knowsEnough() {
    return (
      "noModule" in document.createElement("script") &&
      "replaceChildren" in document.documentElement &&
      "WebSocket" in window &&
      !!(window.CSS && CSS.escape && CSS.supports && CSS.supports("inset", "0")) &&
      !!(window.crypto && crypto.getRandomValues)
    );
  }

  /** A script that this browser could not read leaves no mark. */
  function runs() {
    return document.documentElement.hasAttribute("data-runs");
  }

  if (APPS.test(navigator.userAgent)) show("in-app");
  if (!knowsEnough()) return show("old");
  window.addEventListener("load", function () {
    setTimeout(function () {
      if (!runs()) show("old");
    }, WAIT);
  });
})();
