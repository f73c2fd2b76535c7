"""Pictures, sounds and films come from the browser: told by what they hold, cleaned, and each place its own."""

import io
import struct
from typing import Any

import pytest
from PIL import Image

from tests.support.places import Leader
from tests.support.server import Scripts, Server

SCRIPT = "# Lakes\n\n- format: 1\n- people: 2-24\n\nWelcome.\n\n### Slide: Lake (2 min)\n\n![A lake at dusk]({})\n"


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    """A folder of this file's own."""
    return {}


@pytest.fixture(scope="module")
def ana(server: Server) -> Leader:
    return Leader.in_a_new_place(server, "Ana Arndt")


@pytest.fixture(scope="module")
def bea(server: Server) -> Leader:
    return Leader.in_a_new_place(server, "Bea Berg")


def photo(kind: str = "JPEG", size: tuple[int, int] = (60, 40), colour: str = "red") -> bytes:
    """As a phone makes it: lying on its side, with place and device in it."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "SecretPhone"
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind, exif=exif)
    return out.getvalue()


def box(name: bytes, inside: bytes) -> bytes:
    return struct.pack(">I", 8 + len(inside)) + name + inside


FILM = box(b"ftyp", b"isom0000") + box(
    b"moov", box(b"mvhd", b"keep") + box(b"udta", b"+48.1374+011.5755/") + box(b"trak", box(b"udta", b"MyPhone"))
) + box(b"mdat", b"pictures")  # fmt: skip
WEBM = b"\x1aE\xdf\xa3\x93B\x82\x84webm" + bytes(40)
MP3 = b"\xff\xfb\x90\x00" + bytes(400)


def send(leader: Leader, data: bytes, name: str = "Lake view.jpeg", words: str = "A lake at dusk", to: str = "",
         **more: str) -> Any:  # fmt: skip
    files = {"file": (name, data, "image/jpeg")}
    return leader.sends("POST", f"/host/media{to}", data={"words": words, **more}, files=files)


def names(leader: Leader) -> list[str]:
    return sorted(path.name for path in (leader.folder / "media").iterdir())


def test_a_photo_comes_in_upright_and_without_what_the_camera_wrote(ana: Leader) -> None:
    sent = send(ana, photo())
    assert sent.status_code == 303, sent.text[-600:]
    kept = ana.folder / "media/lake-view.jpg"
    assert b"SecretPhone" in photo() and b"SecretPhone" not in kept.read_bytes()
    with Image.open(kept) as shown:
        assert shown.size == (40, 60)
        assert not shown.getexif()
    page = ana.get("/host/media").text
    assert "A lake at dusk" in page and "![A lake at dusk](media/lake-view.jpg)" in page
    assert send(ana, photo()).status_code == 303
    assert "lake-view-2.jpg" in names(ana)  # nothing is overwritten


@pytest.mark.parametrize(
    ("data", "name", "ending"),
    [(photo("PNG"), "a.txt", "png"), (photo("WEBP"), "b.jpg", "webp"), (photo("AVIF"), "c.png", "avif"),
     (MP3, "d.exe", "mp3"), (b"OggS" + bytes(60), "e", "ogg"), (b"RIFF0000WAVE" + bytes(60), "f.wav", "wav"),
     (box(b"ftyp", b"M4A 0000"), "g.m4a", "m4a"), (FILM, "h.mp4", "mp4"), (WEBM, "i.webm", "webm")],
)  # fmt: skip
def test_what_it_is_its_content_says(ana: Leader, data: bytes, name: str, ending: str) -> None:
    assert send(ana, data, name).status_code == 303
    assert f"{name[0]}.{ending}" in names(ana)


def test_a_film_says_no_more_where_it_was_made(ana: Leader) -> None:
    send(ana, FILM, "where.mp4", "Waves")
    kept = (ana.folder / "media/where.mp4").read_bytes()
    assert len(kept) == len(FILM)
    assert [word in kept for word in (b"+48.1374", b"MyPhone", b"keep", b"pictures")] == [False, False, True, True]


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"#!/bin/sh", "no picture"), (b"<svg onload=x>", "SVG"), (box(b"ftyp", b"heic0000"), "HEIC"), (b"", "no picture"),
     (box(b"ftyp", b"qt  0000"), "MOV"), (photo("PNG")[:60], "damaged"), (b"<html><script>", "no picture"),
     (b"\xff\xd8\xff" + bytes(20_000_001), "larger than 20 MB")],
)  # fmt: skip
def test_what_browsers_cannot_show_is_refused_in_a_sentence(ana: Leader, data: bytes, said: str) -> None:
    before = names(ana)
    refused = send(ana, data, "a.png")
    assert refused.status_code == 409
    assert said in refused.text
    assert names(ana) == before


def test_a_picture_that_would_fill_the_memory_is_refused(ana: Leader) -> None:
    out = io.BytesIO()
    Image.new("1", (9000, 9000)).save(out, "PNG")
    refused = send(ana, out.getvalue(), "big.png")
    assert (refused.status_code, "60 million dots" in refused.text) == (409, True)


def test_words_are_asked_for(ana: Leader) -> None:
    refused = send(ana, photo(), "no-words.jpg", words="  ")
    assert (refused.status_code, "what one sees or hears" in refused.text) == (400, True)
    assert "no-words.jpg" not in names(ana)
    long = send(ana, photo(), "no-words.jpg", words="a" * 301)
    assert long.status_code == 409 and "Up to 300 characters, please." in long.text
    assert "a" * 301 in long.text and "no-words.jpg" not in names(ana)


def test_another_file_takes_its_place_under_the_same_name(ana: Leader) -> None:
    send(ana, photo("PNG"), "swap.png", "Red")
    assert (
        send(ana, photo("JPEG", colour="blue"), "x.jpg", "Blue", "/replace", path="media/swap.png").status_code == 303
    )
    with Image.open(ana.folder / "media/swap.png") as shown:
        assert (shown.format, shown.convert("RGB").getpixel((5, 5))[2] > 200) == ("PNG", True)
    refused = send(ana, MP3, "x.mp3", "Song", "/replace", path="media/swap.png")
    assert (refused.status_code, "of its kind" in refused.text) == (409, True)
    assert send(ana, photo(), "x.jpg", "Out", "/replace", path="media/../secret.jpg").status_code == 409


def test_what_a_script_or_a_session_shows_is_deleted_after_a_question(ana: Leader) -> None:
    send(ana, photo(), "pond.jpg")
    name = ana.writes("Lakes", SCRIPT.format("media/pond.jpg"))
    ana.starts(name)
    path = {"path": "media/pond.jpg"}
    asked = ana.sends("POST", "/host/media/delete", data=path)
    assert asked.status_code == 409
    assert [f"<bdi>{name}</bdi>" in asked.text, "not ended: <bdi>Lakes</bdi>" in asked.text] == [True, True]
    assert "pond.jpg" in names(ana)
    assert ana.sends("POST", "/host/media/delete", data={**path, "sure": "yes"}).status_code == 303
    assert "pond.jpg" not in names(ana)
    assert "There is no such file" in ana.sends("POST", "/host/media/delete", data=path).text


def test_each_place_has_its_own(ana: Leader, bea: Leader, server: Server) -> None:
    send(ana, photo(), "only-ana.jpg")
    address = next(f["address"] for f in ana.get("/host/media/list").json()["files"] if "only-ana" in f["path"])
    assert not [f for f in bea.get("/host/media/list").json()["files"] if "only-ana" in f["path"]]
    assert "only-ana" not in bea.get("/host/media").text
    assert (
        bea.sends("POST", "/host/media/delete", data={"path": "media/only-ana.jpg", "sure": "yes"}).status_code == 409
    )
    assert ana.get(address).status_code == 200
    assert bea.get("/media/only-ana.jpg").status_code == 404  # nobody guesses the address
    assert bea.get(address.replace("only-ana.jpg", "../.media.json")).status_code == 404
    assert ana.get("/media/.media.json").status_code == 404


def test_a_place_that_is_full_says_so(server: Server) -> None:
    full = Leader.in_a_new_place(server, "Full")
    server.api("PATCH", f"/places/{full.place}", {"most_megabytes": 1})
    (full.folder / "media").mkdir(exist_ok=True, parents=True)
    (full.folder / "media/old.mp3").write_bytes(bytes(990_000))
    refused = send(full, MP3 + bytes(200_000), "more.mp3", "Rain")
    assert (refused.status_code, "1 MB of scripts" in refused.text) == (409, True)


def test_nobody_else_may_send_or_list(server: Server) -> None:
    stranger = Leader.__mro__[1](server)
    assert stranger.http.post(f"{server.url}/host/media", timeout=20, allow_redirects=False).status_code in (302, 400)
    assert stranger.http.get(f"{server.url}/host/media/list", timeout=20, allow_redirects=False).status_code == 302
