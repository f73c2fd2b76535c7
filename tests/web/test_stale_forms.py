"""A page that was open for too long: what was written in its form comes back in its box, for another press."""

import html
import re
from pathlib import Path

import pytest

from tests.conftest import Hall
from tests.support.browser import Visitor
from tests.support.server import KEY, Server

WORDS = "The list that I carry\nfrom room to room, and <more>."
HEAD = "# Plan\n\n- format: 1\n- questions: on\n- people: 2-20\n- help: _help.md\n"
SCRIPT = HEAD + "\n### Reflect: What stays? (4 min)\n\n- id: letter\n"
HELP = "- **At night:** (the team writes name, number and hours here)\n"
PLAN = "Evening\n\n10:00 Welcome\n10:05 Coffee\n10:20 Goodbye\n"
FORMS = {  # where the form stands, where it goes, in which boxes
    "piece": ("/host/pieces/_help.md", "/host/pieces/_help.md", "text"),
    "help": ("/host/scripts/plan/help-lines", "/host/scripts/plan/help-lines", "text"),
    "own help": ("/host/sessions/{id}/help-lines", "/host/sessions/{id}/help-lines", "text"),
    "plan": ("/host/plan", "/host/plan", "text"),
    "question": ("/s/{id}/questions", "/s/{id}/questions", "text"),
    "note": ("/my/{id}", "/my/{id}/edit", "text"),
}
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


@pytest.fixture(scope="module")
def scripts():
    return {"plan.md": SCRIPT, "_help.md": HELP}


@pytest.fixture(scope="module")
def hall(server: Server):
    made = Hall(server, "plan")
    [ann] = made.join("Ann")
    made.do("start")
    ann.op("note:letter", {"text": "First words.", "sees": "only me"})
    yield made
    made.home()


@pytest.fixture
def ann(server: Server, hall: Hall) -> Visitor:
    """In the room, and leading it: whoever has all of the pages."""
    (server.scripts / "_help.md").write_text(HELP)
    visitor = Visitor(server)
    visitor.sign_in()
    cookie, _, value = hall.cookies["Ann"].partition("=")
    visitor.http.cookies.set(cookie, value)
    return visitor


def sent(page: str, action: str) -> dict[str, str]:
    """What the form of this page that goes there would send."""
    found = {}
    for form in re.findall(rf'<form[^>]*action="{re.escape(action)}"[^>]*>(.*?)</form>', page, re.S):
        found = {name: html.unescape(value) for name, value in re.findall(r'name="([^"]+)" value="([^"]*)"', form)}
        for name, text in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', form, re.S):
            found[name] = html.unescape(text)
        if "text" in found:
            break
    return found


def press(ann: Visitor, action: str, fields: dict[str, str]):
    return ann.http.post(ann.url + action, data=fields, timeout=20, allow_redirects=False)


@pytest.mark.parametrize("form", FORMS)
def test_it_comes_back_in_its_box_and_another_press_sends_it(ann: Visitor, hall: Hall, form: str):
    place, action, box = (each.format(id=hall.id) for each in FORMS[form])
    fields = sent(ann.get(place).text, action)
    back = press(ann, action, {**fields, box: WORDS, "csrf_token": "an old one"})
    assert back.status_code == 400
    assert "This page was open for a long time" in back.text
    again = sent(back.text, action)
    assert again[box] == WORDS
    assert {name: again[name] for name in fields if name not in (box, "csrf_token")} == {
        name: value for name, value in fields.items() if name not in (box, "csrf_token")
    }
    assert press(ann, action, again).status_code in (200, 303)


def test_a_plan_that_was_corrected_comes_back_as_it_was_corrected(ann: Visitor, server: Server):
    first = press(ann, "/host/plan", {**sent(ann.get("/host/plan").text, "/host/plan"), "text": PLAN})
    fields = {**chosen(first.text), "kind-1": "out", "kind-2": "pause", "title-2": "Breathe"}
    back = press(ann, "/host/plan/make", {**fields, "csrf_token": "an old one"})
    again = chosen(back.text)
    assert {name: again[name] for name in again if name != "csrf_token"} == {
        name: fields[name] for name in again if name != "csrf_token"
    }
    made = press(ann, "/host/plan/make", again)
    text = (server.scripts / f"{made.headers['Location'].split('/')[-2]}.md").read_text()
    assert "### Pause: Breathe" in text and "### Break: Coffee" not in text


def chosen(page: str) -> dict[str, str]:
    found = {
        **sent(page, "/host/plan/make"),
        **dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page)),
    }
    for name, inside in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', page, re.S):
        [found[name]] = re.findall(r'value="([^"]+)" selected', inside)
    return found


def test_lines_that_were_filled_in_come_back_gap_by_gap(ann: Visitor):
    at = "/host/scripts/plan/help-lines"
    fields = {"mark": sent(ann.get(at).text, at)["mark"], "name-0": "The night line", "number-0": "0800 111"}
    back = press(ann, at, {**fields, "csrf_token": "an old one"})
    assert back.status_code == 400
    assert {'value="The night line"', 'value="0800 111"'} <= set(re.findall(r'value="[^"]*"', back.text))


@pytest.mark.parametrize("form", ["piece", "question", "note"])
def test_whoever_is_out_by_now_can_copy_it_and_reads_nothing_else(server: Server, hall: Hall, form: str):
    _, action, box = (each.format(id=hall.id) for each in FORMS[form])
    back = press(Visitor(server), action, {box: WORDS, "csrf_token": "an old one"})
    assert back.status_code == 400
    assert html.escape(WORDS) in back.text and "readonly" in back.text
    assert not any(each in back.text for each in (HELP, "First words.", 'name="csrf_token"'))


@pytest.mark.parametrize("path", ["/host/pieces/_help.md", "/host/plan"])
def test_a_long_text_of_whoever_is_out_by_now_stays_with_the_browser_that_is_told_how_to_send_it(server: Server, path):
    """It is not read; after signing in beside it a reload sends the same once more, and it comes back on its page."""
    visitor, long = Visitor(server), {"text": "A line of five minutes.\n" * 3000, "csrf_token": "an old one"}
    told = press(visitor, path, long)
    assert told.status_code == 413
    assert "reload this page" in told.text and 'href="/host" target="_blank"' in told.text
    visitor.sign_in()
    back = press(visitor, path, long)
    assert back.status_code == 400
    assert long["text"].strip() in back.text


def test_nothing_is_carried_out_and_other_forms_say_why(ann: Visitor, hall: Hall, server: Server):
    before = (server.scripts / "_help.md").read_text()
    press(ann, "/host/pieces/_help.md", {"text": WORDS, "mark": "x"})
    assert (server.scripts / "_help.md").read_text() == before
    told = press(ann, f"/my/{hall.id}/delete", {"csrf_token": "an old one"})
    assert told.status_code == 400 and "Please go back, reload it" in told.text


class TestDoor:
    """Two tabs of a new browser have a token each, and one cookie: that of the second."""

    @pytest.fixture
    def eve(self, server: Server) -> tuple[Visitor, str]:
        first, second = Visitor(server), Visitor(server)
        second.get("/")
        return second, re.search(r'name="csrf_token" value="([^"]+)"', first.get("/").text)[1]

    def test_a_code_opens_as_ever(self, eve: tuple[Visitor, str], hall: Hall) -> None:
        second, old = eve
        told = press(second, "/join", {"code": hall.code, "csrf_token": old})
        assert 'name="nickname"' in told.text and 'class="error"' not in told.text

    def test_a_name_stays_and_another_press_brings_it_in(self, eve: tuple[Visitor, str], hall: Hall) -> None:
        second, old = eve
        back = press(second, "/join", {"code": hall.code, "nickname": "Eve <3", "csrf_token": old})
        assert back.status_code == 400 and "press the button once more" in back.text
        again = dict(re.findall(r'name="(nickname|code|csrf_token)" value="([^"]*)"', back.text))
        assert html.unescape(again["nickname"]) == "Eve <3"
        assert press(second, "/join", again).status_code == 303

    def test_who_guesses_waits_as_ever(self, eve: tuple[Visitor, str]) -> None:
        second, old = eve
        assert press(second, "/join", {"code": "BBBBBB", "csrf_token": old}).status_code == 404

    def test_whoever_sends_no_cookie_is_told_so(self, server: Server, hall: Hall) -> None:
        for fields in (
            {"code": hall.code, "nickname": "Eve"},
            {"code": hall.code, "nickname": "Eve", "csrf_token": "x"},
        ):
            told = press(Visitor(server), "/join", fields)
            assert told.status_code == 400 and "allow cookies" in told.text
        assert "allow cookies" in press(Visitor(server), "/host/sign-in", {"key": "x"}).text

    def test_whoever_leaves_at_once_is_forgotten_in_any_case(self, ann: Visitor, hall: Hall) -> None:
        """By JSON, which no page of another address can send unasked; by a form only with its token."""
        assert press(ann, f"/s/{hall.id}/forget", {"csrf_token": "an old one"}).status_code == 400
        gone = ann.http.post(f"{ann.url}/s/{hall.id}/forget", json={}, timeout=20)
        assert gone.status_code == 204 and f"workshop-{hall.id}=;" in gone.headers["Set-Cookie"]


class TestLinks:
    """A script sends what stands behind the # of a link and takes it out of the address: a reload would not find it."""

    @pytest.fixture
    def links(self, ann: Visitor, hall: Hall) -> dict[str, tuple[str, str]]:
        """Where the secret goes, and what it is: of each link that opens by itself."""
        own, session = f"/my/{hall.id}", f"/host/sessions/{hall.id}"
        team = ann.post(f"{session}/team", f"{session}/invite", name="Bo", role="lead").text
        move, back = (ann.post(f"{own}/{kind}", own).text for kind in ("move", "link"))
        found = [re.search(rf"{path}#([^\s\"<&]+)", page)[1] for path, page in (
            (f"/team/{hall.id}", team), (f"{own}/here", move), (own, back))]  # fmt: skip
        return dict(zip((f"/team/{hall.id}", f"{own}/here", f"{own}/return"), found, strict=True))

    def test_one_press_opens_it_all_the_same(self, links: dict[str, str], server: Server) -> None:
        for action, secret in {**links, "/host/sign-in": KEY}.items():
            eve, box = Visitor(server), "key" if action.startswith("/host") else "secret"
            eve.get("/")
            back = press(eve, action, {box: secret, "csrf_token": "an old one"})
            assert back.status_code == 400 and "your link has opened nothing" in back.text
            again = sent(back.text, action)
            assert again[box] == secret
            opened = press(eve, action, again)
            assert opened.status_code == 303 or "Come in as" in opened.text, (action, opened.text)

    def test_an_empty_one_has_nothing_to_bring_back(self, server: Server, hall: Hall) -> None:
        eve = Visitor(server)
        eve.get("/")
        assert "Please go back, reload it" in press(eve, f"/team/{hall.id}", {"csrf_token": "an old one"}).text

    def test_every_form_that_a_script_fills_is_among_them(self) -> None:
        marks = re.compile(r"<form[^>]* (?:data-sign-in|data-return)\b")
        filled = [each for each in TEMPLATES.rglob("*.html") if marks.search(each.read_text())]
        known = {"host/sign_in.html", "team/door.html", "pages/move_here.html", "pages/_return_form.html"}
        assert {str(each.relative_to(TEMPLATES)) for each in filled} == known


def test_every_form_with_a_large_box_is_among_them():
    """Those of the room are kept by the phone until they are acknowledged, and the dialogs by the page around them."""
    forms = {
        path.name for path in TEMPLATES.rglob("*.html") if "fragments" not in path.parts
        for form in re.findall(r"<form[^>]*>.*?</form>", path.read_text(), re.S)
        if "<textarea" in form and 'method="post"' in form.partition(">")[0]
    }  # fmt: skip
    assert forms == {
        "_my_row.html", "help_lines.html", "piece.html", "plan.html", "plan_review.html", "questions.html",
    }  # fmt: skip
