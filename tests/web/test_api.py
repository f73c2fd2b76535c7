"""The API, by docs/protocol.md."""

from pathlib import Path

import pytest

from tests.conftest import Hall
from tests.support.server import Server, serving
from tests.support.warm import Mother, WarmServer


def test_scripts_are_listed_with_what_check_says(server: Server):
    listed = {s["name"]: s for s in server.api("GET", "/scripts").json()}
    assert listed["hello"]["steps"] == 6
    assert listed["hello"]["errors"] == 0


def test_without_the_key_nothing_is_told(server: Server):
    for key in ("", "wrong-wrong-wrong-wrong"):
        answer = server.api("GET", "/scripts", key=key)
        assert answer.status_code == 401
        assert answer.json()["error"] == "unauthorized"


def test_a_session_from_lobby_to_deletion(server: Server):
    made = server.create("hello")
    assert set(made) == {"id", "code", "links"}
    shown = server.show(made["id"])
    assert (shown["phase"], shown["step"], shown["rehearsal"]) == ("lobby", None, False)
    assert server.command(made["id"], "start")["status"] == "ok"
    shown = server.show(made["id"])
    assert shown["step"]["kind"] == "slide"
    assert [s["state"] for s in shown["steps"]][:2] == ["current", "ahead"]
    assert server.api("DELETE", f"/sessions/{made['id']}").status_code == 204
    assert server.api("GET", f"/sessions/{made['id']}").status_code == 404


def test_an_unknown_script(server: Server):
    for name in ("nothing", "../pyproject", "_help-lines"):
        answer = server.api("POST", "/sessions", {"script": name})
        assert answer.status_code == 404
        assert answer.json()["message"] == "There is no script with this name."


def test_a_script_with_errors_says_where(mother: Mother, tmp_path: Path):
    broken = "# Broken\n\n- format: 1\n\n### Pol: What?\n\n- ( ) A\n- ( ) B\n"
    with serving(WarmServer(mother, tmp_path, {"broken.md": broken})) as running:
        answer = running.api("POST", "/sessions", {"script": "broken"})
        assert answer.status_code == 422
        first = answer.json()["messages"][0]
        assert (first["line"], first["code"]) == (5, "E111")


def test_simulated_people_only_in_a_rehearsal(server: Server, hall: Hall):
    assert server.api("POST", f"/sessions/{hall.id}/participants", {"count": 3}).status_code == 403
    rehearsal = server.create("hello", rehearsal=True)
    added = server.api("POST", f"/sessions/{rehearsal['id']}/participants", {"count": 3}).json()
    assert len({a["cookie"] for a in added}) == 3


@pytest.mark.parametrize("kind", ["html", "md", "csv", "json", "xlsx"])
def test_every_export_opens(hall: Hall, kind: str):
    answer = hall.server.api("GET", f"/sessions/{hall.id}/export/{kind}")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "attachment" in answer.headers["Content-Disposition"]


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/sessions", {"script": 3}, 422),
        ("POST", "/sessions", [], 400),
        ("POST", "/join", {"code": "ZZZZZZ", "nickname": "Ann"}, 404),
        ("POST", "/join", {"nickname": "Ann"}, 422),
        ("GET", "/sessions/nothing", None, 404),
        ("GET", "/nothing", None, 404),
        ("PUT", "/scripts", None, 405),
    ],
)
def test_errors_are_a_code_and_a_sentence(server: Server, method, path, body, status):
    answer = server.api(method, path, body)
    assert answer.status_code == status
    assert set(answer.json()) == {"error", "message"}
