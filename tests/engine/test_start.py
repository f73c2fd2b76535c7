"""What a server reads before it takes its first line: after a crash a whole room waits for that."""

import subprocess
import sys

from tests.engine.test_engine import PROGRAMS

NOT_AT_THE_START = (
    "OpenSSL", "alembic", "coolname", "dns", "kombu", "latex2mathml", "redis", "requests",
    "sqlalchemy.dialects.postgresql", "urllib3", "websocket",
)  # fmt: skip
LOOK = f"""
import sys
from workshop import engine
engine.patch("eventlet")
import workshop.app
print(*[name for name in {NOT_AT_THE_START} if sys.modules.get(name)])
import requests, websocket, redis, OpenSSL
assert all((requests, websocket, redis, OpenSSL))
"""


def test_a_server_starts_without_what_few_ask_for():
    done = subprocess.run([sys.executable, "-c", LOOK], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.split() == []


def test_names_are_looked_up_while_others_go_on():
    done = subprocess.run(
        [sys.executable, PROGRAMS / "looking_up.py"], capture_output=True, text=True, timeout=60
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "kept\n"), done.stderr
