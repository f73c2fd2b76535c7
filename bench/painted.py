"""How long a phone at a sixth of this machine's speed takes from a step that has come to its picture."""

import time

from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import FLAGS, own_chromium
from tests.browser.house import PHONE
from tests.support.server import Server

SLOWER = 6
# In the page: when a stage has come over the line, when its handlers are through, and when its frame is drawn.
WATCH = """
window.steps = []; window.shift = 0;
new PerformanceObserver(list => list.getEntries().forEach(e => { window.shift += e.value; }))
  .observe({ type: 'layout-shift', buffered: true });
const Native = WebSocket;
window.WebSocket = class extends Native {
  constructor(...args) {
    super(...args);
    this.addEventListener('message', e => {
      if (!String(e.data).startsWith('42["stage"')) return;
      const came = performance.now();
      let work = 0;
      setTimeout(() => { work = performance.now() - came; });
      const drawn = new MessageChannel();
      drawn.port1.onmessage = () => {
        const took = performance.now() - came;
        setTimeout(() => window.steps.push({ took, work }));
      };
      requestAnimationFrame(() => drawn.port2.postMessage(0));
    });
  }
};
"""


def measure(server: Server, session: str, cookie: str, steps: int) -> tuple[list[float], list[float], float]:
    """(milliseconds to the picture of each step, milliseconds of work, layout shift in all)"""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=own_chromium(), args=FLAGS)
        context = browser.new_context(**PHONE)
        name, _, value = cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": server.url}])
        page = context.new_page()
        page.add_init_script(WATCH)
        page.goto(f"{server.url}/s/{session}")
        page.wait_for_selector('body[data-connection="live"]')
        context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        server.command(session, "start")
        for _ in range(steps - 1):
            _wait(page)
            server.command(session, "next")
        _wait(page)
        seen, shift = page.evaluate("[window.steps, window.shift]")
        browser.close()
    return [step["took"] for step in seen[1:]], [step["work"] for step in seen[1:]], shift


def _wait(page: Page) -> None:
    time.sleep(0.7)
    page.wait_for_function("() => window.steps.length > 0")  # a text alone would be eval, which the page forbids
