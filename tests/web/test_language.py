"""A participant's own language: theirs alone, remembered in their browser, one rendering for each that is in use."""

import re
from unittest.mock import patch

import pytest
from flask import Flask

from tests.conftest import Hall
from tests.support.browser import Visitor
from tests.support.people import Phone
from tests.support.server import Scripts
from workshop.people import choice
from workshop.realtime.stages import Stages
from workshop.script import read
from workshop.session.state import fresh
from workshop.util import language
from workshop.util.paths import bundled
from workshop.web.language import words

SCRIPT = "# T\n\n- format: 1\n\n### Slide: One\n\nText\n"


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    named = SCRIPT.replace("- format: 1\n", "- format: 1\n- language: en\n")
    return {"hello.md": bundled("sessions") / "hello.md", "unsaid.md": SCRIPT, "english.md": named}


def lang(page) -> str:
    return re.search(r'<html[^>]* lang="([^"]+)" dir="(\w+)"', page.text).group(1, 2)


class TestWhichOne:
    @pytest.mark.parametrize(
        ("wished", "code"),
        [
            (("de-AT",), "de"),
            (("xx", "de"), "de"),
            (("xx",), "en"),
            (("",), "en"),
            (("DE",), "de"),
            (("en", "de"), "en"),
        ],
    )
    def test_the_first_that_there_is(self, wished, code):
        assert language.nearest(*wished) == code

    def test_the_front_door_follows_the_browser(self, server):
        page = Visitor(server).get("/", headers={"Accept-Language": "de-CH, en;q=0.5"})
        assert lang(page) == ("de", "ltr")
        assert "Schön, dass du da bist." in page.text

    @pytest.mark.parametrize(("script", "read"), [("unsaid", "de"), ("english", "en")])
    def test_in_a_workshop_the_script_comes_before_the_browser_if_it_names_one(self, server, script, read):
        ann = Visitor(server)
        room = ann.join(server.create(script)["code"], "Ann")
        assert lang(ann.get(room, headers={"Accept-Language": "de-AT, en;q=0.5"})) == (read, "ltr")

    def test_a_strange_cookie_chooses_nothing(self, server):
        page = Visitor(server).get("/", headers={"Cookie": f"{choice.COOKIE}=../../etc"})
        assert lang(page) == ("en", "ltr")


class TestOnesOwn:
    def test_chosen_at_the_door_and_kept(self, hall: Hall):
        ann, bob = Visitor(hall.server), Visitor(hall.server)
        promise = ann.post("/join", code=hall.code, language="de")
        assert "Was wir versprechen" in promise.text
        room = ann.get(ann.join(hall.code, "Ann"))
        assert "Meine Notizen" in room.text and "My notes" not in room.text
        assert "Meine Notizen" not in bob.get(bob.join(hall.code, "Bob")).text

    def test_changed_in_the_room(self, hall: Hall):
        ann = Visitor(hall.server)
        room = ann.join(hall.code, "Ann")
        token = re.search(r'name="csrf-token" content="([^"]+)"', ann.get(room).text)[1]
        back = ann.post("/language", language="de", back=room, csrf_token=token)
        assert (back.status_code, back.headers["Location"]) == (303, room)
        assert lang(ann.get(room)) == ("de", "ltr")

    @pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "/host", "/s/../host", "/s/a\nb"])
    def test_it_leads_nowhere_else(self, hall: Hall, back):
        ann = Visitor(hall.server)
        token = re.search(r'name="csrf-token" content="([^"]+)"', ann.get("/").text)[1]
        assert ann.post("/language", language="de", back=back, csrf_token=token).headers["Location"] == "/"

    def test_a_refusal_is_said_in_it(self, hall: Hall):
        ann = Visitor(hall.server)
        ann.http.headers["Accept-Language"] = "de"
        page = ann.post("/join", code="ZZZZZZ")
        assert "Wir kennen diesen Code nicht." in page.text


class TestForgotten:
    """What was chosen is a trace like others: it goes with them."""

    @pytest.fixture
    def ann(self, hall: Hall) -> Visitor:
        came = Visitor(hall.server)
        came.post("/join", code=hall.code, language="de")
        assert self._kept(came).expires
        return came

    def test_by_leaving_at_the_door_at_the_top(self, hall: Hall, ann: Visitor):
        room = ann.join(hall.code, "Ann")
        token = re.search(r'name="csrf-token" content="([^"]+)"', ann.get(room).text)[1]
        assert ann.post(f"{room}/forget", csrf_token=token).status_code == 204
        assert self._kept(ann) is None

    def test_when_its_window_is_closed_by_who_joins_so(self, hall: Hall, ann: Visitor):
        ann.post("/join", code=hall.code, nickname="Ann", low_trace="y")
        assert self._kept(ann).expires is None

    def test_when_its_window_is_closed_by_who_chooses_so_later(self, hall: Hall, ann: Visitor):
        ann.post(f"{ann.join(hall.code, 'Ann')}/trace")
        assert self._kept(ann).expires is None

    @staticmethod
    def _kept(who: Visitor):
        return next((each for each in who.http.cookies if each.name == choice.COOKIE), None)


class TestInTheRoom:
    def test_each_phone_hears_its_own(self, hall: Hall):
        ann, _ = hall.join("Ann", "Bea")
        bea = hall._keep(Phone(hall.server, hall.id, f"{hall.cookies['Bea']}; {choice.COOKIE}=de"))
        step = hall.go("poll")
        hall.do("open")
        assert "Ich möchte" not in ann.at(step, "open").stage["html"] and "I would rather" in ann.stage["html"]
        assert "Das möchte ich nicht sagen" in bea.at(step, "open").stage["html"]
        assert ann.stage["v"] == bea.stage["v"] and ann.stage.keys() == bea.stage.keys()

    def test_a_refusal_of_an_answer_too(self, hall: Hall):
        hall.join("Bea")
        bea = hall._keep(Phone(hall.server, hall.id, f"{hall.cookies['Bea']}; {choice.COOKIE}=de"))
        step = hall.go("poll")
        hall.do("open")
        assert bea.op(f"vote:{step}", {"choice": [99]})["why"] == "Bitte wähle aus den Antworten auf dem Bildschirm."

    def test_one_rendering_for_each_language_however_many_read_it(self):
        """A hundred in English, a hundred in German: two renderings of a step."""
        app = Flask("test", template_folder=str(bundled("templates")))
        app.config["PUBLIC_URL"] = ""
        app.jinja_env.globals.update(asset=str, root="")
        language.install(app)
        stages, session = Stages(app, live=None), fresh("s", read(SCRIPT).script)
        with patch.object(stages, "render", wraps=stages.render) as render:
            told = [stages.rendered(session, "participants", each).html for each in ("", "de") * 100]
        assert render.call_count == 2
        assert "You are in." in told[0] and "Du bist dabei." in told[1]


def test_every_sentence_of_the_scripts_is_found():
    source = "".join((bundled("static") / f"js/{room}/words.js").read_text("utf-8") for room in ("shared", "screen"))
    named = re.findall(r"^  (\w+):", source, re.MULTILINE)
    assert words()["saved"] == "Saved." and len(named) > 50 and list(words()) == named


class TestTakenHome:
    def test_ones_own_notes_are_in_ones_own_language(self, hall: Hall):
        """The page and the Markdown, with dates as the language writes them."""
        ann = Visitor(hall.server)
        ann.post("/join", code=hall.code, language="de")
        ann.join(hall.code, "Ann")
        page, text = (ann.get(f"/my/{hall.id}/download/{kind}").text for kind in ("html", "md"))
        assert '<html lang="de" dir="ltr"' in page and "Hier ist nichts" in page
        assert re.search(r"Was ich am \d+\. [A-Zä][a-zä]+ \d{4} geschrieben habe", text)
