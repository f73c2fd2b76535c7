"""Signing in at an organisation's own door: against an OpenID provider that runs beside it, over real requests."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
import requests

from tests.conftest import serving
from tests.places.test_own_place import log_of
from tests.support.places import Leader, new_place
from tests.support.server import Server
from tests.support.warm import Mother, WarmServer

PROVIDER = Path(__file__).parents[1] / "programs" / "openid_provider.py"
CLIENT, SECRET = "workshop", "its secret"
AWAY = "http://127.0.0.1:1"


@pytest.fixture(scope="module")
def provider(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Its address."""
    program = [sys.executable, str(PROVIDER), str(tmp_path_factory.mktemp("provider")), CLIENT, SECRET]
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        yield running.stdout.readline().strip()
        running.terminate()


@pytest.fixture(scope="module")
def school(mother: Mother, tmp_path_factory: pytest.TempPathFactory, provider: str) -> Iterator[Server]:
    """A server of a school whose people get a place when they first come."""
    yield from running(mother, tmp_path_factory, provider, WORKSHOP_OIDC_NEW="yes", WORKSHOP_OIDC_HOSTS="it")


@pytest.fixture(scope="module")
def practice(mother: Mother, tmp_path_factory: pytest.TempPathFactory, provider: str) -> Iterator[Server]:
    """One on which nobody has a place whom its host has not given one."""
    yield from running(mother, tmp_path_factory, provider)


def running(mother: Mother, folder: pytest.TempPathFactory, provider: str, **more: str) -> Iterator[Server]:
    settings = {"WORKSHOP_OIDC_URL": f"{provider}/o", "WORKSHOP_OIDC_CLIENT": CLIENT, "WORKSHOP_OIDC_SECRET": SECRET,
                "WORKSHOP_OIDC_NAME": "Hill School", **more}  # fmt: skip
    made = WarmServer(mother, folder.mktemp("organisation"), None, **settings)
    with serving(made):
        if provider != AWAY:
            requests.post(f"{provider}/callbacks", data={"uri": f"{made.url}/host/organisation/back"}, timeout=20)
        yield made


class Browser:
    """Somebody with a browser, who may have an account there."""

    def __init__(self, server: Server, signed_in: requests.Session | None = None) -> None:
        self.server, self.http = server, signed_in or requests.Session()

    def asked(self, path: str = "/host/organisation") -> str:
        """The address to which our door sends."""
        sent = self.http.get(self.server.url + path, allow_redirects=False, timeout=20)
        assert sent.status_code == 302, sent.text[-500:]
        return sent.headers["Location"]

    def signs_in(self, who: str, path: str = "/host/organisation") -> requests.Response:
        return self.http.get(answer_to(self.asked(path), who), timeout=20)

    def page(self, path: str = "/host") -> str:
        return self.http.get(self.server.url + path, timeout=20).text

    @property
    def is_in(self) -> bool:
        return "sign-out" in self.page()


def answer_to(asked: str, who: str) -> str:
    """The address to which the provider sends somebody back who has signed in there."""
    there = requests.Session()  # another site has cookies of its own
    door = there.get(asked, timeout=20).url
    sent = there.post(door, data={"who": who}, allow_redirects=False, timeout=20)
    told = there.get(urljoin(asked, sent.headers["Location"]), allow_redirects=False, timeout=20)
    assert told.status_code == 302, told.text[-500:]
    return told.headers["Location"]


def place_name(browser: Browser) -> str:
    found = re.search(r"<bdi>([^<]*)</bdi>. Your scripts", browser.page("/host/place"))
    assert found
    return found[1]


def test_the_door_offers_it_and_asks_with_a_proof_of_its_own(practice: Server) -> None:
    browser = Browser(practice)
    assert "Sign in with Hill School" in browser.page()
    asked = parse_qs(urlsplit(browser.asked()).query)
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["redirect_uri"] == [f"{practice.url}/host/organisation/back"]
    assert all(asked[name][0] for name in ("state", "nonce", "code_challenge"))


def test_a_server_without_one_has_no_word_of_it(server: Server) -> None:
    browser = Browser(server)
    assert "Sign in with" not in browser.page()
    for path in ("/host/organisation", "/host/organisation/back?code=1&state=2"):
        assert browser.http.get(server.url + path, timeout=20).status_code == 404


def test_whoever_comes_for_the_first_time_gets_a_place_and_finds_it_again(school: Server) -> None:
    first, again, namesake = Browser(school), Browser(school), Browser(school)
    for browser, who in ((first, "u-1"), (again, "u-1"), (namesake, "u-2")):
        assert browser.signs_in(who).status_code == 200
        assert browser.is_in
    assert [place_name(browser) for browser in (first, again, namesake)] == ["Ana Arndt", "Ana Arndt", "Ana Arndt 2"]
    odd = Browser(school)
    odd.signs_in("u-3")
    assert place_name(odd) == "Bea"  # without the sign that would turn a line around
    assert "All places" in namesake.page("/host/place")  # of the group that looks after places
    assert "All places" not in first.page("/host/place")


def test_where_places_are_given_a_stranger_stays_outside(practice: Server) -> None:
    browser = Browser(practice)
    refused = browser.signs_in("u-1")
    assert (refused.status_code, "no place here is yours yet" in refused.text, browser.is_in) == (403, True, False)


def test_a_place_is_connected_and_parted(practice: Server) -> None:
    ana = Leader.in_a_new_place(practice, "Ana")
    page = ana.get("/host/place").text
    way = re.search(r'href="(/host/place/organisation\?token=[^"]+)"', page)
    assert way
    Browser(practice, ana.http).signs_in("u-1", way[1])
    assert "Part it from Hill School" in ana.get("/host/place").text
    browser = Browser(practice)
    browser.signs_in("u-1")
    assert (browser.is_in, place_name(browser)) == (True, "Ana")
    assert "Connected this place with the organisation" in log_of(ana)
    ana.sends("POST", "/host/place/organisation/part")
    assert Browser(practice).signs_in("u-1").status_code == 403


def test_a_link_that_somebody_else_made_connects_nothing(practice: Server) -> None:
    """Else an attacker could let somebody connect their place with the attacker's account."""
    bea = Leader.in_a_new_place(practice, "Bea")
    for token in ("", "?token=", "?token=made-up"):
        assert bea.sends("GET", f"/host/place/organisation{token}").status_code == 400
    attacker = Browser(practice)
    came = bea.http.get(answer_to(attacker.asked(), "u-3"), timeout=20)  # the answer to another browser's question
    assert (came.status_code, "could not be asked" in came.text) == (503, True)
    assert "Part it from" not in bea.get("/host/place").text


def test_a_lost_device_a_suspended_place_and_another_owner(practice: Server) -> None:
    place, secret = new_place(practice, "Cleo")
    cleo = Leader(practice, secret, place)
    way = re.search(r'href="(/host/place/organisation\?token=[^"]+)"', cleo.get("/host/place").text)
    assert way
    Browser(practice, cleo.http).signs_in("u-3", way[1])
    assert practice.api("PATCH", f"/places/{place}", {"suspended": True}).ok
    shut = Browser(practice).signs_in("u-3")
    assert (shut.status_code, "suspended" in shut.text) == (403, True)
    assert practice.api("PATCH", f"/places/{place}", {"suspended": False}).ok
    assert Browser(practice).signs_in("u-3").status_code == 200
    assert practice.api("POST", f"/places/{place}/link", {"sign_out": True}).ok
    assert Browser(practice).signs_in("u-3").status_code == 403


@pytest.mark.parametrize("answer", ["?code=made-up&state=made-up", "?error=access_denied&state=x", "", "?state=&code="])
def test_what_the_provider_never_said_opens_nothing(practice: Server, answer: str) -> None:
    browser = Browser(practice)
    browser.asked()
    came = browser.http.get(f"{practice.url}/host/organisation/back{answer}", timeout=20)
    assert (came.status_code, "could not be asked" in came.text, browser.is_in) == (503, True, False)


def test_a_provider_that_is_away_is_said(mother: Mother, tmp_path_factory: pytest.TempPathFactory) -> None:
    for made in running(mother, tmp_path_factory, AWAY):
        told = requests.get(f"{made.url}/host/organisation", timeout=30)
        assert (told.status_code, "Hill School could not be asked" in told.text) == (503, True)


def test_what_it_calls_somebody_is_in_no_file(school: Server) -> None:
    Browser(school).signs_in("u-3")
    found = [path for path in (school.data / "data").rglob("workshop.db*") if b"u-3" in path.read_bytes()]
    assert found == []
