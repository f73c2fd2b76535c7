"""What proxies say about a request, and what somebody who is none could say."""

import pytest
import requests
from flask import Flask, request

from tests.conftest import Hall
from tests.support.browser import Visitor
from tests.support.server import Server
from workshop.util.network import is_loopback
from workshop.web.proxies import Proxies, UnderPath, is_local

PUBLIC = "https://workshop.example"


def seen(count: int, public: str | None = PUBLIC, host: str = "workshop.example", **headers: str) -> list[str]:
    """Address, scheme and host as a page sees them."""
    app = Flask(__name__)

    @app.get("/")
    def page():
        return [request.remote_addr, request.scheme, request.host, "local" if is_local() else "from outside"]

    app.wsgi_app = Proxies(app.wsgi_app, count, public)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return app.test_client().get("/", headers=sent, base_url=f"http://{host}").json


ALL = {"X_Forwarded_For": "203.0.113.9", "X_Forwarded_Proto": "https", "X_Forwarded_Host": "workshop.example"}


@pytest.mark.parametrize(
    ("count", "headers", "address"),
    [
        (0, ALL, "127.0.0.1"),
        (1, ALL, "203.0.113.9"),
        (1, {**ALL, "X_Forwarded_For": "10.0.0.1, 203.0.113.9"}, "203.0.113.9"),  # the first was made up
        (2, {**ALL, "X_Forwarded_For": "6.6.6.6, 203.0.113.9, 10.0.0.1"}, "203.0.113.9"),
        (2, ALL, "127.0.0.1"),  # one proxy less than was said: nothing is believed
    ],
)
def test_as_many_are_believed_as_stand_in_front(count, headers, address):
    assert seen(count, **headers)[0] == address


def test_without_a_proxy_nobody_is_believed():
    told = {"X_Forwarded_For": "127.0.0.1", "X_Forwarded_Proto": "https", "X_Forwarded_Host": "evil.example"}
    assert seen(0, None, "localhost", **told) == ["127.0.0.1", "http", "localhost", "from outside"]


def test_the_scheme_of_the_public_address_holds_for_its_host():
    assert seen(0)[1] == "https"
    assert seen(0, host="localhost")[1] == "http"


@pytest.mark.parametrize(
    ("host", "headers", "local"),
    [
        ("localhost", {}, True),
        ("127.0.0.1", {}, True),
        ("workshop.example", {}, False),
        ("localhost", {"X_Forwarded_For": "127.0.0.1"}, False),
        ("localhost", {"Forwarded": "for=127.0.0.1"}, False),
        ("localhost", {"X_Real_IP": "127.0.0.1"}, False),
    ],
)
@pytest.mark.parametrize(("count", "public"), [(0, "http://workshop.example"), (1, PUBLIC)])
def test_what_is_made_on_this_machine(count, public, host, headers, local):
    assert (seen(count, public, host, **headers)[3] == "local") is local


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "workshop.example"])
def test_behind_a_proxy_that_was_not_declared_and_says_nothing_no_request_is_local(host):
    """We speak no TLS: an https address means that something stands in front, and it may forward any Host."""
    assert seen(0, PUBLIC, host)[3] == "from outside"


@pytest.mark.parametrize(
    ("asked", "path"),
    [("/workshop/my/x", "/my/x"), ("/my/x", "/my/x"), ("/workshop", "/"), ("/workshops", "/workshops")],
)
def test_a_path_that_the_proxy_leaves_or_takes_off(asked, path):
    environ = {"PATH_INFO": asked}
    UnderPath(lambda environ, _: environ, "/workshop")(environ, None)
    assert environ == {"PATH_INFO": path, "SCRIPT_NAME": "/workshop"}


@pytest.mark.parametrize(
    ("host", "is_one"),
    [("localhost", True), ("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("::ffff:127.0.0.1", True),
     ("192.0.2.1", False), ("localhost.example", False), ("", False)],
)  # fmt: skip
def test_loopback(host, is_one):
    assert is_loopback(host) is is_one


# A server that was not told of its proxy


def test_an_unknown_host_says_which_setting_is_missing(own_server: Server):
    for _ in range(3):
        told = requests.get(own_server.url, headers={"Host": "workshop.example"}, timeout=20)
        assert told.status_code == 403
        assert "WORKSHOP_PUBLIC_URL=http://workshop.example" in told.text
    odd = requests.get(own_server.url, headers={"Host": "<b>x</b>"}, timeout=20)
    assert (odd.status_code in (400, 403), "<b>" in odd.text) == (True, False)
    assert own_server.log.read_text().count("does not know the address") == 1


def test_a_proxy_that_it_was_not_told_of_is_named_in_the_log_once(own_server: Server):
    for _ in range(3):
        requests.get(own_server.url, headers={"X-Forwarded-For": "203.0.113.9"}, timeout=20)
    log = own_server.log.read_text()
    assert log.count("WORKSHOP_PROXIES=1") == 1
    assert "203.0.113.9" not in log


def test_links_that_only_this_computer_opens_say_so(hall: Hall):
    ana = Visitor(hall.server)
    ana.sign_in()
    assert "Only this computer" in ana.get(f"/host/sessions/{hall.id}/invite").text
    assert "Only this computer" in hall.projector().stage["html"]
    assert "Only this computer" in hall.console().stage["html"]
