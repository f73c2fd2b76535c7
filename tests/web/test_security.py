"""Headers, hosts, sizes: what a hostile request meets."""

import pytest
import requests

from tests.support.server import Server


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


@pytest.mark.parametrize("origin", ["https://evil.example", "null"])
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
    answer = requests.post(f"{server.url}/join", data={"code": "ABCDEF"}, timeout=10)
    assert answer.status_code == 400
    assert "reload it" in answer.text


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
