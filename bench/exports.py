"""How long a server keeps others waiting while somebody downloads a session of thousands, and its memory.

    python bench/exports.py [people]

Each of the people shared ten texts of some 200 letters. The longest turn is the work in one go between two moments
at which a server serves others, counted in time of the processor, so it holds on a busy machine too. The longest wait
is what another request met: compare it with the idle line. A PDF is for a room, not for thousands: it has PDF_PEOPLE.
"""

import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import requests

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.exports.stories import Story
from tests.exports.test_memory import crowd, longest_turn
from tests.support.server import KEY, Server

FORMATS = ("csv", "json", "md", "html", "xlsx")
PDF_PEOPLE = 100
EVERY = 0.003  # seconds between two questions of the one who waits


class Waiter:
    """Asks for the smallest page again and again; `worst` is the longest wait in milliseconds since `begin`."""

    def __init__(self, url: str) -> None:
        self._url, self.worst, self._over = url, 0.0, False
        self._thread = threading.Thread(target=self._ask, daemon=True)
        self._thread.start()

    def begin(self) -> None:
        self.worst = 0.0

    def end(self) -> None:
        self._over = True
        self._thread.join()

    def _ask(self) -> None:
        with requests.Session() as asking:
            while not self._over:
                start = time.perf_counter()
                asking.get(self._url, timeout=60)
                self.worst = max(self.worst, 1000 * (time.perf_counter() - start))
                time.sleep(EVERY)


@contextmanager
def serving(folder: Path, story: Story) -> Iterator[Server]:
    """A server that holds this session."""
    with story.engine.begin() as conn:
        conn.exec_driver_sql("UPDATE session SET delete_on = '2999-01-01'")  # the story lies in the past
    story.engine.dispose()
    server = Server(folder, WORKSHOP_DATABASE_URL=f"sqlite:///{story.path}").start()
    try:
        yield server
    finally:
        server.stop()


def memory(server: Server) -> int:
    """Megabytes in use by the server's process."""
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) // 1024


def download(server: Server, session: str, fmt: str) -> tuple[int, int]:
    """(bytes that came, most megabytes the server used meanwhile)"""
    size, most = 0, 0
    address = f"{server.url}/api/sessions/{session}/export/{fmt}"
    headers = {"Authorization": f"Bearer {KEY}"}
    with requests.get(address, headers=headers, stream=True, timeout=300) as answer:
        answer.raise_for_status()
        for place, chunk in enumerate(answer.iter_content(65_536)):
            size += len(chunk)
            most = memory(server) if place % 20 == 0 else most
    return size, most


def main(people: int) -> None:
    print(f"{'':12} {'turn, ms':>9} {'seconds':>8} {'MB sent':>8} {'MB used':>8} {'longest wait, ms':>17}")
    measure(people, FORMATS)
    measure(PDF_PEOPLE, ("pdf",))


def measure(people: int, formats: Sequence[str]) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        story = crowd(folder / "story", people)
        turns = {fmt: median(longest_turn(story, fmt) for _ in range(3)) for fmt in formats}
        with serving(folder, story) as server:
            waiter = Waiter(f"{server.url}/health/live")
            download(server, story.id, "json")  # whatever is done only once is done
            print(f"{people} people, {people * 10} texts, server at {memory(server)} MB")
            for fmt in ("idle", *formats, "idle"):
                line(server, story.id, fmt, waiter, turns.get(fmt))
            waiter.end()


def line(server: Server, session: str, fmt: str, waiter: Waiter, turn: float | None) -> None:
    waiter.begin()
    start = time.perf_counter()
    size, most = (time.sleep(2) or 0, memory(server)) if turn is None else download(server, session, fmt)
    took = time.perf_counter() - start
    shown = "" if turn is None else f"{turn:.0f}"
    print(f"{fmt:12} {shown:>9} {took:8.1f} {size / 1e6:8.1f} {most:8} {waiter.worst:17.0f}", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
