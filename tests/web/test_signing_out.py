"""Signing out ends the sign-in on the server: a copy of the cookie opens nothing any more."""

import socketio

from tests.conftest import Hall
from tests.support.browser import Visitor
from tests.support.server import Server


def copy_of(ana: Visitor, server: Server) -> Visitor:
    thief = Visitor(server)
    thief.http.cookies.update(ana.http.cookies.get_dict())
    return thief


def is_in(visitor: Visitor) -> bool:
    return "Paste your key" not in visitor.get("/host").text and "sign-out" in visitor.get("/host").text


def test_a_copied_cookie_ends_too_and_stays_ended(own_server: Server):
    ana, other = Visitor(own_server), Visitor(own_server)
    ana.sign_in()
    other.sign_in()
    thief = copy_of(ana, own_server)
    assert is_in(thief)
    assert ana.post("/host/sign-out", "/host").status_code == 303
    assert not is_in(thief)
    own_server.stop()
    own_server.start()
    assert not is_in(thief)
    assert is_in(other), "another browser is another sign-in"
    assert ana.sign_in().status_code == 303
    assert is_in(ana)


def test_open_consoles_close(hall: Hall):
    ana = Visitor(hall.server)
    ana.sign_in()
    gone = []
    console = socketio.Client(reconnection=False)
    console.on("disconnect", lambda *_: gone.append(True))
    cookie = "; ".join(f"{name}={value}" for name, value in ana.http.cookies.get_dict().items())
    auth = {"proto": 1, "session": hall.id, "as": "facilitator", "tab": "t"}
    console.connect(hall.server.url, headers={"Cookie": cookie}, auth=auth, transports=["websocket"])
    by_key = hall.console()
    ana.post("/host/sign-out", "/host")
    console.wait()
    assert gone
    assert by_key.call("sync", {"e": "", "v": 0}), "whoever has the key needs no cookie"


def test_what_is_kept_of_it_names_nobody(own_server: Server):
    ana = Visitor(own_server)
    ana.sign_in()
    ana.post("/host/sign-out", "/host")
    kept = own_server.data / "data" / "signed_out"
    assert kept.stat().st_mode & 0o077 == 0
    day, _, digest = kept.read_text().strip().partition(" ")
    assert (len(day), len(digest)) == (10, 64)
