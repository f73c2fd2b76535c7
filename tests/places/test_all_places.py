"""The page of whoever looks after places: add, rename, suspend, remove, a new link; and nothing of what is in them."""

import re

import pytest

from tests.places.test_own_place import key_of, log_of, revoke
from tests.places.test_two_places import WORD, Owner, filled, rules
from tests.support.browser import Visitor
from tests.support.places import Leader
from tests.support.server import Server
from workshop.app import create_app
from workshop.config import Settings
from workshop.places.gate import Opening
from workshop.web.gatekeeper import opening_of


@pytest.fixture(scope="module")
def ana(server: Server) -> Leader:
    return Leader(server)


def link_on(page: str) -> str:
    found = re.search(r'id="place-link"[^>]*value="[^"#]*#(once-[\w-]+)"', page)
    assert found, page[-1500:]
    return found[1]


def place_of(page: str, name: str) -> str:
    [found] = re.findall(rf'id="place-([0-9a-f]+)">\s*<div>\s*<h2 dir="auto">{name}<', page)
    return found


def does(ana: Leader, place: str, what: str, **form: str) -> int:
    return ana.sends("POST", f"/host/places/{place}/{what}", data=form).status_code


def test_somebody_comes_stays_and_leaves(server: Server, ana: Leader) -> None:
    added = ana.sends("POST", "/host/places", data={"name": "Bea"}).text
    place = place_of(added, "Bea")
    bea = Leader(server, link_on(added), place)
    assert does(ana, place, "rename", name="Bea Berg") == 303
    assert "Bea Berg" in ana.get("/host/places").text
    second = Leader(server, link_on(ana.sends("POST", f"/host/places/{place}/link").text), place)
    assert "sign-out" in bea.get("/host").text
    lost = ana.sends("POST", f"/host/places/{place}/link", data={"sign_out": "yes"}).text
    assert "sign-out" not in bea.get("/host").text + second.get("/host").text
    bea = Leader(server, link_on(lost), place)
    assert does(ana, place, "suspend") == 303
    assert "sign-out" not in bea.get("/host").text
    assert does(ana, place, "suspend", resume="1") == 303
    session = bea.starts("hello")
    refused = ana.sends("POST", f"/host/places/{place}/remove")
    assert (refused.status_code, "It still has sessions: 1" in refused.text) == (409, True)
    done = [re.split(r" \d+ \w+ \d{4},", line)[0] for line in log_of(bea).splitlines()]
    assert done == [
        "Opened this place again", "Suspended this place", "Signed in", "Made a link into this place",
        "Signed in", "Made a link into this place", "Renamed this place", "Signed in", "Added this place",
    ]  # fmt: skip
    assert "The first place" in log_of(bea)  # by whom
    bea.sends("POST", f"/host/sessions/{session}/delete")
    assert does(ana, place, "remove") == 303
    assert "Bea Berg" not in ana.get("/host/places").text
    assert "Bea Berg : Removed the place “Bea Berg”" in " ".join(
        re.sub(r"<[^>]+>", " ", ana.get("/host/places/log").text).split()
    )


@pytest.mark.parametrize(("name", "told"), [("", "Give the place a name"), ("the first PLACE", "already")])
def test_a_name_that_cannot_be_is_refused(ana: Leader, name: str, told: str) -> None:
    refused = ana.sends("POST", "/host/places", data={"name": name})
    assert (refused.status_code, told in refused.text) == (409, True)


def test_nobody_shuts_their_own_place_or_the_first(server: Server, ana: Leader) -> None:
    dora = Leader.in_a_new_place(server, "Dora", host=True)
    for leader, place in ((dora, dora.place), (dora, "first"), (ana, "first")):
        for what in ("suspend", "remove"):
            assert does(leader, place, what) == 409
    assert does(dora, dora.place, "link", sign_out="yes") == 409
    assert does(dora, "first", "link") == 409
    assert "sign-out" in dora.get("/host").text


def test_the_host_reads_nothing_of_what_is_in_a_place(server: Server, ana: Leader) -> None:
    bea = Owner.of(Leader.in_a_new_place(server, "Owner"))
    bea.leader.get(f"/host/sessions/{bea.known['session_id']}/download/csv")
    server.api("GET", "/sessions", key=key_of(bea.leader, f"For {WORD}", "results:read"))
    revoke(bea.leader, f"For {WORD}")
    told = ana.get("/host/places").text + ana.get("/host/places/log").text
    for sentence in ("Took results along", "Made an API key", "Used this API key", "An API key", "Revoked an API key"):
        assert sentence in told
    for secret in (WORD, bea.known["session_id"], bea.known["name"], bea.known["code"]):
        assert secret not in told


def test_to_those_who_are_no_hosts_none_of_it_is_there(server: Server, tmp_path) -> None:
    env = {"WORKSHOP_DATA": str(tmp_path / "data"), "WORKSHOP_KEY_DIR": str(tmp_path / "keys")}
    app = create_app(Settings.from_env(env, dotenv=tmp_path / "none"))
    carl = Leader.in_a_new_place(server, "Carl")
    tried = 0
    for rule, method in rules(app):
        if opening_of(app, rule.endpoint) is Opening.HOST:
            [path] = filled(rule, {"place_id": carl.place})
            assert carl.sends(method, path).status_code == 404
            token = {"X-CSRFToken": carl.http.headers["X-CSRFToken"]}
            nobody = Visitor(server).http.request(method, server.url + path, headers=token, allow_redirects=False)
            assert nobody.status_code in (302, 400)
            tried += 1
    assert tried > 6
    assert "/host/places" not in carl.get("/host/place").text


def test_a_host_limits_what_a_place_has(server: Server, ana: Leader) -> None:
    fritz = Leader.in_a_new_place(server, "Fritz")
    first = fritz.starts("hello")
    for sessions, megabytes, told in (("1", "", ""), ("many", "", "Give a number"), ("0", "", "Give a number")):
        page = ana.sends(
            "POST", f"/host/places/{fritz.place}/limit", data={"sessions": sessions, "megabytes": megabytes}
        )
        assert told in page.text
    refused = fritz.sends("POST", "/host/sessions", data={"name": "hello"})
    assert (refused.status_code, "may have 1 sessions that have not ended" in refused.text) == (409, True)
    assert fritz.sends("POST", "/host/scripts/hello/practise").status_code < 400  # a rehearsal is no session of people
    fritz.sends("POST", f"/host/sessions/{first}/delete")
    assert fritz.starts("hello")


def test_a_place_that_is_full_keeps_what_it_has(server: Server, ana: Leader) -> None:
    gerda = Leader.in_a_new_place(server, "Gerda")
    gerda.keeps("large.svg", "<svg>" + " " * 3_000_000 + "</svg>")
    assert ana.sends("POST", f"/host/places/{gerda.place}/limit", data={"megabytes": "2"}).status_code == 303
    files = {"file": ("More.md", b"# More\n", "text/markdown")}
    refused = gerda.sends("POST", "/host/scripts/upload", files=files)
    assert (refused.status_code, "may have 2 MB of scripts" in refused.text) == (409, True)
    assert gerda.get("/host/scripts/hello").status_code == 200
    assert ana.sends("POST", f"/host/places/{gerda.place}/limit", data={}).status_code == 303
    assert gerda.sends("POST", "/host/scripts/upload", files=files).status_code == 303
