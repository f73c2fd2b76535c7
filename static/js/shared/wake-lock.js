/** The phone stays awake while a step is live. Where the browser cannot, nothing is said. */

let lock = null;
let wanted = false;

export function keepAwake(want) {
  wanted = want;
  if (wanted) take();
  else release();
}

function take() {
  if (lock || !navigator.wakeLock || document.visibilityState !== "visible") return;
  lock = navigator.wakeLock.request("screen").then(
    (given) => {
      given.addEventListener("release", () => (lock = null));
      return given;
    },
    () => (lock = null), // low battery, or not allowed
  );
}

function release() {
  const held = lock;
  lock = null;
  if (held) held.then((given) => given && given.release());
}

/** The browser lets go whenever the page is hidden. */
document.addEventListener("visibilitychange", () => wanted && take());
