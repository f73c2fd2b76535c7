/** What is pressed before the page's second half is there would be lost in silence: the last such press comes then. */

const ANSWERED = "#exit, #leaf, #help, [data-exit], [data-opens], [data-closes]"; // by the first half

/** Returns what is to be called once there is somebody to hear it. */
export function keepPresses() {
  let pressed = null;
  const keep = (event) => {
    const button = event.target.closest("button");
    if (button && !button.matches(ANSWERED)) pressed = button;
  };
  const hold = (event) => ("op" in event.target.dataset || "lowTrace" in event.target.dataset) && event.preventDefault();
  document.addEventListener("click", keep, true);
  document.addEventListener("submit", hold, true);
  return () => {
    document.removeEventListener("click", keep, true);
    document.removeEventListener("submit", hold, true);
    if (pressed && pressed.isConnected) pressed.click();
  };
}
