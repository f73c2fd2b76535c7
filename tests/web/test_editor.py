"""Writing scripts over HTTP: checked, saved, copied, brought in, and never overwritten unseen."""

import hashlib
import html
import re
from pathlib import Path

import pytest
import requests

from tests.support.browser import Visitor
from tests.support.server import Scripts, Server
from workshop.authoring import script_files
from workshop.authoring.editable_library import EditableLibrary, blank
from workshop.script import read
from workshop.script.samples import available
from workshop.session.errors import Refused
from workshop.web.blocks import BLOCKS
from workshop.web.script_forms import SAMPLES

SHIPPED = Path(__file__).parents[2] / "sessions"
PLAN = "# Plan\n\n- format: 1\n\n### Slide: One (1 min)\n\nHello.\n\n### Poll: Two? (2 min)\n\n- ( ) Yes\n- ( ) No\n"


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    """Those that Workshop brings, in a folder of this file's own."""
    return {path.name: path for path in SHIPPED.iterdir()}


class Author(Visitor):
    """A facilitator with an editor open."""

    def __init__(self, server: Server) -> None:
        super().__init__(server)
        self.folder = server.scripts
        assert self.sign_in().status_code == 303

    def write(self, name: str, data: bytes | str) -> str:
        """A file as it lies on disk; its mark."""
        raw = data.encode() if isinstance(data, str) else data
        (self.folder / f"{name}.md").write_bytes(raw)
        return hashlib.sha256(raw).hexdigest()

    def bytes(self, name: str) -> bytes:
        return (self.folder / f"{name}.md").read_bytes()

    def send(self, path: str, **body: object) -> requests.Response:
        token = re.search(r'name="csrf-token" content="([^"]+)"', self.get("/host/scripts/new").text)
        headers = {"X-CSRFToken": token[1] if token else ""}
        return self.http.post(f"{self.url}/host/scripts/{path}", json=body, headers=headers, timeout=20)


@pytest.fixture
def ana(server: Server) -> Author:
    return Author(server)


# Keeping


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
def test_untouched_lines_stay_byte_for_byte(ana: Author, bom: str, ending: str):
    mark = ana.write("bytes", bom + PLAN.replace("\n", ending))
    saved = ana.send("bytes/save", text=PLAN.replace("Hello.", "Hello, all.\nCome in."), mark=mark)
    assert saved.status_code == 200
    wanted = bom + PLAN.replace("Hello.", "Hello, all.\nCome in.").replace("\n", ending)
    assert ana.bytes("bytes") == wanted.encode()
    assert saved.json()["mark"] == hashlib.sha256(wanted.encode()).hexdigest()


def test_mixed_line_ends_stay_where_they_are():
    old = "# A\r\n\r\none\ntwo\n\nthree\r\nfour"
    assert (
        script_files.woven(old, "# A\n\none\nnew\ntwo\n\nthree\nfour") == "# A\r\n\r\none\nnew\r\ntwo\n\nthree\r\nfour"
    )
    assert script_files.woven(old, script_files.Opened(old, "").text) == old


def test_a_file_without_a_last_line_end_gets_none(ana: Author):
    mark = ana.write("no-end", PLAN.rstrip("\n"))
    assert ana.send("no-end/save", text=PLAN.rstrip("\n"), mark=mark).status_code == 200
    assert ana.bytes("no-end") == PLAN.rstrip("\n").encode()


def test_what_somebody_else_wrote_is_not_overwritten(ana: Author):
    mark = ana.write("shared", PLAN)
    theirs = PLAN.replace("Hello.", "Written elsewhere.")
    new = ana.write("shared", theirs)
    refused = ana.send("shared/save", text=PLAN + "\nMine.\n", mark=mark)
    assert refused.status_code == 409
    assert refused.json() == {"error": "changed", "mark": new, "text": theirs}
    assert ana.bytes("shared") == theirs.encode()


def test_mine_over_theirs_keeps_both(ana: Author):
    ana.write("both", PLAN)
    theirs = PLAN.replace("\n", "\r\n")
    saved = ana.send("both/save", text=PLAN + "\nMine.\n", mark=ana.write("both", theirs), keep_theirs=True)
    assert saved.status_code == 200
    assert b"Mine." in ana.bytes("both")
    assert ana.bytes("both-before") == theirs.encode()


def test_a_deleted_file_is_told_and_written_anew(ana: Author):
    mark = ana.write("gone", PLAN)
    (ana.folder / "gone.md").unlink()
    assert ana.send("gone/save", text=PLAN, mark=mark).json() == {"error": "changed", "mark": "", "text": None}
    assert ana.send("gone/save", text=PLAN, mark="").status_code == 200
    assert ana.bytes("gone") == PLAN.encode()


def test_an_open_editor_hears_of_changes_and_of_others(ana: Author):
    mark = ana.write("watched", PLAN)
    assert ana.get(f"/host/scripts/watched/state?tab=a&mark={mark}").json() == {"mark": mark, "others": 0}
    assert ana.get(f"/host/scripts/watched/state?tab=b&mark={mark}").json()["others"] == 1
    new = ana.write("watched", PLAN + "\n")
    assert ana.get(f"/host/scripts/watched/state?tab=a&mark={mark}").json()["text"] == PLAN + "\n"
    ana.send("watched/leave", tab="b")
    assert ana.get(f"/host/scripts/watched/state?tab=a&mark={new}").json()["others"] == 0


@pytest.mark.parametrize("name", ["..%2Fescaped", "_help-lines", ".hidden", "a%2Fb", "%00"])
def test_names_of_other_places_are_none(ana: Author, name: str):
    before = {p: p.read_bytes() for p in ana.folder.rglob("*") if p.is_file()}
    assert ana.send(f"{name}/save", text=PLAN, mark="").status_code in (404, 405, 409, 422)
    assert ana.get(f"/host/scripts/{name}/edit").status_code in (404, 409)
    assert before == {p: p.read_bytes() for p in ana.folder.rglob("*") if p.is_file()}
    assert not (ana.folder.parent / "escaped.md").exists()


def test_a_link_that_leads_out_of_the_folder_is_not_followed(ana: Author, tmp_path: Path):
    outside = tmp_path / "outside.md"
    outside.write_text(PLAN)
    (ana.folder / "link.md").symlink_to(outside)
    assert ana.get("/host/scripts/link/edit").status_code == 409
    assert ana.send("link/save", text="# Mine\n", mark=hashlib.sha256(PLAN.encode()).hexdigest()).status_code == 422
    assert outside.read_text() == PLAN
    (ana.folder / "link.md").unlink()


@pytest.mark.parametrize("folder", [Path("/proc"), Path(__file__).parents[2] / "workshop"])
def test_a_folder_that_cannot_be_written_to_says_what_to_do(folder: Path):
    with pytest.raises(Refused) as refused:
        EditableLibrary(folder, folder / "versions").create("mine", PLAN)
    assert "Download your text" in refused.value.sentence


# New, brought in, copied


def test_a_new_script_opens_in_the_editor(ana: Author):
    made = ana.post("/host/scripts/new", "/host/scripts/new", title="Grün & gut", people="4 – 9", sample="")
    assert made.headers["Location"] == "/host/scripts/grun-gut/edit"
    assert b"# Gr\xc3\xbcn & gut\n" in ana.bytes("grun-gut")
    again = ana.post("/host/scripts/new", "/host/scripts/new", title="Grün & gut", people="4-9", sample="")
    assert again.headers["Location"] == "/host/scripts/grun-gut-2/edit"


def test_a_new_one_begins_in_the_language_of_whoever_begins_it(ana: Author):
    fields = {"title": "Neu", "people": "4-9", "sample": "", "sensitive": "yes"}
    ana.http.cookies["reads-in"] = "de"
    made = ana.post("/host/scripts/new", "/host/scripts/new", **fields)
    text = ana.get(made.headers["Location"].removesuffix("/edit") + "/download").text
    assert "- Sprache: de\n" in text and "### Folie: Willkommen (2 min)" in text and "- Hilfe: _hilfe.md" in text
    assert "Good to have you here." not in text
    assert "112" in ana.get(made.headers["Location"].removesuffix("/edit") + "/help-lines").text


def test_every_sample_checks_clean_even_with_care(ana: Author):
    for sample, *_ in SAMPLES:
        fields = {"title": f"From {sample or 'nothing'}", "people": "5-12", "sample": sample, "sensitive": "yes"}
        made = ana.post("/host/scripts/new", "/host/scripts/new", **fields)
        name = made.headers["Location"].split("/")[-2]
        assert not EditableLibrary(ana.folder, ana.folder).read(name).errors


def test_a_sample_is_called_as_its_script_is():
    for name, title, _ in SAMPLES[1:]:
        assert available()[name].read_text().startswith(f"# {title}\n")


def test_a_new_script_needs_a_name(ana: Author):
    asked = ana.post("/host/scripts/new", "/host/scripts/new", title=" ", people="many", sample="hello")
    assert asked.status_code == 400
    assert "Please give your workshop a name." in asked.text
    assert "Please write it like 6-24." in asked.text


def bring(ana: Author, name: str, data: bytes) -> requests.Response:
    page = ana.get("/host/scripts/new").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    return ana.http.post(
        f"{ana.url}/host/scripts/upload", data={"csrf_token": token[1] if token else ""},
        files={"file": (name, data)}, allow_redirects=False, timeout=20,
    )  # fmt: skip


def test_a_file_comes_in_and_goes_out_byte_for_byte(ana: Author):
    data = b"\xef\xbb\xbf" + (PLAN + "x" * 300_000).replace("\n", "\r\n").encode()
    came = bring(ana, "../../My Plan.md", data)
    assert came.status_code == 303
    assert came.headers["Location"] == "/host/scripts/my-plan/edit"
    assert ana.bytes("my-plan") == data
    out = ana.get("/host/scripts/my-plan/download")
    assert out.content == data
    assert out.headers["Content-Disposition"] == "attachment; filename*=UTF-8''my-plan.md"


@pytest.mark.parametrize(("data", "said"), [
    (b"x" * 600_000, "512 KB"), ("# Größe\n".encode("utf-16"), "UTF-8"), (b"", "no problems"),
])  # fmt: skip
def test_files_that_are_no_scripts(ana: Author, data: bytes, said: str):
    came = bring(ana, "odd.md", data)
    if data:
        assert came.status_code == 409
        assert said in came.text
    else:
        assert came.status_code in (303, 400)


def test_a_copy_has_a_name_of_its_own(ana: Author):
    ana.write("source", PLAN)
    assert ana.send("source/copy").json() == {"name": "source-copy", "edit": "/host/scripts/source-copy/edit"}
    assert ana.send("source/copy", text="# Mine\n").json()["name"] == "source-copy-2"
    assert ana.bytes("source-copy") == PLAN.encode()
    assert ana.bytes("source-copy-2") == b"# Mine\n"


# Checking and looking


def test_the_check_says_what_is_wrong_and_how_to_mend_it(ana: Author):
    ana.write("check", PLAN)
    answer = ana.send("check/check", text=PLAN.replace("### Poll", "### Pol"), line=9).json()
    (message,) = answer["messages"]
    assert (message["code"], message["line"], message["column"], message["own"]) == ("E111", 9, 5, True)
    assert message["fix"]["text"] == "### Poll: Two? (2 min)"
    assert answer["look"]["broken"]
    assert "is not a kind of step" in answer["look"]["phone"]
    assert [row["title"] for row in answer["outline"]["rows"]] == ["One", "Two?"]


@pytest.mark.parametrize(("phase", "shown"), [
    ("prepared", "Opens in a moment"), ("open", "I would rather not say"), ("revealed", "14 answered"),
])  # fmt: skip
def test_a_step_is_shown_in_every_moment(ana: Author, phase: str, shown: str):
    ana.write("moments", PLAN)
    look = ana.send("moments/check", text=PLAN, line=10, phase=phase).json()["look"]
    assert look["phase"] == phase
    assert shown in look["phone"]
    assert "Two?" in look["projector"]


def test_notes_for_the_team_are_not_in_the_pictures(ana: Author):
    ana.write("notes", PLAN)
    text = PLAN.replace("Hello.", "Hello.\n\n> Say: Unspeakable.")
    look = ana.send("notes/check", text=text, line=6).json()["look"]
    assert "Unspeakable" not in look["phone"] + look["projector"]


def test_ids_are_written_where_there_are_none(ana: Author):
    ana.write("ids", PLAN)
    assert "- id: two\n" in ana.send("ids/ids", text=PLAN).json()["text"]


def test_the_menu_inserts_in_the_language_of_the_script(ana: Author):
    german = "# Plan\n\n- format: 1\n- Sprache: de\n- Anrede: förmlich\n\n### Folie: Eins (1 min)\n\nHallo.\n"
    ana.write("german", german)
    seed = next(block.text for block in BLOCKS if block.kind == "Seed")
    assert "probieren Sie" in html.unescape(ana.get("/host/scripts/german/edit").text)
    told = ana.send("german/check", text=german.replace("förmlich", "persönlich"), words="de de@formal").json()
    assert "### Samen: Eine kleine Sache (3 min)" in told["words"]["blocks"][seed]
    assert "probierst du" in told["words"]["blocks"][seed]
    added = ana.send("german/cards", text=german, edit={"do": "add", "line": 7, "block": seed}).json()["text"]
    assert "### Samen: Eine kleine Sache (3 min)" in added and "probieren Sie" in added


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.kind)
def test_every_block_of_the_menu_checks_clean(block):
    assert not read(f"{blank()}\n{block.text}").messages


def test_the_menu_has_all_twelve_kinds_and_they_stand_together():
    whole = read(f"{blank()}\n" + "\n".join(block.text for block in BLOCKS))
    assert not whole.messages
    assert len({step.kind for step in whole.script.steps}) == 12


@pytest.mark.parametrize(("said", "offered"), [
    ("quiz", {"Quiz"}), ("kahoot", {"Quiz"}), ("gruppenarbeit", {"Group work"}), ("zu zweit", {"Breakout"}),
    ("kaffee", {"Break"}), ("pause café", {"Break"}), ("umfrage", {"Poll", "Feedback page", "Several questions"}),
    ("hausaufgabe", {"Seed"}),
    ("nube de palabras", {"Word cloud"}), ("dot voting", {"Dots"}),
    ("schätzfrage", {"Number", "Estimate"}), ("skala", {"Scale"}), ("休憩", {"Break"}),
])  # fmt: skip
def test_the_menu_finds_a_step_by_what_people_call_it(said: str, offered: set[str]):
    assert {block.kind for block in BLOCKS if said in block.words} == offered


def test_of_what_may_be_several_kinds_each_is_offered():
    assert {"Poll", "Reflect", "Talk"} <= {block.kind for block in BLOCKS if "feedback" in block.words}
    assert {"Breakout", "Pause"} <= {block.kind for block in BLOCKS if "übung" in block.words}


def test_the_run_sheet_has_the_clock_the_notes_and_the_handouts(ana: Author):
    ana.write("paper", PLAN + "\n### Worksheet: Mine (5 min)\n\n> Watch: The clock.\n\nI will: ____\n")
    page = ana.get("/host/scripts/paper/print?start=14:30").text
    assert "<time>14:31</time>" in page
    assert "The clock." in page
    assert "Handout: Mine" in page
    bare = ana.get("/host/scripts/paper/print?clock=off&handouts=off&start=99:99").text
    assert "<time>" not in bare
    assert "Handout" not in bare


def test_the_preview_follows_the_file(ana: Author):
    ana.write("follow", PLAN)
    first = ana.get("/host/scripts/follow/preview/look?step=two").json()
    assert first["look"]["title"] == "Two?"
    again = f"/host/scripts/follow/preview/look?step=two&mark={first['mark']}"
    assert ana.get(again).status_code == 204
    ana.write("follow", PLAN.replace("Two?", "Three?"))
    assert ana.get(again).status_code == 200
    assert ana.get("/host/scripts/follow/preview").status_code == 200


# Who may


@pytest.mark.parametrize("page", ["new", "hello/edit", "hello/preview", "hello/preview/look", "hello/print",
                                  "hello/download", "hello/state"])  # fmt: skip
def test_nobody_else_gets_in(server: Server, page: str):
    answer = Visitor(server).get(f"/host/scripts/{page}", allow_redirects=False)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/host?next=")


@pytest.mark.parametrize("call", ["save", "check", "copy", "ids", "leave"])
def test_nothing_happens_without_the_token(ana: Author, call: str):
    before = ana.bytes("hello")
    answer = ana.http.post(f"{ana.url}/host/scripts/hello/{call}", json={"text": "", "mark": ""}, timeout=20)
    assert answer.status_code == 400
    assert ana.bytes("hello") == before


@pytest.mark.parametrize("body", [[], "text", {"text": 5}, {}])
def test_a_body_that_is_none_is_refused(ana: Author, body: object):
    token = re.search(r'name="csrf-token" content="([^"]+)"', ana.get("/host/scripts/new").text)
    headers = {"X-CSRFToken": token[1] if token else ""}
    answer = ana.http.post(f"{ana.url}/host/scripts/hello/check", json=body, headers=headers, timeout=20)
    assert answer.status_code == 400


def test_the_editor_lets_in_its_own_style_sheet_and_no_other(ana: Author):
    pages = [ana.get("/host/scripts/hello/edit") for _ in range(2)]
    policies = [page.headers["Content-Security-Policy"] for page in pages]
    nonces = [re.search(r"style-src 'self' 'nonce-([^']+)'", policy)[1] for policy in policies]
    assert nonces[0] != nonces[1]
    assert f'data-nonce="{nonces[0]}"' in pages[0].text
    assert "unsafe" not in policies[0]
