"""The logo and the colour of a practice: chosen on a page, looked at, drawn anew, seen where people come in."""

import io
import re

import pytest
import requests
from PIL import Image, PngImagePlugin

from tests.support.browser import Visitor
from tests.support.people import Client
from tests.support.places import Leader
from tests.support.server import KEY, Server
from workshop.places import logo
from workshop.session.errors import Refused

VIOLET = "#7a3e9d"


def picture(kind: str = "PNG", size: tuple[int, int] = (900, 300), ink: str = "#20304a", **more: object) -> bytes:
    """A dark sign on nothing, or on white where the kind knows no nothing."""
    image = Image.new("RGBA", size, (0, 0, 0, 0))
    image.paste(ink, (size[0] // 6, size[1] // 6, size[0] - size[0] // 6, size[1] - size[1] // 6))
    if kind == "JPEG":
        ground = Image.new("RGB", size, "white")
        ground.paste(image, mask=image.getchannel("A"))
        image = ground
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def telling() -> bytes:
    """A picture whose file says where it was taken, and by whom."""
    exif = Image.Exif()
    exif[0x010E] = "Taken at 48.1374, 11.5755"
    exif[0x0112] = 6  # lies on its side
    return picture("JPEG", (300, 900), exif=exif.tobytes(), comment=b"Camera of Ana")


class TestWhatIsKept:
    @pytest.mark.parametrize("kind", logo.KINDS)
    def test_a_picture_of_each_kind_becomes_a_small_png(self, kind: str) -> None:
        made = logo.made(picture(kind))
        with Image.open(io.BytesIO(made.png)) as kept:
            assert (kept.format, kept.size) == ("PNG", (made.width, made.height))
        assert made.width <= logo.BOX[0]
        assert made.height <= logo.BOX[1]

    def test_nothing_that_the_file_said_beside_the_picture_is_kept(self) -> None:
        for data in (telling(), picture(pnginfo=_said("Author", "Camera of Ana"))):
            assert b"Camera" in data
            made = logo.made(data)
            with Image.open(io.BytesIO(made.png)) as kept:
                assert not kept.info
                assert not kept.getexif()
            assert b"Camera" not in made.png
            assert b"48.1374" not in made.png

    def test_a_picture_that_lay_on_its_side_stands_upright(self) -> None:
        made = logo.made(telling())
        assert made.width > made.height

    def test_a_dark_sign_gets_a_ground_on_dark_pages_and_a_white_one_on_light_ones(self) -> None:
        assert logo.made(picture(ink="#1f2e2b")).plate == "dark"
        assert logo.made(picture(ink="#ffffff")).plate == "light"
        assert logo.made(picture(ink="#3a9a8c")).plate == ""
        assert logo.made(picture("JPEG")).plate == ""  # it brings its own ground

    @pytest.mark.parametrize(
        ("data", "why"),
        [
            (b"", logo.NO_PICTURE),
            (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", logo.NO_PICTURE),
            (b"%PDF-1.7", logo.NO_PICTURE),
            (picture()[:400], logo.NO_PICTURE),
            (b"GIF89a" + bytes(40), logo.NO_PICTURE),
            (picture(ink="#00000000"), logo.EMPTY),
            (bytes(logo.MOST_BYTES + 1), logo.TOO_LARGE),
            (picture(size=(5000, 4000)), logo.TOO_MANY),
        ],
    )
    def test_anything_else_is_refused_in_a_sentence(self, data: bytes, why: str) -> None:
        with pytest.raises(Refused) as refused:
            logo.made(data)
        assert refused.value.words == why


def _said(name: str, text: str) -> PngImagePlugin.PngInfo:
    info = PngImagePlugin.PngInfo()
    info.add_text(name, text)
    return info


@pytest.fixture(scope="module")
def bea(server: Server) -> Leader:
    leader = Leader.in_a_new_place(server, "Bea")
    assert leader.sends("POST", "/host/look", data={"colour": VIOLET}).status_code == 303
    sent = leader.sends("POST", "/host/look", data={"name": "Haus Linde"}, files={"file": ("l.png", picture())})
    assert sent.status_code == 303, sent.text[-600:]
    return leader


def shown(page: str) -> tuple[str, str]:
    """The addresses of the colour and of the logo on a page, "" where there is none."""
    sheet = re.search(r'href="(/look/[0-9a-f]{6}\.css)"', page)
    picture = re.search(r'class="own-logo" src="(/look/[0-9a-f]{32}\.png)" alt="Haus Linde"', page)
    return (sheet[1] if sheet else "", picture[1] if picture else "")


def invited(leader: Leader, session: str) -> tuple[str, str]:
    """The code, and the key of the shared screen."""
    page = leader.get(f"/host/sessions/{session}/invite").text
    found = [re.search(rf'id="{field}"[^>]*value="[^"#]*#([^"]+)"', page) for field in ("link", "projector-link")]
    assert all(found), page[-2000:]
    return found[0][1], found[1][1]


class TestWhereItIsSeen:
    def test_on_the_promise_in_the_room_on_the_screen_and_on_the_report(self, server: Server, bea: Leader) -> None:
        session = bea.starts("hello")
        code, _ = invited(bea, session)
        guest = Visitor(server)
        promise = guest.post("/join", code=code).text
        sheet, image = shown(promise)
        assert sheet == f"/look/{VIOLET[1:]}.css"
        assert promise.index("own-logo") < promise.index("What we promise")  # above what is promised, not in it
        room = guest.get(guest.join(code, "Ann")).text
        assert shown(room) == (sheet, image)
        assert shown(guest.get(f"/my/{session}").text) == (sheet, image)
        for page in ("", "/invite", "/phone"):
            assert shown(bea.get(f"/host/sessions/{session}{page}").text) == (sheet, image), page
        for address, kind in ((sheet, "text/css; charset=utf-8"), (image, "image/png")):
            answer = requests.get(server.url + address, timeout=20)
            assert (answer.status_code, answer.headers["Content-Type"]) == (200, kind)
            assert answer.headers["Content-Security-Policy"] == "default-src 'none'"
            assert "Set-Cookie" not in answer.headers
        report = bea.get(f"/host/sessions/{session}/download/html").text
        assert 'alt="Haus Linde"' in report
        assert f"--accent: {VIOLET}" in report

    def test_the_shared_screen_has_it_by_its_key_alone(self, server: Server, bea: Leader) -> None:
        session = bea.starts("hello")
        screen = Client(server, session, "projector", key=invited(bea, session)[1])
        assert all(shown(screen.stage["html"]))
        assert 'data-wears="calm" lang="en" dir="ltr"' in screen.stage["html"]  # the page knew only the key
        screen.leave()

    def test_another_places_people_see_nothing_of_it(self, server: Server, bea: Leader) -> None:
        made = server.create("hello")
        page = Visitor(server).post("/join", code=made["code"]).text
        assert shown(page) == ("", "")
        assert shown(Visitor(server).get("/").text) == ("", "")  # of several places none is the one

    def test_what_is_no_colour_and_no_logo_is_not_there(self, server: Server, bea: Leader) -> None:
        for path in ("/look/12345g.css", "/look/1234567.css", "/look/.css", "/look/.png", f"/look/{'0' * 32}.png"):
            assert requests.get(server.url + path, timeout=20).status_code == 404, path


class TestChoosing:
    def test_the_page_says_what_becomes_of_a_pale_colour(self, server: Server) -> None:
        cleo = Leader.in_a_new_place(server, "Cleo")
        assert cleo.sends("POST", "/host/look", data={"colour": "#FFDD55"}).status_code == 303
        page = cleo.get("/host/look").text
        assert "a little darker than you chose" in page
        assert "a little lighter" not in page
        cleo.sends("POST", "/host/look", data={"colour": "#cc2211"})
        assert "People may take it for a warning" in cleo.get("/host/look").text
        cleo.sends("POST", "/host/look", data={"ours": "yes"})
        assert shown(cleo.get("/host/look").text) == ("", "")

    def test_colour_and_logo_go_together_and_what_is_in_the_box_unasked_is_no_choice(self, server: Server) -> None:
        emil = Leader.in_a_new_place(server, "Emil")
        page = emil.get("/host/look").text
        assert page.count('action="/host/look"') == 1  # one form: nothing that was chosen is lost by a button
        box = re.search(r'name="colour" value="(#[0-9a-f]{6})"', page)
        assert box
        for colour, name in ((VIOLET, "Haus Linde"), (VIOLET, "Haus Linde, neu"), (box[1], "Haus Linde")):
            sent = {"colour": colour, "name": name}
            file = {} if ", neu" in name else {"files": {"file": ("l.png", picture())}}
            assert emil.sends("POST", "/host/look", data=sent, **file).status_code == 303
            sheet, _ = shown(emil.get("/host/look").text)
            assert sheet == (f"/look/{VIOLET[1:]}.css" if colour == VIOLET else "")
            assert f'alt="{name}"' in emil.get("/host/look").text

    def test_where_one_of_both_is_wrong_nothing_changes_and_the_other_stands_in_its_box(self, bea: Leader) -> None:
        answer = bea.sends("POST", "/host/look", data={"colour": "#20304a", "name": ""})
        assert (answer.status_code, "Say what the logo shows" in answer.text) == (400, True)
        assert 'name="colour" value="#20304a"' in answer.text
        answer = bea.sends("POST", "/host/look", data={"colour": "blue", "name": "Haus am See"})
        assert (answer.status_code, 'value="Haus am See"' in answer.text) == (400, True)
        assert all(shown(bea.get("/host/look").text))

    @pytest.mark.parametrize("typed", ["violet", "#12345", "#1234567", "#12345g", "url(x)"])
    def test_what_is_no_colour_is_refused_on_the_page(self, bea: Leader, typed: str) -> None:
        answer = bea.sends("POST", "/host/look", data={"colour": typed})
        assert answer.status_code == 400
        assert "such as #7a3e9d" in answer.text
        assert shown(bea.get("/host/look").text)[0]  # as it was

    @pytest.mark.parametrize(
        ("name", "data", "says"),
        [
            ("", picture(), "Say what the logo shows"),
            ("Haus", b"no picture", "no picture that can be read"),
            ("Haus", bytes(logo.MOST_BYTES + 1), "larger than 1 MB"),
        ],
    )
    def test_a_logo_that_cannot_be_is_refused_on_the_page(self, bea: Leader, name: str, data: bytes, says: str) -> None:
        answer = bea.sends("POST", "/host/look", data={"name": name}, files={"file": ("l.png", data)})
        assert (answer.status_code, says in answer.text) == (400, True)
        assert shown(bea.get("/host/look").text)[1]

    def test_only_the_words_change_and_the_logo_goes(self, server: Server) -> None:
        dora = Leader.in_a_new_place(server, "Dora")
        dora.sends("POST", "/host/look", data={"name": "Linde"}, files={"file": ("l.png", picture())})
        dora.sends("POST", "/host/look", data={"name": "Haus Linde"})
        _, image = shown(dora.get("/host/look").text)
        assert image
        assert dora.sends("POST", "/host/look", data={"no_logo": "yes"}).status_code == 303
        assert shown(dora.get("/host/look").text) == ("", "")
        assert "Changed the logo or the colour" in dora.get("/host/place/log").text

    def test_who_is_signed_out_changes_nothing_and_sends_no_megabyte(self, server: Server) -> None:
        stranger = Visitor(server)
        assert "own-logo" not in stranger.get("/host/look").text
        sent = requests.post(f"{server.url}/host/look", files={"file": ("l.png", bytes(500_000))}, timeout=20)
        assert sent.status_code in (400, 413)


def test_alone_on_a_server_the_front_door_has_it_too(own_server: Server) -> None:
    ana = Leader(own_server, KEY)
    ana.sends("POST", "/host/look", data={"colour": VIOLET})
    ana.sends("POST", "/host/look", data={"name": "Haus Linde"}, files={"file": ("l.webp", picture("WEBP"))})
    assert all(shown(Visitor(own_server).get("/").text))
