"""What templates and catalogues become is kept from start to start, and nothing else is ever taken for it."""

import pytest
from jinja2 import DictLoader, Environment

from workshop.util import catalogues, prepared
from workshop.util.prepared import Prepared, Templates

KEY = "the key of this server"


@pytest.fixture
def kept(tmp_path):
    return Prepared(tmp_path / "prepared", KEY)


def page(kept, source="Hello {{ name }}."):
    made = []

    class Counting(Environment):
        def _generate(self, *args, **more):
            made.append(1)
            return super()._generate(*args, **more)

    env = Counting(loader=DictLoader({"page.html": source}), bytecode_cache=Templates(kept))
    return env.get_template("page.html").render(name="Kim"), len(made)


def test_a_template_is_compiled_once(kept, tmp_path):
    assert page(kept) == ("Hello Kim.", 1)
    assert page(Prepared(tmp_path / "prepared", KEY)) == ("Hello Kim.", 0)
    assert page(kept, "Good morning {{ name }}.") == ("Good morning Kim.", 1)


def test_what_another_wrote_is_not_run(kept, tmp_path):
    page(Prepared(tmp_path / "prepared", "another key"))
    assert page(kept) == ("Hello Kim.", 1)
    [file] = kept.folder.iterdir()
    file.write_bytes(file.read_bytes()[:-9] + b"evil code")
    assert page(kept) == ("Hello Kim.", 1)
    assert page(kept) == ("Hello Kim.", 0)


def test_it_counts_under_its_own_name_only(kept):
    kept.put("a", b"of a")
    kept._path("a").rename(kept._path("b"))
    assert (kept.get("a"), kept.get("b")) == (None, None)


def test_other_code_makes_it_anew_and_what_was_before_goes(kept, tmp_path, monkeypatch):
    kept.put("a", b"of a")
    monkeypatch.setattr(prepared, "_mark", lambda: "newer")
    newer = Prepared(tmp_path / "prepared", KEY)
    assert newer.get("a") is None
    newer.forget_others()
    assert list((tmp_path / "prepared").iterdir()) == [newer.folder]


def test_where_nothing_can_be_written_all_goes_on_as_without(tmp_path):
    (tmp_path / "prepared").write_text("a file where the folder should be")
    kept = Prepared(tmp_path / "prepared", KEY)
    assert page(kept) == ("Hello Kim.", 1)
    kept.forget_others()


def test_only_we_can_read_it(kept):
    kept.put("a", b"of a")
    [file] = kept.folder.iterdir()
    assert [path.stat().st_mode & 0o777 for path in (kept.folder, file)] == [0o700, 0o600]


def test_a_catalogue_is_read_as_it_was(kept, monkeypatch):
    monkeypatch.setattr(catalogues, "_kept", [])
    file = catalogues.path("de")
    plain = catalogues._compiled(file, "de")
    catalogues.keep(kept)
    made = catalogues._compiled(file, "de")
    monkeypatch.setattr(catalogues, "read_po", None)  # would have to be called
    again = catalogues._compiled(file, "de")
    assert plain._catalog == made._catalog == again._catalog


def test_beforehand_it_is_made_with_pauses_for_others(kept, monkeypatch):
    monkeypatch.setattr(catalogues, "_kept", [kept])
    monkeypatch.setattr(catalogues, "_read", {})
    pauses: list[int] = []
    catalogues.prepare("de", lambda: pauses.append(1))
    assert len(pauses) > 20
    monkeypatch.setattr(catalogues, "read_po", lambda *_, **__: pytest.fail("it is there already"))
    assert catalogues._compiled(catalogues.path("de", "team"), "de").gettext("Next") == "Weiter"
