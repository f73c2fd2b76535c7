"""Behind nginx and Caddy with TLS, with the host to itself or under a path: all that people do there."""

import re
import socket
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlsplit

import pytest
import requests
from websocket import WebSocketBadStatusException, create_connection

from tests.conftest import Hall
from tests.support import proxies
from tests.support.proxies import HOST, Behind, Guest
from tests.support.server import KEY
from tests.support.warm import Mother
from workshop.util.paths import bundled

pytestmark = pytest.mark.skipif(bool(proxies.missing()), reason=f"not installed: {proxies.missing()}")
HERE = {HOST: "127.0.0.1"}
# Each proxy and each kind of address once; crossed they are one of the tours.
WAYS = [
    ("nginx", ""),
    ("caddy", "/workshop"),
    *(pytest.param(way, marks=pytest.mark.tour) for way in (("nginx", "/workshop"), ("caddy", ""))),
]
ADDRESS = re.compile(r'(?:href|src|action)="([^"#][^"]*)"')


@pytest.fixture(scope="module", autouse=True)
def known_host() -> Iterator[None]:
    """The name of our host leads to this machine, for whatever asks in this process."""
    asked = socket.getaddrinfo
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket, "getaddrinfo", lambda host, *more, **named: asked(HERE.get(host, host), *more, **named))
        yield


@pytest.fixture(scope="module", params=WAYS, ids=lambda way: "".join(way))
def server(
    mother: Mother, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Behind]:
    folder = tmp_path_factory.mktemp("behind")
    cert = proxies.certificate(folder)
    with pytest.MonkeyPatch.context() as patch:
        for name in ("REQUESTS_CA_BUNDLE", "WEBSOCKET_CLIENT_CA_BUNDLE"):
            patch.setenv(name, str(cert))
        few = {name: bundled("sessions") / name for name in ("hello.md", "lesson.md", "media")}
        running = Behind(mother, folder, *request.param, few)
        running.start()
        yield running
        assert running.stop() == 0
    assert running.faults() == []


def joined(guest: Guest, hall: Hall) -> str:
    came = guest.post(f"{guest.root}/join", code=hall.code, nickname="Ann")
    assert came.status_code == 303, came.text
    return came.headers["Location"].removesuffix("#new")


def signed_in(server: Behind) -> Guest:
    ana = Guest(server)
    answer = ana.post(f"{ana.root}/host/sign-in", f"{ana.root}/host", key=KEY)
    assert answer.status_code == 303
    return ana


def test_somebody_joins(hall: Hall, server: Behind):
    ann = Guest(server)
    room = joined(ann, hall)
    assert room == f"{server.path}/s/{hall.id}"
    page = ann.get(room)
    assert page.status_code == 200
    assert page.headers["Strict-Transport-Security"]
    cookie = next(c for c in ann.http.cookies if hall.id in c.name)
    assert cookie.name.startswith("__Secure-" if server.path else "__Host-")
    assert (cookie.secure, cookie.path, cookie.get_nonstandard_attr("SameSite")) == (True, server.path or "/", "Lax")


def test_every_address_on_a_page_leads_somewhere(hall: Hall, server: Behind):
    ann, ana = Guest(server), signed_in(server)
    room = joined(ann, hall)
    told = f"{server.path}/host/sessions/{hall.id}"
    pages = [(ann, f"{server.path}/"), (ann, room), (ann, f"{server.path}/my/{hall.id}"), (ana, f"{server.path}/host"),
             (ana, told), (ana, f"{told}/invite"), (ana, f"{server.path}/host/scripts/hello/edit")]  # fmt: skip
    found = set()
    for guest, page in pages:
        text = guest.get(page).text
        found |= {(guest, unescape(address)) for address in ADDRESS.findall(text)}
    ours = {(g, a) for g, a in found if not a.startswith(("http", "data:")) or a.startswith(server.url)}
    assert len(ours) > 20
    for guest, address in ours:
        assert address.startswith((f"{server.path}/", server.url)), address
        assert guest.get(address).status_code in (200, 405), address  # 405: what a form is sent to


def test_websockets(hall: Hall, server: Behind):
    ann, ben, _ = hall.join("Ann", "Ben", "Cleo")
    console = hall.console()
    poll = hall.go("poll")
    hall.do("open")
    assert ann.at(poll, "open").op(f"vote:{poll}", {"choice": [0]})["status"] == "ok"
    assert console.command("message", text="Hello")["status"] == "ok"
    ben.until(lambda c: any(event == "notice" for event, _ in c.heard))


def test_a_foreign_page_opens_no_websocket(hall: Hall, server: Behind):
    address = f"{server.url.replace('https', 'wss', 1)}/socket.io/?EIO=4&transport=websocket"
    own = f"https://{HOST}:{server.front}"
    create_connection(address, origin=own, timeout=20).close()
    for foreign in ("https://elsewhere.example", f"https://{HOST}.elsewhere.example", "null"):
        with pytest.raises(WebSocketBadStatusException) as refused:
            create_connection(address, origin=foreign, timeout=20)
        assert refused.value.status_code == 403


def link_on(page: str, hall: Hall) -> str:
    found = re.search(rf'https://[^"<\s]*/my/{hall.id}[^"<\s]*#[^"<\s]+', page)
    assert found, page
    return unescape(found[0])


def test_a_private_link_brings_somebody_back(hall: Hall, server: Behind):
    ann, other = Guest(server), Guest(server)
    joined(ann, hall)
    own = f"{server.path}/my/{hall.id}"
    link = link_on(ann.post(f"{own}/link", own).text, hall)
    assert link.startswith(f"{server.url}/my/{hall.id}#")
    assert other.get(link).status_code == 200
    back = other.post(f"{own}/return", own, secret=link.partition("#")[2])
    assert (back.status_code, back.headers["Location"]) == (303, own)
    assert "My notes" in other.get(own).text


def test_somebody_moves_to_another_device(hall: Hall, server: Behind):
    ann, other = Guest(server), Guest(server)
    joined(ann, hall)
    own = f"{server.path}/my/{hall.id}"
    link = link_on(ann.post(f"{own}/move", own).text, hall)
    assert link.startswith(f"{server.url}/my/{hall.id}/here#")
    here = urlsplit(link).path
    assert other.get(link).status_code == 200
    came = other.post(here, secret=link.partition("#")[2], come="1")
    assert came.status_code == 303
    assert other.get(came.headers["Location"].partition("#")[0]).status_code == 200


def test_the_facilitators_way(hall: Hall, server: Behind):
    ana = Guest(server)
    wanted = f"{server.path}/host/sessions/{hall.id}/invite"
    door = ana.http.get(ana.address(wanted), allow_redirects=False, timeout=20)
    assert door.headers["Location"].startswith(f"{server.path}/host?next=")
    door, told = f"{server.path}/host", wanted.removeprefix(server.path)
    opened = ana.post(f"{door}/sign-in", door, key=KEY, next=told)
    assert opened.headers["Location"] == wanted
    page = ana.get(wanted).text
    assert f"{server.url}/#{hall.code}" in page
    assert f"{server.url}/projector/{hall.id}#" in page
    assert "Only this computer" not in page
    assert ana.get(f"{server.path}/host/sessions/{hall.id}").status_code == 200
    made = server.api("POST", "/sessions", {"script": "hello"}).json()["links"]
    assert all(link.startswith(f"{server.url}/") for link in made.values())


def test_somebody_of_the_team(hall: Hall, server: Behind):
    ana, helper = signed_in(server), Guest(server)
    session = f"{server.path}/host/sessions/{hall.id}"
    page = ana.post(f"{session}/team", f"{session}/invite", name="Bo", role="lead").text
    link = re.search(rf'{re.escape(server.url)}/team/{hall.id}#[^"<\s]+', page)
    assert link
    own = f"{server.path}/team/{hall.id}"
    came = helper.post(own, own, secret=link[0].partition("#")[2])
    assert came.headers["Location"] == f"{server.path}/team/{hall.id}/console"
    assert helper.get(came.headers["Location"]).status_code == 200


def test_numbers_of_the_server_are_for_the_machine_itself_and_the_key(server: Behind):
    assert requests.get(f"{server.url}/metrics", timeout=20).status_code == 403
    made_up = {"X-Forwarded-For": "127.0.0.1"}
    assert requests.get(f"{server.url}/metrics", headers=made_up, timeout=20).status_code == 403
    key = {"Authorization": f"Bearer {KEY}"}
    assert requests.get(f"{server.url}/metrics", headers=key, timeout=20).status_code == 200
    assert requests.get(f"{server.inner}/metrics", timeout=20).status_code == 200
