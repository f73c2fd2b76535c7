"""300 people in one session: a step reaches all, and nobody's vote is lost."""

import json
import subprocess
import sys
from pathlib import Path

from tests.support.server import KEY
from tests.support.warm import Mother, WarmServer

CROWD = Path(__file__).parent / "programs" / "crowd.py"


def test_three_hundred_people(mother: Mother, tmp_path: Path):
    running = WarmServer(mother, tmp_path).start()
    try:
        done = subprocess.run(
            [sys.executable, str(CROWD), running.url, KEY, "300"], capture_output=True, text=True, timeout=180
        )
        assert done.returncode == 0, done.stderr[-2000:]
    finally:
        assert running.stop() == 0
    told = json.loads(done.stdout)
    assert told["acks"] == ["ok"] * 300
    bars = _bars(json.loads(told["results"]))
    assert [bars[label] for label in ("Coffee", "Tea", "Something else")] == told["votes"]


def _bars(results: dict) -> dict[str, int]:
    poll = next(s for s in results["steps"] if s["kind"] == "poll")
    return {bar["answer"]: bar["count"] for asking in poll["results"] for bar in asking["answers"]}
