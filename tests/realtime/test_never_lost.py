"""Killed at the worst moment: what was acknowledged is there, and everybody is back where they were."""

from tests.conftest import Hall
from tests.support.people import Phone
from tests.support.server import Server


def test_kill_after_a_vote_and_a_note(own_server: Server):
    hall = Hall(own_server, "hello")
    (ann, ben) = hall.join("Ann", "Ben")
    poll = hall.go("poll")
    hall.do("open")
    assert ann.at(poll, "open").op(f"vote:{poll}", {"choice": [1]})["status"] == "ok"
    own_server.kill()
    own_server.start()
    ann = Phone(own_server, hall.id, hall.cookies["Ann"])
    assert (ann.stage["step"], ann.stage["phase"]) == (poll, "open")
    assert ann.mine["vote"]["body"] == {"choice": [1]}
    assert ann.op(f"vote:{poll}", {"choice": [1]}, n=1)["status"] == "dup"

    talk = hall.go("breakout")
    ben = Phone(own_server, hall.id, hall.cookies["Ben"])
    hall.do("form_groups")
    assert ben.at(talk, "open").op(f"note:{talk}", {"text": "The sea", "sees": "my group"})["status"] == "ok"
    group = ben.until(lambda c: c.mine["group"]).mine["group"]
    own_server.kill()
    own_server.start()
    ben = Phone(own_server, hall.id, hall.cookies["Ben"])
    assert ben.mine["group"] == group
    assert ben.mine["notes"][""]["text"] == "The sea"
    ben.leave()


def test_killed_while_a_poll_closes_it_is_counted_after_the_start(own_server: Server):
    hall = Hall(own_server, "hello")
    *phones, dea = hall.join("Ann", "Ben", "Cem", "Dea")
    poll = hall.go("poll")
    hall.do("open")
    for phone in phones:
        assert phone.at(poll, "open").op(f"vote:{poll}", {"choice": [0]})["status"] == "ok"
    assert dea.at(poll, "open").op(f"pass:{poll}", {})["status"] == "ok"
    hall.do("close")
    own_server.kill()
    own_server.start()
    console = hall.console()
    console.at(poll, "closed")
    results = own_server.api("GET", f"/sessions/{hall.id}/results")
    assert "Coffee" in results.text
    [step] = [step for step in results.json()["steps"] if step["id"] == poll]
    assert [asked["n"] for asked in step["results"]] == [3]  # who passed is none of them
    console.leave()


def test_the_key_folder_is_gone_everyone_is_asked_anew(own_server: Server):
    hall = Hall(own_server, "hello")
    (ann,) = hall.join("Ann")
    poll = hall.go("poll")
    hall.do("open")
    assert ann.at(poll, "open").op(f"vote:{poll}", {"choice": [0]})["status"] == "ok"
    own_server.kill()
    for key in (own_server.data / "keys").iterdir():
        key.unlink()
    own_server.start()
    ann = Phone(own_server, hall.id, hall.cookies["Ann"])
    assert ann.stage["phase"] == "open"
    assert ann.mine["vote"] is None
    assert own_server.show(hall.id)["turnout"]["answered"] == 0
    assert ann.op(f"vote:{poll}", {"choice": [0]})["status"] == "ok"
    ann.leave()


def test_a_calm_stop_says_goodbye(own_server: Server):
    hall = Hall(own_server, "hello")
    (ann,) = hall.join("Ann")
    assert own_server.stop() == 0
    assert "bye" in [event for event, _ in ann.heard]


def test_a_damaged_database_is_not_written_to(own_server: Server):
    """The start is refused in words that name the newest backup."""
    import subprocess
    import sys

    own_server.create()
    assert own_server.stop() == 0
    data = own_server.data / "data"
    (data / "backups").mkdir()
    (data / "backups" / "monday.db").write_bytes((data / "workshop.db").read_bytes())
    with (data / "workshop.db").open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 20_000)
    start = [sys.executable, "-m", "workshop", "serve", "--port", "0"]
    refused = subprocess.run(start, env=own_server.env, capture_output=True, text=True, timeout=60)
    assert refused.returncode == 1
    assert "damaged" in refused.stderr
    assert "backups/monday.db" in refused.stderr
    assert "Traceback" not in refused.stderr
