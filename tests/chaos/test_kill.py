"""kill -9 at random moments under writing people: whatever was acknowledged is there afterwards. Seeded."""

import random
import re
import threading
import time
from pathlib import Path

import pytest
import requests

from tests.support.browser import Visitor
from tests.support.server import Server

PEOPLE = 6


class Writer(threading.Thread):
    """Writes ever newer notes over HTTP; remembers the newest that was acknowledged, and the newest tried."""

    def __init__(self, visitor: Visitor, room: str, step: str) -> None:
        super().__init__(daemon=True)
        self.visitor, self.room, self.step = visitor, room, step
        self.token = re.search(r'name="csrf-token" content="([^"]+)"', visitor.get(room).text)[1]
        self.acked, self.tried, self.going = 0, 0, True

    def run(self) -> None:
        while self.going:
            self.tried += 1
            message = {"key": f"draft:{self.step}", "n": self.tried, "body": {"text": f"words {self.tried}"}}
            try:
                answer = self.visitor.http.post(
                    f"{self.visitor.url}{self.room}/op", json=message, headers={"X-CSRFToken": self.token}, timeout=5
                )
            except requests.RequestException:
                time.sleep(0.05)
                continue
            if answer.ok and answer.json()["status"] in ("ok", "dup"):
                self.acked = self.tried

    def kept(self) -> int:
        drafts = self.visitor.get(f"{self.room}/state").json()["mine"]["drafts"]
        return int(drafts[""]["text"].split()[1]) if drafts else 0


def kill_often(tmp_path: Path, kills: int, seed: int) -> None:
    dice = random.Random(seed)
    server = Server(tmp_path).start()
    session = server.create("team-look-back")
    server.command(session["id"], "start")
    step = next(s["id"] for s in server.show(session["id"])["steps"] if s["kind"] == "reflect")
    server.command(session["id"], "goto", step=step)
    writers = []
    for i in range(PEOPLE):
        visitor = Visitor(server)
        writers.append(Writer(visitor, visitor.join(session["code"], f"Person {i}"), step))
    for writer in writers:
        writer.start()
    try:
        for _ in range(kills):
            time.sleep(dice.uniform(0.05, 0.6))
            server.kill()
            acked = [w.acked for w in writers]
            server.start()
            for writer, least in zip(writers, acked, strict=True):
                assert writer.kept() >= least, f"seed {seed}: an acknowledged text is gone"
    finally:
        for writer in writers:
            writer.going = False
        for writer in writers:
            writer.join()
        server.stop()
    assert all(w.acked > kills for w in writers)


def test_six_kills(tmp_path: Path):
    kill_often(tmp_path, 6, seed=int(time.time()))


@pytest.mark.soak
def test_two_hundred_kills(tmp_path: Path):
    kill_often(tmp_path, 200, seed=int(time.time()))
