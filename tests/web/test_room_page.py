"""The room's page is drawn once for all who read the same; whoever asks gets their own in it, and the room as it is."""

import html
import json
import re

from tests.conftest import Hall
from tests.support.browser import Visitor


def own(page: str) -> dict:
    return json.loads(html.unescape(re.search(r' data-mine="([^"]*)"', page)[1]))


def token(page: str) -> set[str]:
    """Of the page and all of its forms."""
    return set(re.findall(r'(?:name="csrf-token" content|name="csrf_token" value)="([^"]+)"', page))


def same(page: str) -> str:
    """The page without what is one person's own."""
    alike = re.sub(r' data-mine="[^"]*" data-pad="[^"]*"', "", page)
    return re.sub("|".join(map(re.escape, {*token(page), own(page)["person"]})), "", alike)


def test_each_gets_their_own_and_all_else_is_alike(hall: Hall):
    ann, ben = Visitor(hall.server), Visitor(hall.server)
    rooms = {"Ann": ann.join(hall.code, "Ann"), "Ben": ben.join(hall.code, "Ben")}
    pages = {"Ann": ann.get(rooms["Ann"]).text, "Ben": ben.get(rooms["Ben"]).text}
    assert [own(page)["nickname"] for page in pages.values()] == ["Ann", "Ben"]
    assert all(len(token(page)) == 1 for page in pages.values())
    assert token(pages["Ann"]).isdisjoint(token(pages["Ben"]))
    assert all(f'data-person="{own(page)["person"]}"' in page for page in pages.values())
    assert same(pages["Ann"]) == same(pages["Ben"])


def test_it_is_the_same_page_packed_or_not(hall: Hall):
    ann = Visitor(hall.server)
    room = ann.join(hall.code, "Ann")
    packed, plain = ann.get(room), ann.get(room, headers={"Accept-Encoding": "identity"})
    assert (packed.headers.get("Content-Encoding"), plain.headers.get("Content-Encoding")) == ("gzip", None)
    assert same(packed.text) == same(plain.text)
    assert not re.search(r"gap[0-9a-f]{32}", packed.text)


def test_it_is_as_new_as_the_room(hall: Hall):
    ann, ben = Visitor(hall.server), Visitor(hall.server)
    room, other = ann.join(hall.code, "Ann"), ben.join(hall.code, "Ben")
    for kind in ("poll", "breakout", "slide"):
        step = hall.go(kind)
        pages = [ann.get(room).text, ben.get(other).text]
        assert all(f'data-step="{step}" data-phase="' in page for page in pages)
        assert [own(page)["step"] for page in pages] == [step, step]
    ann.post("/language", language="de", back=room)
    assert [re.search(' lang="(..)"', page)[1] for page in (ann.get(room).text, ben.get(other).text)] == ["de", "en"]
