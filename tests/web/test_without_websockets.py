"""A network that lets no websocket through: the same functions over plain HTTP."""

import re

from tests.conftest import Hall
from tests.support.browser import Visitor


def test_state_and_op_do_what_the_socket_does(hall: Hall):
    ann = Visitor(hall.server)
    room = ann.join(hall.code, "Ann")
    token = re.search(r'name="csrf-token" content="([^"]+)"', ann.get(room).text)[1]
    poll = hall.go("poll")
    hall.do("open")
    state = ann.get(f"{room}/state").json()
    assert (state["step"], state["phase"]) == (poll, "open")
    same = ann.get(f"{room}/state", params={"e": state["e"], "v": state["v"]})
    assert same.status_code == 204
    message = {"key": f"vote:{poll}", "n": 1, "body": {"choice": [0]}}
    kept = ann.http.post(f"{ann.url}{room}/op", json=message, headers={"X-CSRFToken": token})
    assert kept.json()["status"] == "ok"
    assert ann.get(f"{room}/state").json()["mine"]["vote"]["body"] == {"choice": [0]}
    assert hall.server.show(hall.id)["people"]["connected"] == 1


def test_without_the_token_nothing_is_kept(hall: Hall):
    ann = Visitor(hall.server)
    room = ann.join(hall.code, "Ann")
    refused = ann.http.post(f"{ann.url}{room}/op", json={"key": "signal", "n": 1, "body": {}})
    assert refused.status_code == 400
    assert "message" in refused.json()


def test_the_first_page_holds_the_stage(hall: Hall):
    ann = Visitor(hall.server)
    room = ann.join(hall.code, "Ann")
    hall.go("poll")
    assert "Coffee" in ann.get(room).text
