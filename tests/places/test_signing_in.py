"""A place of one's own: opened by a link of one use, shut by the host, and never in another's way."""

import contextlib
import time

import pytest
import requests
from socketio.exceptions import BadNamespaceError

from tests.places.test_two_places import connected
from tests.support.browser import Visitor
from tests.support.places import Leader, new_place
from tests.support.server import Server

PICTURE = (
    "# With a picture\n\n- format: 1\n- people: 2-24\n\nWelcome.\n\n### Slide: Boat (2 min)\n\n![A boat](media/{})\n"
)

SMALL = "# Small\n\n- format: 1\n- people: 3-40\n\n### Poll: Tea? (2 s)\n\n- ( ) Yes\n- ( ) No\n"


@pytest.fixture
def bea(server: Server, request: pytest.FixtureRequest) -> Leader:
    return Leader.in_a_new_place(server, f"Bea {request.node.name}"[:80])


def test_a_link_opens_its_place_once(server: Server) -> None:
    _, secret = new_place(server, "Carl")
    carl, thief = Visitor(server), Visitor(server)
    assert carl.sign_in(secret).status_code == 303
    refused = thief.sign_in(secret)
    assert refused.status_code == 403
    assert "A link opens once" in refused.text
    assert "sign-out" in carl.get("/host").text


def test_a_new_place_begins_with_the_scripts_that_come_along_and_no_session(server: Server, bea: Leader) -> None:
    Leader(server).starts("hello")
    page = bea.get("/host").text
    assert "Hello in ten minutes" in page
    assert "No session yet" in page


def test_names_of_scripts_do_not_collide(server: Server, bea: Leader) -> None:
    ana = Leader(server)
    first, second = (leader.writes("The same", PICTURE.format("a.png")) for leader in (ana, bea))
    assert first == second
    bea.sends("POST", f"/host/scripts/{second}/save", json={"text": "# Changed", "mark": _mark(bea, second)})
    assert "With a picture" in ana.get(f"/host/scripts/{first}/download").text
    assert "# Changed" in bea.get(f"/host/scripts/{second}/download").text
    assert bea.get(f"/host/scripts/{second}/versions").text.count("?at=") == 1


def _mark(leader: Leader, name: str) -> str:
    return leader.get(f"/host/scripts/{name}/state?tab=1").json()["mark"]


def test_pictures_of_one_name_are_each_places_own(server: Server, bea: Leader) -> None:
    """In the preview, on the promise, in the room: under an address that nobody guesses."""
    bea.keeps("boat.svg", "<svg>hers</svg>")
    name = bea.writes("Boats", PICTURE.format("boat.svg").replace("Welcome.", "Welcome.\n\n![A boat](media/boat.svg)"))
    session = bea.starts(name)
    state = bea.get(f"/host/sessions/{session}/state").json()
    bea.sends("POST", f"/host/sessions/{session}/command", json={"command": "start", "from": state["v"]})
    shown = bea.get(f"/projector/{session}").text
    address = shown.partition('src="/media/')[2].partition('"')[0]
    assert address.startswith("~")
    assert address.endswith("/boat.svg")
    assert requests.get(f"{server.url}/media/{address}", timeout=20).text == "<svg>hers</svg>"
    for guess in (
        "boat.svg",
        "~/boat.svg",
        f"~{'0' * 32}/boat.svg",
        f"~{bea.place}/boat.svg",
        f"../places/{bea.place}/x",
    ):
        assert requests.get(f"{server.url}/media/{guess}", timeout=20).status_code == 404
    up = f"{address.partition('/')[0]}/..%2f_help-lines.md"
    assert requests.get(f"{server.url}/media/{up}", timeout=20).status_code == 404


def test_a_rehearsal_runs_in_its_own_place(server: Server, bea: Leader) -> None:
    name = bea.writes("Small", SMALL)
    page = f"/host/scripts/{name}/rehearse"
    assert bea.sends("POST", page, data={"people": "3", "speed": "20"}).status_code == 303
    until = time.monotonic() + 60
    while "data-running" in (told := bea.get(f"{page}/progress").text):
        assert time.monotonic() < until
        time.sleep(0.2)
    assert "Nothing was lost." in told
    assert Leader(server).get(f"{page}/progress").status_code == 409  # there is no such script


class TestShut:
    def test_a_suspended_place_opens_to_nobody_until_it_is_open_again(self, server: Server, bea: Leader) -> None:
        assert _change(server, bea.place, suspended=True) == 200
        assert bea.get("/host").text.count("sign-out") == 0
        assert bea.get("/host/scripts/hello", allow_redirects=False).status_code == 302
        secret = server.api("POST", f"/places/{bea.place}/link", {}).json()["link"].rpartition("#")[2]
        assert Visitor(server).sign_in(secret).status_code == 403
        assert _change(server, bea.place, suspended=False) == 200
        assert "sign-out" in bea.get("/host").text
        assert Visitor(server).sign_in(secret).status_code == 303  # the link was not used up meanwhile

    def test_its_consoles_close(self, server: Server, bea: Leader) -> None:
        session = bea.starts("hello")
        console = connected(server, bea, session, "facilitator", [])
        assert _change(server, bea.place, suspended=True) == 200
        with contextlib.suppress(BadNamespaceError):  # where it has ended already
            refused = console.call("command", {"command": "start", "from": 0}, timeout=10)
            assert refused["status"] == "refused"
        console.wait()  # until the server ends it

    def test_a_lost_device(self, server: Server, bea: Leader) -> None:
        told = server.api("POST", f"/places/{bea.place}/link", {"sign_out": True})
        assert "sign-out" not in bea.get("/host").text
        found = Visitor(server)
        assert found.sign_in(told.json()["link"].rpartition("#")[2]).status_code == 303
        assert "sign-out" in found.get("/host").text

    def test_a_leaver(self, server: Server, bea: Leader) -> None:
        """With a session left nothing is removed; afterwards the place is gone, and its scripts wait on the disk."""
        session = bea.starts("hello")
        refused = server.api("DELETE", f"/places/{bea.place}")
        assert (refused.status_code, "It still has sessions: 1" in refused.text) == (409, True)
        assert bea.sends("POST", f"/host/sessions/{session}/delete").status_code == 303
        gone = server.api("DELETE", f"/places/{bea.place}")
        assert gone.status_code == 200
        assert (bea.folder / "hello.md").is_file()
        assert bea.place in gone.json()["scripts"]
        assert "sign-out" not in bea.get("/host").text
        assert bea.place not in server.api("GET", "/places").text

    def test_two_browsers_one_signs_out(self, server: Server, bea: Leader) -> None:
        secret = server.api("POST", f"/places/{bea.place}/link", {}).json()["link"].rpartition("#")[2]
        other = Leader(server, secret, bea.place)
        assert other.sends("POST", "/host/sign-out").status_code == 303
        assert "sign-out" not in other.get("/host").text
        assert "sign-out" in bea.get("/host").text


def _change(server: Server, place: str, **values: object) -> int:
    return server.api("PATCH", f"/places/{place}", values).status_code


class TestTheHost:
    def test_sees_sizes_and_days_and_nothing_of_what_is_in_a_place(self, server: Server, bea: Leader) -> None:
        bea.keeps("z.png", "zanzibarina")
        bea.starts(bea.writes("Zanzibarina", PICTURE.format("z.png")))
        told = server.api("GET", "/places")
        mine = next(each for each in told.json() if each["id"] == bea.place)
        limits = {"most_sessions", "most_megabytes"}
        assert set(mine) == {"id", "name", "role", "suspended", "days", "sessions", "size"} | limits
        assert (mine["sessions"], mine["days"], mine["role"]) == (1, 0, "facilitator")
        assert mine["size"] > 1000
        assert "zanzibarina" not in told.text.lower()

    def test_the_first_place_stays(self, server: Server) -> None:
        for refused in (
            server.api("DELETE", "/places/first"),
            server.api("PATCH", "/places/first", {"suspended": True}),
            server.api("POST", "/places/first/link", {}),
        ):
            assert refused.status_code == 409
            assert "way back" in refused.json()["message"]

    @pytest.mark.parametrize("name", ["", "   ", "\u200b", "x" * 81, "!!"])
    def test_a_name_can_be_read(self, server: Server, name: str) -> None:
        assert server.api("POST", "/places", {"name": name}).status_code == 409

    def test_a_name_is_there_once(self, server: Server) -> None:
        new_place(server, "Dora  Dorn")
        assert "already" in server.api("POST", "/places", {"name": "dora dorn"}).json()["message"]
