"""What somebody on the line learns from sizes, where a proxy before the server compresses whatever it may."""

import gzip
import http.client
from pathlib import Path

import pytest

from tests.conftest import Hall

TEXTS = ("a", "a" * 400, "the same words again " * 15, "qzx vbn plm kjh " * 20, "ä" * 50, "no two alike 0123456789")


def proxied(hall: Hall, name: str, path: str, honest: bool = True) -> int:
    """Bytes on the line behind a proxy with its usual gzip: what is encoded already it leaves as it is."""
    line = http.client.HTTPConnection("127.0.0.1", hall.server.port, timeout=10)
    headers = {"Cookie": hall.cookies[name], **({"Accept-Encoding": "gzip"} if honest else {})}
    line.request("GET", path, headers=headers)
    answer = line.getresponse()
    body = answer.read()
    line.close()
    assert answer.status == 200
    assert "no-transform" in answer.headers["Cache-Control"]
    plain = gzip.decompress(body) if answer.headers.get("Content-Encoding") == "gzip" else body
    assert b"<html" in plain or plain.startswith(b"{"), "the test would see nothing"
    return len(body) if answer.headers.get("Content-Encoding") else len(gzip.compress(body, 6))


@pytest.mark.parametrize("path", ["/my/{id}", "/s/{id}/state?mine=1"])
def test_my_notes_have_one_size_behind_a_proxy_that_compresses(hall: Hall, path: str) -> None:
    names = [f"Person {n}" for n in range(len(TEXTS))]
    phones = hall.join(*names)
    step = hall.go("talk")
    for phone, text in zip(phones, TEXTS, strict=True):
        assert phone.op(f"note:{step}", {"text": text, "sees": "only me"})["status"] == "ok"
    sizes = [proxied(hall, name, path.format(id=hall.id)) for name in names]
    assert len(set(sizes)) == 1, sizes
    control = [proxied(hall, name, path.format(id=hall.id), honest=False) for name in names]
    assert len(set(control)) >= 4  # what the padding alone came to, once it was compressed


@pytest.mark.parametrize("name", ["_room_note", "reflect", "seed", "talk", "worksheet", "poll", "_topics"])
def test_no_box_lets_the_browser_keep_what_is_typed(name: str) -> None:
    """A form that says autocomplete="off" is left out of the session that Chromium writes to its disk."""
    html = Path(f"templates/fragments/participant/{name}.html").read_text()
    forms = [part.partition(">")[0] for part in html.split("<form")[1:]]
    assert forms
    assert all('autocomplete="off"' in form for form in forms)
