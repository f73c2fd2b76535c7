"""The front door, for people who mistype, come late, or have no name to give."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from tests.conftest import Hall
from tests.support.browser import Visitor
from tests.support.server import Server


def test_code_then_promise_then_room(hall: Hall):
    ann = Visitor(hall.server)
    promise = ann.post("/join", code=hall.code)
    assert promise.status_code == 200
    assert 'name="nickname"' in promise.text
    told = re.search(r"<b>Deleted on (.*?)\.</b>", promise.text)
    room = ann.post("/join", code=hall.code, nickname="Ann")
    assert room.status_code == 303
    page = ann.get(room.headers["Location"])
    assert page.status_code == 200
    assert "Hello in ten minutes" in page.text or hall.id in page.text
    assert told and f"Everything here is deleted on {told[1]}." in ann.get(f"/my/{hall.id}").text


def test_a_rehearsal_says_so_before_anybody_comes_in(hall: Hall):
    """Who leads one could hand it over while people write, and programs are told exact numbers."""
    said = "This is a rehearsal,"
    made = hall.server.create(rehearsal=True)
    assert said in Visitor(hall.server).post("/join", code=made["code"]).text
    assert said not in Visitor(hall.server).post("/join", code=hall.code).text  # the control


def test_the_cookie_is_out_of_reach_for_scripts(hall: Hall):
    header = Visitor(hall.server).post("/join", code=hall.code, nickname="Ann").headers["Set-Cookie"]
    assert "HttpOnly" in header
    assert "SameSite=Lax" in header


def test_the_keys_of_what_the_page_keeps(hall: Hall):
    """Its script reads them; they come, last and go with the secret's cookie, and stay what they are meanwhile."""
    ann, own = Visitor(hall.server), f"workshop-{hall.id}"
    told = told_of(ann.post("/join", code=hall.code, nickname="Ann"))
    assert told[f"{own}-key"] == told[own] - {"HttpOnly"}
    assert told[f"{own}-votes-key"] == {"Path=/", "SameSite=Lax"}  # with the window
    first = dict(ann.http.cookies)
    assert len({first[own], first[f"{own}-key"], first[f"{own}-votes-key"]}) == 3
    told = told_of(ann.get(f"/s/{hall.id}"))
    assert (f"{own}-key" in told, f"{own}-votes-key" in told) == (True, False)
    assert dict(ann.http.cookies) == first
    for each in ann.http.cookies:
        each.value = "broken" if each.name.endswith("-key") else each.value
    ann.get(f"/s/{hall.id}")
    now = dict(ann.http.cookies)
    assert all(len(now[name]) == 43 and now[name] != first[name] for name in (f"{own}-key", f"{own}-votes-key"))
    assert ann.post(f"/s/{hall.id}/trace").status_code == 303
    assert {name for name in dict(ann.http.cookies) if hall.id in name} == {own, f"{own}-low"}
    assert ann.post(f"/s/{hall.id}/forget").status_code == 204
    assert not [name for name in dict(ann.http.cookies) if hall.id in name]


def told_of(answer: requests.Response) -> dict[str, set[str]]:
    """Name → the rules that it comes with."""
    lines = (line.split("; ") for line in answer.raw.headers.getlist("Set-Cookie"))
    return {
        name.partition("=")[0]: {rule for rule in rules if not rule.startswith("Expires")} for name, *rules in lines
    }


def test_who_comes_again_is_still_the_same(hall: Hall):
    ann = Visitor(hall.server)
    first = ann.join(hall.code, "Ann")
    assert ann.post("/join", code=hall.code).headers["Location"] == first
    assert hall.server.show(hall.id)["people"]["joined"] == 1


class TestOneBrowserAtOnce:
    def test_is_one_person(self, hall: Hall) -> None:
        """An impatient tap sends the form again before the first answer has brought its cookie."""
        found = self.at_once(hall, "Ann", "Ann", "Ann", "Ann")
        assert [came.status_code for came in found] == [303] * 4
        assert len({came.cookies[f"workshop-{hall.id}"] for came in found}) == 1
        assert hall.server.show(hall.id)["people"]["joined"] == 1

    def test_may_come_in_as_somebody_else_once_it_left(self, hall: Hall) -> None:
        ann = Visitor(hall.server)
        ann.join(hall.code, "Ann")
        first = ann.http.cookies[f"workshop-{hall.id}"]
        assert ann.post(f"/s/{hall.id}/forget").status_code == 204
        ann.join(hall.code, "Ben")
        assert ann.http.cookies[f"workshop-{hall.id}"] != first
        assert hall.server.show(hall.id)["people"]["joined"] == 2

    def test_whose_name_cannot_be_shown_is_asked_again(self, hall: Hall) -> None:
        assert {came.status_code for came in self.at_once(hall, "\u200b", "\u200b")} == {422}
        assert hall.server.show(hall.id)["people"]["joined"] == 0

    def at_once(self, hall: Hall, *names: str) -> list[requests.Response]:
        visitor = Visitor(hall.server)
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', visitor.get("/").text)[1]
        cookies = dict(visitor.http.cookies)

        def tap(name: str) -> requests.Response:
            data = {"code": hall.code, "nickname": name, "csrf_token": token}
            return requests.post(f"{hall.server.url}/join", data, cookies=cookies, allow_redirects=False, timeout=20)

        with ThreadPoolExecutor(len(names)) as pool:
            return list(pool.map(tap, names))


@pytest.mark.parametrize("style", [str.lower, lambda c: f" {c[:3]} {c[3:]} ", lambda c: f"{c[:3]}-{c[3:]}"])
def test_codes_as_people_type_them(hall: Hall, style):
    assert Visitor(hall.server).post("/join", code=style(hall.code)).status_code == 200


def test_an_unknown_code(server: Server):
    page = Visitor(server).post("/join", code="ZZZZZZ")
    assert page.status_code == 404
    assert "We do not know this code" in page.text


def test_an_ended_session_looks_like_an_unknown_one(hall: Hall):
    """To the letter, and both say where the notes of one that is over are."""
    hall.do("start", "end")
    ended, unknown = (Visitor(hall.server).post("/join", code=code) for code in (hall.code, "ZZZZZZ"))
    assert ended.status_code == unknown.status_code == 404
    assert _of_nobody(ended.text, hall.code) == _of_nobody(unknown.text, "ZZZZZZ")
    assert "We do not know this code" in ended.text
    assert "Your notes from it open with the phone or browser that you took part with" in ended.text


def _of_nobody(page: str, code: str) -> str:
    """A page without what is new in each: the token of its form, and the code that was given."""
    return re.sub(r'(value|content)="[\w.-]{40,}"', "", page).replace(code, "")


def test_a_locked_door(hall: Hall):
    hall.do("lock")
    page = Visitor(hall.server).post("/join", code=hall.code, nickname="Ann")
    assert page.status_code == 403
    assert "closed now" in page.text


def test_a_locked_door_is_none_for_who_is_inside(hall: Hall):
    ann = Visitor(hall.server)
    room = ann.join(hall.code, "Ann")
    hall.do("lock")
    assert ann.post("/join", code=hall.code).headers["Location"] == room


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "\u0301\u0301", "x" * 41, "\U0001f469" * 41])
def test_a_name_that_cannot_be_shown_is_asked_for_again(hall: Hall, name: str):
    page = Visitor(hall.server).post("/join", code=hall.code, nickname=name)
    assert page.status_code == 422
    assert "name" in page.text
    assert hall.code in page.text, "the code must not have to be typed again"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("👨‍👩‍👧‍👦", "👨‍👩‍👧‍👦"),
        ("<script>alert(1)</script>", "<script>alert(1)</script>"),
        ("{{7*7}}", "{{7*7}}"),
        ("A\r\nB", "A B"),
        ("\u202eevil", "evil"),
    ],
)
def test_names_stay_as_they_were_meant(hall: Hall, typed: str, shown: str):
    cookie = hall.server.join(hall.code, typed)["cookie"]
    hall.cookies["guest"] = cookie
    assert hall.phone("guest").mine["nickname"] == shown
    page = Visitor(hall.server)
    page.http.headers["Cookie"] = cookie
    assert "<script>alert" not in page.get(f"/s/{hall.id}").text


def test_a_stranger_gets_a_sentence(hall: Hall):
    page = Visitor(hall.server).get(f"/s/{hall.id}")
    assert page.status_code == 404
    assert "With the code you can join again" in page.text


@pytest.mark.parametrize(
    "style",
    [
        lambda c: "".join(chr(ord(x) + 0xFEE0) for x in c),  # wide letters of a Japanese keyboard
        lambda c: "".join(chr(ord(x) + 0xFEE0) for x in c.lower()).replace("", "　").strip(),
        lambda c: "".join(chr(0x0660 + int(x)) if x.isdigit() else x for x in c),  # digits of an Arabic one
        lambda c: f"https://workshop.example.org/#{c}",  # the whole link
        lambda c: f"https://workshop.example.org/%23{c}.",  # as mail programs write it, in a sentence
        lambda c: c.translate(str.maketrans("BCHJKMPSTXY3", "ВСНЈКМРЅТХУЗ")),  # the same shapes on a Cyrillic keyboard
        lambda c: c.lower().translate(str.maketrans("bhkmnptyzx", "βηκμνρτυζχ")),  # and on a Greek one
    ],
)
def test_codes_of_other_keyboards_and_whole_links(hall: Hall, style):
    assert Visitor(hall.server).post("/join", code=style(hall.code)).status_code == 200


@pytest.mark.parametrize(
    ("mangled", "goes_to"),
    [
        ("/%23BCDFGH", "/#BCDFGH"),
        ("/my/abc%23a-Key_%2f", "/my/abc#a-Key_/"),
        ("/host%23once-x", "/host#once-x"),
    ],
)
def test_a_link_whose_sign_was_written_in_another_way_opens(hall: Hall, mangled: str, goes_to: str):
    told = requests.get(hall.server.url + mangled, allow_redirects=False, timeout=20)
    assert (told.status_code, told.headers["Location"]) == (303, goes_to)
    for other in ("//evil.example/%23x", "/media/C%23.png", "/static/x%23"):
        assert requests.get(hall.server.url + other, allow_redirects=False, timeout=20).status_code == 404


def test_what_was_typed_stays_in_the_box(hall: Hall):
    assert 'value="？？"' in Visitor(hall.server).post("/join", code="？？").text
