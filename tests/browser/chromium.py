"""Which Chromium the tests drive, and how it is started."""

from pathlib import Path

from tests.support.proxies import HOST

# The same browser without windows of its own makes a page with a quarter of the work; so it comes first.
CHROMIUM = ("/usr/bin/chromium-headless-shell", "/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", f"--host-resolver-rules=MAP {HOST} 127.0.0.1"]  # fmt: skip


def own_chromium() -> str | None:
    return next((path for path in CHROMIUM if Path(path).exists()), None)


# The one that people have, and that alone keeps a history, tabs to restore and forms that were filled in.
UNSEEN = "--headless=new"


def whole_chromium() -> str | None:
    """None: the one that Playwright installed."""
    return CHROMIUM[-1] if Path(CHROMIUM[-1]).exists() else None
