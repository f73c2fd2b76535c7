"""A participant's own language: theirs alone, remembered in their browser, one rendering for each that is in use."""

import html
import re
from dataclasses import replace
from datetime import date
from unittest.mock import patch

import pytest
from flask import Flask

from tests.conftest import Hall
from tests.support.browser import Visitor
from tests.support.people import Client, Phone
from tests.support.server import KEY, Scripts
from workshop.people import choice
from workshop.realtime.stages import Stages
from workshop.script import read
from workshop.session.state import fresh
from workshop.util import language
from workshop.util.paths import bundled
from workshop.web.language import words, words_here

UNREAD = "Nobody who grew up with this language has read the translation yet."
ASKED = "\n### Poll: Two\n\n- ( ) A\n- ( ) B\n\n### Reflect: Three\n\nWrite.\n"
WALL = "# T\n\n- format: 1\n\n### Reflect: Say\n\nWrite.\n\n### Wall: Heard\n\n- from: say\n\nRead.\n"
YOU = re.compile(r"\b(?:du|dich|dir|dein\w*)\b", re.IGNORECASE)
SCRIPT = "# T\n\n- format: 1\n\n### Slide: One\n\nText\n"


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    named = SCRIPT.replace("- format: 1\n", "- format: 1\n- language: en\n")
    formal = SCRIPT.replace("- format: 1\n", "- format: 1\n- language: de\n- address: formal\n") + ASKED
    told = {"unsaid.md": SCRIPT, "english.md": named, "formal.md": formal}
    return {"hello.md": bundled("sessions") / "hello.md", **told}


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
        assert re.search(r"reads-in=de;.*?Max-Age=31536000;", promise.headers["Set-Cookie"])  # a year
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


class TestAddress:
    """`address: formal`: on every phone of the session, whichever language it reads, on its pages and in refusals."""

    @pytest.fixture
    def room(self, server) -> Hall:
        return Hall(server, "formal")

    def test_each_page_of_a_participant_says_sie(self, room: Hall):
        ann = Visitor(room.server)
        promise = ann.post("/join", code=room.code).text
        inside = ann.join(room.code, "Ann")
        pages = {"promise": promise, "room": ann.get(inside).text}
        pages |= {path: ann.get(f"/my/{room.id}{path}").text for path in ("", "/download/html", "/download/md")}
        told = {name: " ".join(own_texts(page)) for name, page in pages.items()}
        assert {name: YOU.findall(text) for name, text in told.items() if YOU.search(text)} == {}
        assert "bevor Sie schreiben" in promise and '<html lang="de"' in promise
        of_scripts = re.search(r'<meta name="words" content="([^"]+)"', pages["room"])[1]
        assert len(of_scripts) > 2000 and not YOU.search(html.unescape(html.unescape(of_scripts)))

    def test_each_step_and_a_refusal(self, room: Hall):
        ann, _ = room.join("Ann", "Bea")
        french = room._keep(Phone(room.server, room.id, f"{room.cookies['Bea']}; {choice.COOKIE}=fr"))
        shown = [ann.at(room.go(kind)).stage["html"] for kind in ("slide", "reflect")]
        step = room.go("poll")
        room.do("open")
        shown.append(ann.at(step, "open").stage["html"])
        assert [YOU.findall(" ".join(own_texts(page))) for page in shown] == [[], [], []]
        assert "<b>Nur Sie</b> können das lesen" in shown[1]
        refused = ann.op(f"vote:{step}", {"choice": [99]})["why"]
        assert refused == "Bitte wählen Sie aus den Antworten auf dem Bildschirm."
        assert french.op(f"vote:{step}", {"choice": [99]})["why"].startswith("Choisissez")

    def test_those_who_lead_are_addressed_as_ever(self, room: Hall):
        lead = Visitor(room.server)
        lead.sign_in()
        german = {"Accept-Language": "de"}
        assert "Sie sind eingeladen zu „T“." in lead.get(f"/host/sessions/{room.id}/invite", headers=german).text
        assert "Sie " not in " ".join(own_texts(lead.get("/host", headers=german).text))

    @pytest.mark.parametrize(
        ("code", "address", "spoken"),
        [("de", "formal", "de@formal"), ("de", "informal", "de"), ("fr", "informal", "fr@informal"),
         ("fr", "formal", "fr"), ("ja", "formal", "ja"), ("en", "informal", "en"), ("de", "", "de")],
    )  # fmt: skip
    def test_only_where_a_language_says_it_otherwise(self, code, address, spoken):
        assert language.addressing(code, address) == spoken

    def test_what_the_other_form_lacks_is_said_as_usual(self):
        sie = language.translations("de", "formal")
        assert sie.ugettext("Your code") == "Ihr Code" and sie.ugettext("Saved.") == "Gespeichert."


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


def drawing() -> Stages:
    """What draws stages, with nothing behind it."""
    app = Flask("test", template_folder=str(bundled("templates")))
    app.config["PUBLIC_URL"] = ""
    app.jinja_env.globals.update(asset=str, root="")
    language.install(app)
    return Stages(app, live=None)


class TestInTheRoom:
    def test_each_phone_hears_its_own(self, hall: Hall):
        ann, _ = hall.join("Ann", "Bea")
        bea = hall._keep(Phone(hall.server, hall.id, f"{hall.cookies['Bea']}; {choice.COOKIE}=de"))
        step = hall.go("poll")
        hall.do("open")
        assert "Ich möchte" not in ann.at(step, "open").stage["html"] and "I would rather" in ann.stage["html"]
        assert "Das möchte ich nicht sagen" in bea.at(step, "open").stage["html"]
        assert ann.stage["v"] == bea.stage["v"] and ann.stage.keys() == bea.stage.keys()

    def test_the_bell_is_heard_in_each_of_them(self, hall: Hall):
        ann, _ = hall.join("Ann", "Bea")
        bea = hall._keep(Phone(hall.server, hall.id, f"{hall.cookies['Bea']}; {choice.COOKIE}=de"))
        hall.do("start", "ring")
        for phone in (ann, bea):
            phone.until(lambda c: ("bell", {}) in c.heard)

    def test_a_refusal_of_an_answer_too(self, hall: Hall):
        hall.join("Bea")
        bea = hall._keep(Phone(hall.server, hall.id, f"{hall.cookies['Bea']}; {choice.COOKIE}=de"))
        step = hall.go("poll")
        hall.do("open")
        assert bea.op(f"vote:{step}", {"choice": [99]})["why"] == "Bitte wähle aus den Antworten auf dem Bildschirm."

    def test_one_rendering_for_each_language_however_many_read_it(self):
        """A hundred in English, a hundred in German: two renderings of a step."""
        stages, session = drawing(), fresh("s", read(SCRIPT).script)
        with patch.object(stages, "render", wraps=stages.render) as render:
            told = [stages.rendered(session, "participants", each).html for each in ("", "de") * 100]
        assert render.call_count == 2
        assert "You are in." in told[0] and "Du bist dabei." in told[1]

    def test_a_wall_drawn_later_in_another_language_hides_from_none_that_it_has_changed(self):
        """Shared between two drawings, or taken back after them: while one screen differs, all are drawn anew."""
        stages, begun = drawing(), fresh("s", read(WALL).script)
        session = replace(begun, phase="live", current="heard")
        five, six = (tuple(f"text {n}" for n in range(most)) for most in (5, 6))
        with patch.object(stages, "_texts", return_value=(five,)) as texts:
            assert "text 4" in stages.rendered(session, "participants").html and not stages.wall_changed(session)
            texts.return_value = (six,)
            assert "text 5" in stages.rendered(session, "participants", "de").html and stages.wall_changed(session)
            texts.return_value = (five,)
            assert stages.wall_changed(session)
            again = replace(session, v=session.v + 1)
            stages.rendered(again, "participants")
            assert not stages.wall_changed(again)


def test_every_sentence_of_the_scripts_is_found():
    source = "".join((bundled("static") / f"js/{room}/words.js").read_text("utf-8") for room in ("shared", "screen"))
    named = re.findall(r"^  (\w+):", source, re.MULTILINE)
    assert words()["saved"] == "Saved." and len(named) > 50 and list(words()) == named


@pytest.mark.parametrize(("code", "shown"), [("ar", "«\u2068{title}\u2069»"), ("de", "„{title}“")])
def test_what_scripts_put_into_a_sentence_stands_apart_where_the_page_runs_from_the_right(code: str, shown: str):
    app = Flask("test")
    language.install(app)
    with app.test_request_context("/"), language.speaking(app, code):
        assert shown in words_here()["answerNotSent"]


@pytest.mark.parametrize(("code", "shown"), [("de", "28.\N{NO-BREAK SPACE}Dezember 2026 ."), ("ja", "2026年12月28日.")])
def test_where_no_spaces_stand_between_words_no_line_ends_within_a_date_and_no_space_follows_a_sentence(code, shown):
    app = Flask("test")
    language.install(app)
    with app.test_request_context("/"), language.speaking(app, code):
        text = "{{ _('kept until %(day)s', day=long_date(day)) }}|{{ long_date(day) }}{{ gap() }}."
        said, drawn = app.jinja_env.from_string(text).render(day=date(2026, 12, 28)).split("|")
    assert drawn.replace('<span class="whole">', "").replace("</span>", "") == shown
    assert [each.count('<span class="whole">2026年12月28日</span>') for each in (said, drawn)] == [code == "ja"] * 2


def test_the_words_of_the_team_say_their_language_to_whoever_reads_another(server):
    """The promise at the door, and a step in the room; our own sentences stay unmarked."""
    room = Hall(server, "formal")
    promise = Visitor(server).post("/join", code=room.code, language="es").text
    assert '<html lang="es"' in promise and re.search(r'<h1[^>]* dir="auto"[^>]* lang="de"', promise)
    room.join("Bea")
    phone = room._keep(Phone(server, room.id, f"{room.cookies['Bea']}; {choice.COOKIE}=es"))
    step = phone.at(room.go("poll")).stage["html"]
    assert re.search(r'<h1[^>]* dir="auto"[^>]* lang="de"', step)
    assert not re.search(r'class="(?:softly|where|promise)[^>]* lang=', step)
    room.home()


class TestTakenHome:
    def test_ones_own_notes_are_in_ones_own_language(self, hall: Hall):
        """The page and the Markdown, with dates as the language writes them."""
        ann = Visitor(hall.server)
        ann.post("/join", code=hall.code, language="de")
        ann.join(hall.code, "Ann")
        page, text = (ann.get(f"/my/{hall.id}/download/{kind}").text for kind in ("html", "md"))
        assert '<html lang="de" dir="ltr"' in page and "Hier ist nichts" in page
        assert re.search(r"Was ich am \d+\. [A-Zä][a-zä]+ \d{4} geschrieben habe", text)


def own_texts(page: str) -> set[str]:
    """What stands between tags and in the attributes that are read out, but for what says that it is in English."""
    page = re.sub(r"<(script|style|svg)\b.*?</\1>", "", page, flags=re.DOTALL)
    page = re.sub(r'<(article|ul|h1|p|span|div)\b[^>]* lang="en".*?</\1>', "", page, flags=re.DOTALL)
    read = re.findall(r'(?:aria-label|placeholder|alt|title)="([^"]+)"', page) + re.split(r"<[^>]*>", page)
    return {" ".join(html.unescape(text).split()) for text in read}


class TestThoseWhoLead:
    @pytest.fixture
    def lead(self, hall: Hall) -> Visitor:
        lead = Visitor(hall.server)
        lead.sign_in()
        return lead

    @pytest.mark.parametrize(
        ("accepted", "code"), [("de-CH, en;q=0.5", "de"), ("en, de", "en"), ("tlh", "en"), ("tlh," * 200 + "de", "en")]
    )
    def test_their_pages_follow_the_browser_where_their_words_are_in_its_language(self, lead, accepted, code):
        page = lead.get("/host", headers={"Accept-Language": accepted})
        assert lang(page) == (code, "ltr")
        assert ("Skripte" in page.text) == (code == "de")

    def test_a_console_brings_the_sentences_of_its_scripts_in_its_language(self, lead, hall: Hall):
        page = lead.get(f"/host/sessions/{hall.id}", headers={"Accept-Language": "de"}).text
        assert "Unterwegs. Es bleibt hier" in page and "On its way." not in page

    PAGES = ("", "/help", "/place", "/place/log", "/places", "/places/log", "/look", "/library", "/media", "/plan",
             "/scripts/new", "/scripts/hello", "/scripts/hello/edit", "/scripts/hello/preview", "/scripts/hello/print",
             "/scripts/hello/rehearse", "/scripts/hello/share", "/scripts/hello/help-lines",
             "/scripts/hello/versions")  # fmt: skip

    def test_no_page_of_theirs_holds_english_that_does_not_say_so(self, lead, hall: Hall):
        """Each sentence of the catalogues by itself; guides are in English, and say it."""
        spoken, script = language.translations("de"), (bundled("sessions") / "hello.md").read_text("utf-8")
        session = (f"/sessions/{hall.id}", f"/sessions/{hall.id}/invite", f"/sessions/{hall.id}/changes")
        left = {}
        for path in (*self.PAGES, *session):
            answer = lead.get(f"/host{path}", headers={"Accept-Language": "de"})
            assert answer.status_code == 200, path
            assert lang(answer)[0] == "de", path
            texts = {text for text in own_texts(answer.text) if " " in text and text not in script}
            left[path] = sorted(text for text in texts if spoken.ugettext(text) != text)
        assert {path: texts for path, texts in left.items() if texts} == {}

    def test_a_choice_stays(self, lead):
        token = re.search(r'name="csrf-token" content="([^"]+)"', lead.get("/host").text)[1]
        back = lead.post("/host/language", language="de", csrf_token=token)
        assert (back.status_code, back.headers["Location"]) == (303, "/host")
        assert lang(lead.get("/host", headers={"Accept-Language": "en"})) == ("de", "ltr")

    def test_a_translation_that_no_native_speaker_has_read_says_so(self, lead):
        pages = {code: lead.get("/host", headers={"Accept-Language": code}).text for code in language.of_team()}
        spoken = {code: language.translations(code).ugettext(UNREAD) for code in pages}
        assert [code for code in pages if spoken[code] in pages[code]] == [
            code for code in pages if code not in language.READ_BY_A_NATIVE
        ]

    def test_a_language_without_their_words_cannot_be_chosen(self, lead):
        token = re.search(r'name="csrf-token" content="([^"]+)"', lead.get("/host").text)[1]
        assert lead.post("/host/language", language="tlh", csrf_token=token).status_code == 400

    def test_two_consoles_of_one_session_each_read_their_own(self, hall: Hall):
        german = hall._keep(Client(hall.server, hall.id, "facilitator", cookie=f"{choice.COOKIE}=de", key=KEY))
        english, step = hall.console(), hall.go("poll")
        assert "Umfrage öffnen" in german.at(step).stage["html"] and "Open the poll" not in german.stage["html"]
        assert "Open the poll" in english.at(step).stage["html"]
        for console, on_time in ((german, "In der Zeit"), (english, "On time")):
            console.until(
                lambda c, said=on_time: any(said in body["drift"] for event, body in c.heard if event == "board")
            )

    def test_a_command_is_refused_in_the_language_of_its_console(self, hall: Hall):
        german = hall._keep(Client(hall.server, hall.id, "facilitator", cookie=f"{choice.COOKIE}=de", key=KEY))
        german.at(hall.go("slide"))
        answer = german.call("command", {"command": "close", "from": german.stage["v"]})
        assert answer["reason"] == "In diesem Schritt gibt es nichts zu schließen."

    def test_an_invitation_is_in_the_language_of_the_script(self, lead, hall: Hall):
        page = lead.get(f"/host/sessions/{hall.id}/invite", headers={"Accept-Language": "de"})
        assert "Einladung zum Senden" in page.text
        english = hall.server.create("english")["id"]
        page = lead.get(f"/host/sessions/{english}/invite", headers={"Accept-Language": "de"})
        assert "You are invited to “T”." in page.text and "Du bist eingeladen" not in page.text


def test_the_bell_reaches_a_phone_that_reads_another_language(hall: Hall):
    hall.join("Bea")
    bea = hall._keep(Phone(hall.server, hall.id, f"{hall.cookies['Bea']}; {choice.COOKIE}=de"))
    hall.go("slide")
    hall.do("ring")
    bea.until(lambda phone: any(event == "bell" for event, _ in phone.heard))


def test_a_phone_is_not_sent_the_sentences_of_consoles(hall: Hall):
    ann = Visitor(hall.server)
    ann.post("/join", code=hall.code, language="de")
    page = ann.get(ann.join(hall.code, "Ann")).text
    assert "Gespeichert." in page
    assert not any(name in page for name in ("wantsIn", "moreSeats", "atTheDoor"))
