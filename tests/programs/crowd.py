"""A crowd in one process: N people join by the code, connect, and all vote. Prints what they saw as JSON.

Run as: crowd.py URL KEY N. Green threads, so that one process can be hundreds of phones.
"""

import warnings

warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
import eventlet  # noqa: E402

eventlet.monkey_patch()

import json  # noqa: E402
import random  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402

import requests  # noqa: E402
import socketio  # noqa: E402


class Person:
    def __init__(self, url: str, session: str, cookie: str) -> None:
        self.stage: dict = {}
        self.seen_at: dict[str, float] = {}
        self.client = socketio.Client(reconnection=False)
        for event in ("hello", "stage"):
            self.client.on(event, self.see)
        auth = {"proto": 1, "session": session, "as": "participant", "tab": "1"}
        self.client.connect(url, headers={"Cookie": cookie}, auth=auth, transports=["websocket"], wait_timeout=60)

    def see(self, frame: dict) -> None:
        if frame["v"] >= self.stage.get("v", -1):
            self.stage = frame
            self.seen_at.setdefault(f"{frame['step']}/{frame['phase']}", time.monotonic())

    def wait(self, step: str, phase: str, seconds: float = 60) -> None:
        with eventlet.Timeout(seconds):
            while (self.stage.get("step"), self.stage.get("phase")) != (step, phase):
                eventlet.sleep(0.02)


def main(url: str, key: str, size: int) -> dict:
    http, dice = requests.Session(), random.Random(7)
    http.headers["Authorization"] = f"Bearer {key}"
    made = http.post(f"{url}/api/sessions", json={"script": "hello"}).json()
    session, pool = made["id"], eventlet.GreenPool(64)

    def join(i: int) -> Person:
        body = {"code": made["code"], "nickname": f"Person {i}"}
        return Person(url, session, requests.post(f"{url}/api/join", json=body, timeout=60).json()["cookie"])

    def command(name: str) -> float:
        at = time.monotonic()
        answer = http.post(f"{url}/api/sessions/{session}/commands", json={"command": name}).json()
        assert answer["status"] == "ok", answer
        return at

    people = list(pool.imap(join, range(size)))
    command("start")
    asked = command("next")
    poll = http.get(f"{url}/api/sessions/{session}").json()["step"]["id"]
    for person in people:
        person.wait(poll, "prepared")
    command("open")
    votes = [dice.randrange(3) for _ in people]

    def vote(pair: tuple[Person, int]) -> str:
        person, choice = pair
        person.wait(poll, "open")
        op = {"key": f"vote:{poll}", "n": 1, "body": {"choice": [choice]}}
        return person.client.call("op", op, timeout=60)["status"]

    acks = list(eventlet.GreenPool(size).imap(vote, zip(people, votes, strict=True)))
    command("reveal")
    for person in people:
        person.wait(poll, "revealed")
    reach = max(p.seen_at[f"{poll}/prepared"] for p in people) - asked
    results = http.get(f"{url}/api/sessions/{session}/results").text
    for person in people:
        person.client.disconnect()
    return {"acks": acks, "votes": [votes.count(i) for i in range(3)], "results": results, "reach_s": reach}


if __name__ == "__main__":
    json.dump(main(sys.argv[1], sys.argv[2], int(sys.argv[3])), sys.stdout)
