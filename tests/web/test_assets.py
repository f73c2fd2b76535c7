"""Static files: few, small, kept for good; a contributor's change shows when the page is loaded anew."""

import gzip
import time
from pathlib import Path

import brotli
import pytest
from werkzeug.test import Client

from workshop.util.prepared import Prepared
from workshop.web import assets

BELOW = b"not static"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    static = tmp_path / "static"
    (static / "js/pages").mkdir(parents=True)
    (static / "js/pages/page.js").write_text('import { word } from "../word.js";\nconsole.log(word);\n')
    (static / "js/word.js").write_text('export const word = "before";\n')
    (static / "favicon.svg").write_text("<svg/>" * 50)
    (static / "a.woff2").write_bytes(b"letters")
    (tmp_path / "secret.txt").write_text("secret")
    return static


def client_of(files: assets.Assets) -> Client:
    def below(environ, start_response):
        start_response("404 NOT FOUND", [("Content-Type", "text/plain")])
        return [BELOW]

    return Client(assets.StaticFiles(below, files))


@pytest.fixture
def client(folder: Path) -> Client:
    client = client_of(assets.of_folder(folder))
    client.files = client.application.assets
    return client


def test_an_address_of_today_may_be_kept_for_good(client):
    answer = client.get(client.files.address("js/pages/page.js"))
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "before" in answer.text


@pytest.mark.parametrize("path", ["/static/0123456789ab/a.woff2", "/static/a.woff2"])
def test_an_old_address_leads_to_the_file_of_today(client, path):
    answer = client.get(path)
    assert (answer.data, answer.headers["Cache-Control"]) == (b"letters", "no-cache")
    again = client.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_it_comes_compressed_as_the_browser_takes_it(client):
    path = client.files.address("favicon.svg")
    plain = client.get(path).data
    assert "Content-Encoding" not in client.get(path).headers
    assert "Content-Encoding" not in client.get(path, headers={"Accept-Encoding": "gzip;q=0"}).headers
    packed = client.get(path, headers={"Accept-Encoding": "deflate, gzip"})
    assert (packed.headers["Content-Encoding"], gzip.decompress(packed.data)) == ("gzip", plain)
    answer, until = packed, time.monotonic() + 60
    while answer.headers["Content-Encoding"] != "br" and time.monotonic() < until:
        answer = client.get(path, headers={"Accept-Encoding": "gzip, br"})
    assert brotli.decompress(answer.data) == plain
    assert answer.headers["Vary"] == "Accept-Encoding"


def test_letters_are_compressed_already(client):
    answer = client.get(client.files.address("a.woff2"), headers={"Accept-Encoding": "gzip, br"})
    assert "Content-Encoding" not in answer.headers


def test_a_head_without_a_body(client):
    answer = client.head(client.files.address("a.woff2"))
    assert (answer.data, answer.headers["Content-Length"]) == (b"", "7")


@pytest.mark.parametrize(
    "path",
    ["/", "/static/", "/static/x/../secret.txt", "/static/../secret.txt", "/static/js", "/static/\0", "/staticky"],
)
def test_all_else_goes_on_to_the_app(client, path):
    assert client.get(path).data == BELOW


def test_what_is_sent_goes_on_to_the_app(client):
    assert client.post(client.files.address("a.woff2")).data == BELOW


def test_a_link_out_of_the_folder_is_not_followed(client, folder):
    (folder / "link.txt").symlink_to(folder.parent / "secret.txt")
    assert client.get("/static/link.txt").data == BELOW


def test_a_changed_file_shows_when_the_page_is_loaded_anew(client, folder, monkeypatch):
    before = client.files.address("js/pages/page.js")
    (folder / "js/word.js").write_text('export const word = "after it";\n')
    later = time.monotonic() + 2
    monkeypatch.setattr(assets.time, "monotonic", lambda: later)
    after = client.files.address("js/pages/page.js")
    assert after != before
    assert "after it" in client.get(after).text
    assert client.get(before).headers["Cache-Control"] == "no-cache"


def test_files_inside_a_package_are_not_looked_at_again(folder):
    inside = folder.parent / "_data"
    inside.mkdir()
    folder.rename(inside / "static")
    assert not assets.of_folder(inside / "static").watched


def test_an_address_of_nothing_is_a_bug_and_loud(client):
    with pytest.raises(KeyError, match="nowhere"):
        client.files.address("js/nowhere.js")


def test_what_was_packed_once_is_there_at_the_next_start(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(assets, "_kept", [])
    assets.keep(Prepared(tmp_path / "prepared", "a key"))
    first = assets.of_folder(folder).file("favicon.svg")
    assert first is not None
    assert "br" not in first.packed
    assets._pack(first)
    again = assets.of_folder(folder).file("favicon.svg")
    assert again is not None
    assert brotli.decompress(again.packed["br"]) == first.body
