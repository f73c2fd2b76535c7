"""Somebody with the code joins again and again for half a minute: the class inside feels nothing, and it has an end."""

import json
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from tests.conftest import Hall
from tests.support.server import Server

SECONDS = 30
AT_ONCE = 8  # as many as made 7,388 of them in half a minute
ANSWER = 1.0  # seconds, for 95 of 100


def flood(hall: Hall, until: float) -> list[int]:
    told = []
    with requests.Session() as eve:
        while time.monotonic() < until:
            body = {"code": hall.code, "nickname": f"Ghost {time.monotonic_ns()}"}
            told.append(eve.post(f"{hall.server.url}/api/join", json=body, timeout=60).status_code)
    return told


@pytest.mark.soak
def test_half_a_minute_of_joining(own_server: Server):
    hall = Hall(own_server, "hello")
    hall.do("start")
    [ann] = hall.join("Ann")
    console = hall.console(people="changes").until(lambda c: any(e == "people" for e, _ in c.heard))
    poll = hall.go("poll")
    hall.do("open")
    ann.at(poll, "open")
    waits, until = [], time.monotonic() + SECONDS
    with ThreadPoolExecutor(AT_ONCE) as eves:
        running = [eves.submit(flood, hall, until) for _ in range(AT_ONCE)]
        while time.monotonic() < until:
            began = time.monotonic()
            assert ann.op(f"vote:{poll}", {"choice": [len(waits) % 2]})["status"] == "ok"
            waits.append(time.monotonic() - began)
            time.sleep(0.05)
        told = [status for each in running for status in each.result()]
    frames = [len(json.dumps(body)) for event, body in console.heard if event == "people"]
    p95 = sorted(waits)[int(len(waits) * 0.95)]
    print(f"{told.count(201)} of {len(told)} came in; an answer took {p95 * 1000:.0f} ms at p95; "
          f"the list of people was told {len(frames)} times in {sum(frames)} bytes, {max(frames)} at most")  # fmt: skip
    assert set(told) <= {201, 403, 429}
    assert p95 < ANSWER
    assert sum(frames) < 200 * len(told)
    assert hall.server.command(hall.id, "close")["status"] == "ok"
