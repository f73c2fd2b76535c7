"""Headers, hosts, sizes: what a hostile request meets."""

import re
import socket
from contextlib import suppress
from http.client import HTTPResponse

import pytest
import requests

from tests.conftest import Hall
from tests.support.server import KEY, Server
from workshop.web.security import Gate


@pytest.mark.parametrize("path", ["/", "/host", "/nothing", "/health/live", "/socket.io/?EIO=4&transport=polling"])
def test_every_response_is_guarded(server: Server, path: str):
    headers = requests.get(server.url + path, timeout=10).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Frame-Options"] == "DENY"


def test_pages_run_no_inline_code(server: Server):
    policy = requests.get(server.url, timeout=10).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_a_foreign_host_goes_no_further(server: Server):
    assert requests.get(server.url, headers={"Host": "evil.example"}, timeout=10).status_code == 403


@pytest.mark.parametrize("host", ["[::1", "a[b]c", "[v1.x]", "a\u2100b", "127.0.0.1,evil.example", "127.0.0.1 evil"])
def test_nor_does_one_that_no_address_has(server: Server, host: str):
    assert requests.get(server.url, headers={"Host": host.encode()}, timeout=10).status_code == 403
    open_to_all = Gate(lambda environ, start: [b"in"], frozenset(), None)  # one that listens for a whole network
    assert not open_to_all.is_known(host.lower())
    assert all(map(open_to_all.is_known, ("any.example:80", "[::1]:8000", "my_host", "10.0.0.1")))


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://[::1", "http://a[b]c"])
def test_a_foreign_page_opens_no_socket(server: Server, origin: str):
    upgrade = {"Origin": origin, "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13",
               "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="}  # fmt: skip
    answer = requests.get(f"{server.url}/socket.io/?EIO=4&transport=websocket", headers=upgrade, timeout=10)
    assert answer.status_code == 403


def test_long_polling_is_off(server: Server):
    assert requests.get(f"{server.url}/socket.io/?EIO=4&transport=polling", timeout=10).status_code == 400


def test_too_much_at_once(server: Server):
    answer = requests.post(f"{server.url}/join", data={"code": "x" * 70_000}, timeout=10)
    assert answer.status_code == 413
    assert "larger than the server takes" in answer.text


def test_a_form_without_its_token(server: Server):
    for cookies, cure in (({}, "allow cookies"), ({"workshop-host": "x"}, "reload it")):
        answer = requests.post(f"{server.url}/language", data={"language": "de"}, cookies=cookies, timeout=10)
        assert answer.status_code == 400
        assert cure in answer.text


@pytest.mark.parametrize("path", ["/%ff", "/s/%ff", "/?x=%ff", "/static/../pyproject.toml", "/static/%2e%2e/x"])
def test_odd_addresses_end_calmly(server: Server, path: str):
    assert requests.get(server.url + path, timeout=10).status_code in (200, 400, 404)


def test_a_mangled_cookie_is_a_stranger(server: Server):
    for cookie in ("workshop-host=xx.yy.zz", "workshop-abc=\xff", "a=b; ;;=;"):
        answer = requests.get(f"{server.url}/host", headers={"Cookie": cookie.encode("latin-1")}, timeout=10)
        assert answer.status_code == 200


def test_static_files_may_be_kept_for_ever(server: Server):
    page = requests.get(server.url, timeout=10).text
    address = page.split('href="/static/')[1].split('"')[0]
    answer = requests.get(f"{server.url}/static/{address}", timeout=10)
    assert "immutable" in answer.headers["Cache-Control"]


TWO_ENDS = (
    "Content-Length: +5",
    "Content-Length: 0_5",
    "Content-Length: 5\r\nContent-Length: 4",
    "Content-Length:",
    "Transfer-Encoding: x, chunked",
    "Transfer-Encoding: identity",
    "Content-Length: 5\r\nTransfer-Encoding: chunked",
    "Host: another.example",
    "X: y\r\n folded\r\nContent-Length: +5",
)
FORM = "Content-Type: application/x-www-form-urlencoded\r\n"
RAW = [
    (
        "a length that is no number",
        f"POST /join HTTP/1.1\r\nHost: {{host}}\r\n{FORM}Content-Length: ten\r\n\r\n",
        {400},
    ),
    ("a length below nothing", f"POST /join HTTP/1.1\r\nHost: {{host}}\r\n{FORM}Content-Length: -5\r\n\r\n", {400}),
    *(
        (
            f"{said!r}, which others read in another way",
            f"GET /health/live HTTP/1.1\r\nHost: {{host}}\r\n{said}\r\n\r\n12345",
            {400},
        )
        for said in TWO_ENDS
    ),
    ("an address of 9,000 letters", f"GET /{'a' * 9000} HTTP/1.1\r\nHost: {{host}}\r\n\r\n", {414}),
    ("an address of 100,000 letters", f"GET /{'a' * 100_000} HTTP/1.1\r\nHost: {{host}}\r\n\r\n", {414}),
    ("a head of 100,000 letters", f"GET / HTTP/1.1\r\nHost: {{host}}\r\nX-Long: {'a' * 100_000}\r\n\r\n", {400, 431}),
    ("a head of 200 lines", "GET / HTTP/1.1\r\nHost: {host}\r\n" + "X: y\r\n" * 200 + "\r\n", {431}),
    *(
        (f"{first!r}, which is no request line", f"{first}\r\nHost: {{host}}\r\n\r\n", {400, 505})
        for first in (
            "GET /",
            "POST /",
            "hello",
            "GET / HTTP/1.1 x",
            "GET / HTTP/9.9",
            "PRI * HTTP/2.0",
            "\x16\x03\x01",
            "",
        )
    ),
    *(
        (
            f"the line {said!r}, at which others go on reading",
            f"GET / HTTP/1.1\r\nHost: {{host}}\r\n{said}\r\n\r\n",
            {400},
        )
        for said in ("no colon", "no colon\r\nContent-Length: 5", "X: a\x00b", "Content-Length : 5", "X: a\rb")
    ),
    ("a cookie that is no UTF-8", "GET /host HTTP/1.1\r\nHost: {host}\r\nCookie: a=\xff\xfe\r\n\r\n", {200}),
]


@pytest.mark.parametrize(("what", "sent", "expected"), RAW, ids=[row[0] for row in RAW])
def test_no_browser_would_send_this(server: Server, what: str, sent: str, expected: set[int]):
    host = server.url.partition("//")[2]
    name, _, port = host.partition(":")
    with socket.create_connection((name, int(port)), timeout=20) as line:
        with suppress(OSError):  # it may be refused before all of it is read
            line.sendall(sent.format(host=host).encode("latin-1"))
        answer = HTTPResponse(line)
        answer.begin()
        told = answer.read().decode()
    assert answer.status in expected, told
    assert re.search(r"[a-z]\.(?!\w)", told), "an answer without a word"
    assert requests.get(f"{server.url}/health/live", timeout=10).ok


def test_a_form_of_a_thousand_parts(server: Server):
    parts = {f"p{n}": (None, "x") for n in range(1001)}
    assert requests.post(f"{server.url}/join", files=parts, timeout=10).status_code == 413


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "TRACE", "PUT", "DELETE", "PATCH"])
def test_other_methods_let_nobody_in(hall: Hall, method: str):
    sent = {"code": hall.code, "nickname": "Ann"}
    for path in ("/join", "/api/join"):
        requests.request(method, hall.server.url + path, data=sent, timeout=10)
    assert hall.server.show(hall.id)["people"]["joined"] == 0


def test_signing_in_leads_nowhere_else(server: Server):
    for elsewhere in ("//evil.example", "https://evil.example", "/\\evil.example"):
        ana = requests.Session()
        page = ana.get(f"{server.url}/host", timeout=10).text
        token = page.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
        sent = {"key": KEY, "next": elsewhere, "csrf_token": token}
        answer = ana.post(f"{server.url}/host/sign-in", data=sent, allow_redirects=False, timeout=10)
        assert answer.headers["Location"] in ("/host", f"{server.url}/host")
