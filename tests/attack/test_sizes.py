"""What somebody on the line learns from sizes, where a proxy before the server compresses whatever it may."""

import gzip
import http.client
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import Hall
from tests.support.server import Scripts
from workshop.app import create_app
from workshop.config import Settings

SCRIPT = """# Sizes

- format: 1
- questions: on

### Talk: Say something (5 min)

### Worksheet: A sheet (5 min)

- card: yes
- who sees this: only me

To say: ____
"""
OF_ONE = ("participant.", "papers.")

TEXTS = ("a", "a" * 400, "the same words again " * 15, "qzx vbn plm kjh " * 20, "ä" * 50, "no two alike 0123456789")


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    return {"hello.md": SCRIPT}


def proxied(hall: Hall, name: str, path: str, honest: bool = True, may_fail: bool = False) -> int:
    """Bytes on the line behind a proxy with its usual gzip: what is encoded already it leaves as it is."""
    line = http.client.HTTPConnection("127.0.0.1", hall.server.port, timeout=10)
    headers = {"Cookie": hall.cookies[name], **({"Accept-Encoding": "gzip"} if honest else {})}
    line.request("GET", path, headers=headers)
    answer = line.getresponse()
    body = answer.read()
    line.close()
    if may_fail and answer.status != 200:
        return len(body)
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


def own_pages(app: Flask) -> Iterator[str]:
    """Every page of a participant, but for what they take along: that is as long as it is (docs/privacy.md)."""
    for rule in app.url_map.iter_rules():
        if (
            rule.endpoint.startswith(OF_ONE)
            and "GET" in (rule.methods or ())
            and rule.endpoint != "participant.download"
        ):
            yield re.sub(r"<session_id>", "{id}", re.sub(r"<step_id>", "{step}", rule.rule))


def test_nor_has_any_other_page_of_ones_own(hall: Hall, tmp_path: Path) -> None:
    """Also where letters need signs of their own in a page, and six bytes in JSON."""
    env = {"WORKSHOP_DATA": str(tmp_path / "data"), "WORKSHOP_KEY_DIR": str(tmp_path / "keys")}
    pages = sorted(own_pages(create_app(Settings.from_env(env, dotenv=tmp_path / "none"))))
    assert {"/my/{id}", "/my/{id}/write/{step}", "/my/{id}/card/{step}", "/s/{id}/state"} <= {*pages}
    [ann] = hall.join("Ann")
    step = hall.go("worksheet")
    sizes = defaultdict(set)
    for text in ("a", '"<&>" ' * 9, "ä🌱" * 9, "b"):
        assert ann.op(f"note:{step}", {"fields": {"to-say": text}, "sees": "only me"})["status"] == "ok"
        for page in pages:
            sizes[page].add(proxied(hall, "Ann", page.format(id=hall.id, step=step), may_fail=True))
    assert {page: found for page, found in sizes.items() if len(found) > 1} == {}


@pytest.mark.parametrize("name", ["_room_note", "reflect", "seed", "talk", "worksheet", "poll", "_topics"])
def test_no_box_lets_the_browser_keep_what_is_typed(name: str) -> None:
    """A form that says autocomplete="off" is left out of the session that Chromium writes to its disk."""
    html = Path(f"templates/fragments/participant/{name}.html").read_text()
    forms = [part.partition(">")[0] for part in html.split("<form")[1:]]
    assert forms
    assert all('autocomplete="off"' in form for form in forms)
