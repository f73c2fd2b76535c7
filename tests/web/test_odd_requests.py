"""Names that no file can have, links that lead elsewhere, JSON that no program sends: a sentence, and never a 500."""

import pytest
import requests

from tests.support.server import KEY
from tests.support.signed_in import signed_in
from workshop.util.paths import bundled
from workshop.web.cli import app_for
from workshop.web.errors import sentence

LONG = "x" * 300
DEEP = "[" * 9000


@pytest.fixture(scope="module")
def scripts(tmp_path_factory):
    """Scripts of one's own, with media beside them."""
    made = tmp_path_factory.mktemp("scripts")
    (made / "plain.md").write_text("# Plain\n\n- format: 1\n\n### Slide: Hello (1 min)\n\nHello.\n")
    (made / "includes.md").write_text(f"# Long\n\n- format: 1\n\n[Include: _{LONG}.md]\n\n### Slide: A (1 min)\n")
    (made / "pictured.md").write_text(f"# Long\n\n- format: 1\n\n### Slide: A (1 min)\n\n![Sea](media/{LONG}.png)\n")
    (made / "media").mkdir()
    (made / "media/sea.txt").write_text("the sea")
    (made / "outside").write_text("a secret")
    (made / "media/link.txt").symlink_to(made / "outside")
    (made / "media/inner.txt").symlink_to(made / "media/sea.txt")
    (made / "media/up").symlink_to(made)
    (made / "media/loop").symlink_to(made / "media/loop")
    return made


@pytest.fixture(scope="module")
def host(server):
    browser = signed_in(server)
    checked = browser.post(f"{server.url}/host/scripts/plain/check", json={"text": "# Plain"}, timeout=20)
    assert checked.ok, "what is refused below would be refused anyway"
    return browser


class TestMedia:
    @pytest.mark.parametrize("name", ["sea.txt", "inner.txt"])
    def test_what_lies_in_the_folder_is_sent(self, server, name):
        assert requests.get(f"{server.url}/media/{name}").text == "the sea"

    @pytest.mark.parametrize("name", ["link.txt", "up/outside", "up/plain.md", "loop", f"{LONG}.png", "%00.png"])
    def test_no_link_leads_out_of_it(self, server, name):
        assert requests.get(f"{server.url}/media/{name}").status_code == 404


@pytest.mark.parametrize("path", ["", "/edit", "/print", "/preview", "/preview/look", "/download", "/across"])
def test_a_script_with_a_name_that_no_file_can_have_is_not_there(server, host, path):
    answer = host.get(f"{server.url}/host/scripts/{LONG}{path}")
    assert answer.status_code in (404, 409) if path != "/across" else answer.ok


@pytest.mark.parametrize("path", [f"/static/{LONG}", f"/static/{LONG}/{LONG}", f"/s/{LONG}"])
def test_other_addresses_with_it(server, path):
    assert requests.get(f"{server.url}{path}").status_code == 404


def test_a_script_by_this_name_is_unknown_to_tools(server):
    assert server.api("POST", "/sessions", {"script": LONG}).status_code == 404


@pytest.mark.parametrize("name", ["includes", "pictured"])
def test_a_script_that_names_such_a_file_is_told_so(server, host, name):
    assert host.get(f"{server.url}/host/scripts/{name}").ok


@pytest.mark.parametrize("body", [DEEP, '{"a":' * 9000, "[NaN]", '{"n": Infinity}', f'{{"n": {"9" * 5000}}}', "{"])
class TestJSON:
    def test_of_a_tool(self, server, body):
        key = {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"}
        for path in ("/sessions", "/join"):
            assert requests.post(f"{server.url}/api{path}", body, headers=key).status_code == 400

    def test_of_a_phone_without_websockets(self, server, body):
        session = server.create("plain")
        cookie = server.join(session["code"], "Ann")["cookie"]
        told = {"Cookie": cookie, "Content-Type": "application/json", "Origin": server.url}
        answer = requests.post(f"{server.url}/s/{session['id']}/op", body, headers=told)
        assert answer.status_code < 500

    def test_of_the_editor(self, server, host, body):
        told = {"Content-Type": "application/json"}
        assert host.post(f"{server.url}/host/scripts/plain/check", body, headers=told).status_code == 400


@pytest.mark.parametrize("body", ['"words"', "[1]", '{"code": 5, "nickname": {"a": 1}, "key": [2]}', "{}"])
class TestSomethingElseInPlaceOfAForm:
    def test_json_is_an_empty_form(self, server, host, body):
        told = {"Content-Type": "application/json"}
        for path in ("/join", "/language", "/host/sign-in", "/host/plan", "/host/scripts/new", "/host/sessions"):
            answer = host.post(f"{server.url}{path}", body, headers=told, allow_redirects=False)
            assert answer.status_code < 500, path

    def test_a_file_in_place_of_a_text_is_none(self, server, host, body):
        for path, field in (
            ("/join", "code"),
            ("/my/x/return", "secret"),
            ("/host/sessions", "name"),
            ("/language", "back"),
        ):
            sent = {field: ("a.txt", body), "language": (None, "de")}
            assert host.post(f"{server.url}{path}", files=sent, allow_redirects=False).status_code < 500, path

    def test_a_text_in_place_of_a_file_is_none(self, server, host, body):
        for path, field in (("/host/look", "file"), ("/host/scripts/upload", "file"), ("/host/media", "file")):
            sent = {field: body, "colour": ""}
            assert host.post(f"{server.url}{path}", data=sent, allow_redirects=False).status_code < 500, path

    def test_also_where_its_token_is_an_old_one(self, server, host, body):
        session = server.create("plain")
        told = {"Content-Type": "application/json", "Cookie": server.join(session["code"], "Ann")["cookie"]}
        answer = requests.post(f"{server.url}/my/{session['id']}/edit", body, headers=told)
        assert answer.status_code == 400


@pytest.mark.parametrize(
    ("status", "method", "again"), [(503, "GET", 1), (500, "GET", 1), (503, "POST", 0), (404, "GET", 0)]
)
def test_a_page_that_may_open_a_moment_later_has_a_way_to_try(status: int, method: str, again: int):
    app = app_for(bundled("sessions") / "hello.md")
    with app.test_request_context("/host/scripts/hello?from=50", method=method):
        page = sentence(status).get_data(as_text=True)
    assert page.count('href="/host/scripts/hello?from=50">Try again<') == again
    assert page.count('href="/host">To the start<') == 1
