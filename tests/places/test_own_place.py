"""The page of one's own place: browsers, API keys, and the log of what was done."""

import re
from datetime import date, timedelta

import pytest
import requests

from tests.places.test_two_places import connected, said
from tests.support.browser import Visitor
from tests.support.places import Leader
from tests.support.server import Server
from workshop.store.api_keys import Scope

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(scope="module")
def bea(server: Server) -> Leader:
    return Leader.in_a_new_place(server, "Bea")


def key_of(leader: Leader, name: str, *scopes: str) -> str:
    made = leader.sends("POST", "/host/place/keys", data={"name": name, "scope": list(scopes)})
    found = re.search(r'id="key-secret"[^>]*value="(api-[\w-]+)"', made.text)
    assert found, made.text[-1500:]
    return found[1]


def revoke(leader: Leader, name: str) -> None:
    page = leader.get("/host/place").text
    [key] = re.findall(rf"/keys/([0-9a-f]+)/revoke(?:(?!/revoke).)*?> {name}</span>", page, re.S)
    assert leader.sends("POST", f"/host/place/keys/{key}/revoke").status_code == 303


def log_of(leader: Leader) -> str:
    """The sentences of the log, each with who did it, the newest first."""
    page = leader.get("/host/place/log").text
    rows = re.findall(r"<li>(.*?)</li>", page, re.S)
    return "\n".join(" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows)


class TestApiKeys:
    """For each call: which scope opens it, and that no other does."""

    CALLS = (
        ("GET", "/scripts", {Scope.RUN}),
        ("GET", "/sessions", {Scope.RUN, Scope.READ}),
        ("GET", "/sessions/{}", {Scope.RUN}),
        ("POST", "/sessions/{}/commands", {Scope.RUN}),
        ("POST", "/sessions/{}/participants", {Scope.RUN}),
        ("GET", "/sessions/{}/results", {Scope.READ}),
        ("GET", "/sessions/{}/export/csv", {Scope.READ}),
        ("DELETE", "/sessions/{}", {Scope.DELETE}),
    )

    def test_each_does_what_it_may_and_nothing_else(self, server: Server, bea: Leader) -> None:
        session, body = bea.starts("hello"), {"command": "start", "count": 1}
        for scope in Scope:
            key = key_of(bea, scope.value, scope.value)
            for method, path, opened_by in self.CALLS:
                told = server.api(method, path.format(session), body, key)
                assert (told.status_code == 403 and told.json()["error"] == "scope") == (scope not in opened_by), path
            for path in ("/places", f"/places/{bea.place}"):
                assert server.api("GET" if path == "/places" else "PATCH", path, {"name": "X"}, key).status_code == 404
        assert session not in bea.get("/host").text  # the last of them deleted it

    def test_it_opens_its_own_place_alone(self, server: Server, bea: Leader) -> None:
        own, other = bea.starts("hello"), Leader(server).starts("hello")
        key = key_of(bea, "All", *Scope)
        assert other not in server.api("GET", "/sessions", key=key).text
        assert own in server.api("GET", "/sessions", key=key).text
        assert own not in server.api("GET", "/sessions").text
        for method, path, _ in self.CALLS[2:]:
            theirs, never = (server.api(method, path.format(name), {}, key) for name in (other, "0" * 12))
            assert (theirs.status_code, theirs.text) == (never.status_code, never.text) == (404, never.text)

    def test_no_console_and_no_page_opens_with_it(self, server: Server, bea: Leader) -> None:
        session, key = bea.starts("hello"), key_of(bea, "A tool", *Scope)
        assert "not open" in said(server, Visitor(server), session, "facilitator", key)
        assert Visitor(server).sign_in(key).status_code == 403
        headers = {"Authorization": f"Bearer {key}"}
        page = requests.get(f"{server.url}/host/place", headers=headers, timeout=20, allow_redirects=False)
        assert page.status_code == 302

    def test_a_revoked_one_opens_nothing(self, server: Server, bea: Leader) -> None:
        key = key_of(bea, "Short", "results:read")
        assert server.api("GET", "/sessions", key=key).status_code == 200
        revoke(bea, "Short")
        assert server.api("GET", "/sessions", key=key).status_code == 401
        assert "Revoked the API key “Short”" in log_of(bea)

    def test_nor_one_of_a_place_that_is_suspended_or_another_owners(self, server: Server) -> None:
        dora = Leader.in_a_new_place(server, "Dora")
        key = key_of(dora, "Hers", "results:read")
        for suspended, status in ((True, 401), (False, 200)):
            server.api("PATCH", f"/places/{dora.place}", {"suspended": suspended})
            assert server.api("GET", "/sessions", key=key).status_code == status
        server.api("POST", f"/places/{dora.place}/link", {"sign_out": True})
        assert server.api("GET", "/sessions", key=key).status_code == 401

    def test_the_secret_is_nowhere_but_on_the_page_that_made_it(self, server: Server, bea: Leader) -> None:
        key = key_of(bea, "Shown once", "results:read")
        server.api("GET", "/sessions", key=key)
        assert key not in bea.get("/host/place").text
        kept = [path for path in server.data.rglob("*") if path.is_file() and key.encode() in path.read_bytes()]
        assert kept == []

    @pytest.mark.parametrize(("name", "scopes", "told"), [
        ("", ["results:read"], "Say what the key is for"),
        ("No scope", [], "Choose what the key may do"),
        ("Odd scope", ["everything"], "Choose what the key may do"),
        ("x" * 81, ["results:read"], "a little long"),
        ("twice", ["results:read"], "already"),
    ])  # fmt: skip
    def test_what_is_missing_is_said(self, bea: Leader, name: str, scopes: list[str], told: str) -> None:
        if name == "twice":
            key_of(bea, "Twice", *scopes)
        refused = bea.sends("POST", "/host/place/keys", data={"name": name, "scope": scopes})
        assert (refused.status_code, told in refused.text) == (409, True)


def test_the_first_places_keys_end_with_the_servers_key(own_server: Server) -> None:
    """Whoever got hold of the server's key may have made some."""
    ana = Leader(own_server)
    key = key_of(ana, "Mine", "results:read")
    assert own_server.api("GET", "/sessions", key=key).status_code == 200
    own_server.stop()
    own_server.env["WORKSHOP_FACILITATOR_KEY"] = "another-key-altogether"
    own_server.start()
    assert own_server.api("GET", "/sessions", key=key).status_code == 401
    assert "Mine" not in Leader(own_server, "another-key-altogether").get("/host/place").text.partition('id="log"')[0]


class TestBrowsers:
    def test_one_that_was_lost_is_signed_out_with_its_consoles(self, server: Server, bea: Leader) -> None:
        secret = server.api("POST", f"/places/{bea.place}/link", {}).json()["link"].rpartition("#")[2]
        self._lost(server, bea, Leader(server, secret, bea.place))

    def test_also_of_the_first_place(self, server: Server) -> None:
        self._lost(server, Leader(server), Leader(server))

    def _lost(self, server: Server, here: Leader, lost: Leader) -> None:
        console = connected(server, lost, lost.starts("hello"), "facilitator", [])
        [mark] = self.marks(lost, here=True)
        assert mark in self.marks(here)
        assert here.sends("POST", f"/host/place/browsers/{mark}/sign-out").status_code == 303
        console.wait()  # until the server ends it
        assert "sign-out" not in lost.get("/host").text
        assert "sign-out" in here.get("/host").text
        assert mark not in self.marks(here)
        assert log_of(here).startswith("Signed out a browser: ")

    def test_ones_own_has_a_button_of_its_own(self, bea: Leader) -> None:
        [mark] = self.marks(bea, here=True)
        refused = bea.sends("POST", f"/host/place/browsers/{mark}/sign-out")
        assert (refused.status_code, "the browser before you" in refused.text) == (409, True)

    def test_another_places_cannot_be_signed_out(self, server: Server, bea: Leader) -> None:
        [mark] = self.marks(bea, here=True)
        for odd in (mark, "0" * 64, "0" * 16, "x"):
            assert Leader(server).sends("POST", f"/host/place/browsers/{odd}/sign-out").status_code == 404
        assert "sign-out" in bea.get("/host").text

    def marks(self, leader: Leader, here: bool = False) -> list[str]:
        """Of the browsers on its page that can be signed out; `here`: its own."""
        if here:
            from workshop.store.places import hash_of

            return [hash_of(leader.sign_in_name()).hex()]
        return re.findall(r"/browsers/([0-9a-f]{64})/sign-out", leader.get("/host/place").text)


class TestLog:
    def test_it_says_who_came_in_took_along_deleted_and_changed(self, server: Server) -> None:
        carl = Leader.in_a_new_place(server, "Carl")
        carl.http.headers["User-Agent"] = FIREFOX
        session = carl.starts("hello")
        server.api("GET", f"/sessions/{session}/results", key=key_of(carl, "Table", "results:read"))
        until = date.today() + timedelta(days=9)
        carl.sends("POST", f"/host/sessions/{session}/keep", data={"until": until.isoformat()})
        carl.sends("POST", f"/host/sessions/{session}/team", data={"name": "Kim", "role": "support"})
        for _ in range(3):
            carl.get(f"/host/sessions/{session}/download/csv")
        assert "Took results along, as csv" in log_of(carl)
        assert "3 times within the hour" in log_of(carl)
        assert "Hello in ten minutes" in log_of(carl)
        carl.sends("POST", f"/host/sessions/{session}/delete")
        told, today = log_of(carl), date.today()
        lines = [re.sub(r" \d+ \w+ \d{4}, \d\d:\d\d", "", line) for line in told.splitlines()]
        assert lines == [
            f"Deleted a session that was made on {today.day} {today:%B %Y} Firefox on Linux",
            "Took results along, as csv Firefox on Linux 3 times within the hour",
            "Made a link for somebody who helps to lead Firefox on Linux",
            f"Chose another day of deletion: {until.day} {until:%B %Y} Firefox on Linux",
            "Took results along, as json API key “Table”",
            "Used this API key for the first time API key “Table”",
            "Made the API key “Table” Firefox on Linux",
            "Signed in A browser",
            "Added this place The server’s key",
        ]
        assert "Kim" not in told
        assert "Hello" not in told

    def test_a_rehearsal_is_not_in_it(self, server: Server) -> None:
        before = log_of(Leader(server)).count("Deleted")
        server.api("DELETE", f"/sessions/{server.create(rehearsal=True)['id']}")
        assert log_of(Leader(server)).count("Deleted") == before


def test_a_server_with_one_place_has_no_word_of_it(own_server: Server) -> None:
    ana = Leader(own_server)
    assert "/host/place" not in ana.get("/host").text
    Leader.in_a_new_place(own_server, "Bea")
    assert "/host/place" in ana.get("/host").text
