"""A word that two people typed because they are here together: it brings them into one group, and is told to nobody."""

import json

import pytest

from tests.conftest import Hall
from tests.support.browser import Visitor
from tests.support.people import Phone
from tests.support.server import Scripts, Server

SCRIPT = """# Together

- format: 1
- people: 4-20

### Breakout: Who came together (5 min)

- id: pair
- groups: partners
- notes: my group

Talk.
"""
CAME = {"Ann": "Nightjar", "Ben": "Corncrake", "Cem": "  nightJAR ", "Dea": "corncrake"}


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    return {"together.md": SCRIPT}


def test_who_typed_the_same_word_sits_together_and_nobody_is_shown_it(server: Server) -> None:
    hall = Hall(server, "together")
    phones: dict[str, Phone] = {}
    for name, word in CAME.items():
        came = Visitor(server)
        assert came.post("/join", code=hall.code, nickname=name, partner=word).status_code == 303
        cookie = f"workshop-{hall.id}={came.http.cookies[f'workshop-{hall.id}']}"
        phones[name] = hall._keep(Phone(server, hall.id, cookie))
    console, screen = hall.console(), hall.projector()
    hall.do("start", "form_groups", "open")
    at = {name: phone.until(lambda c: c.mine.get("group")).mine["group"]["id"] for name, phone in phones.items()}
    assert (at["Ann"], at["Ben"]) == (at["Cem"], at["Dea"]) and at["Ann"] != at["Ben"]
    console.until(lambda c: "Cem" in c.stage["html"])
    told = [server.api("GET", f"/sessions/{hall.id}/export/{kind}").text for kind in ("json", "md", "html", "csv")]
    told += [json.dumps(client.heard) for client in (*phones.values(), console, screen)]
    assert "Ann" in "".join(told)  # the control
    assert not [word for word in ("nightjar", "corncrake") if word in "".join(told).casefold()]
    hall.home()
