"""Bring your plan: pasted or as a file, looked at before anything is made, corrected, and made into a script."""

import html
import re

import pytest
import requests
from click.testing import CliRunner

from tests.support.browser import Visitor
from tests.support.server import Scripts, Server
from workshop.authoring.cli import bring
from workshop.script import read

PLAN = "Thursday evening\n\n10:00 Welcome\n10:05 Coffee\n10:20 Something else\n10:30 Secret: tell nobody\n"


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    """A folder of this file's own."""
    return {}


class Author(Visitor):
    def look(self, text: str = "", file: tuple[str, bytes] | None = None) -> requests.Response:
        return self.send("/host/plan", {"text": text}, {"file": file} if file else None)

    def send(self, path: str, data: dict[str, str], files: dict | None = None) -> requests.Response:
        token = fields(self.get("/host/plan").text)["csrf_token"]
        sent = {**data, "csrf_token": token}
        return self.http.post(self.url + path, data=sent, files=files, timeout=20, allow_redirects=False)


@pytest.fixture(scope="module")
def author(server: Server) -> Author:
    visitor = Author(server)
    assert visitor.sign_in().status_code == 303
    return visitor


def fields(page: str) -> dict[str, str]:
    """What the page would send, as it stands."""
    found = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name:
            found[name[1]] = html.unescape(value[1]) if value else ""
    for name, inside in re.findall(r'<select name="([^"]+)"[^>]*>(.*?)</select>', page, re.S):
        chosen = re.search(r'value="([^"]+)" selected', inside)
        found[name] = chosen[1] if chosen else ""
    text = re.search(r'<textarea name="text"[^>]*>\n?(.*?)</textarea>', page, re.S)
    found["text"] = html.unescape(text[1]) if text else ""
    return found


def test_it_is_looked_at_corrected_and_made(author: Author, server: Server) -> None:
    page = author.look(PLAN)
    assert page.status_code == 200
    assert "What your plan becomes" in page.text
    sent = fields(page.text)
    assert [sent[f"kind-{n}"] for n in range(4)] == ["slide", "break", "slide", "slide"]
    assert sent["minutes-1"] == "15"
    sent |= {"kind-2": "reflect", "title-2": "A letter", "minutes-2": "7", "kind-3": "out", "title": "Our Thursday"}
    made = author.send("/host/plan/make", sent)
    assert made.status_code == 303
    name = made.headers["Location"].split("/")[-2]
    script = read((server.scripts / f"{name}.md").read_text()).script
    assert script.title == "Our Thursday"
    assert [(str(step.kind), step.title, step.seconds) for step in script.steps] == [
        ("slide", "Welcome", 300), ("break", "Coffee", 900), ("reflect", "A letter", 420),
    ]  # fmt: skip
    assert "Secret: tell nobody" in (server.scripts / f"{name}.md").read_text()  # left out, and not lost
    assert "Secret" not in str(script)


def test_what_is_a_script_already_opens_as_it_is(author: Author, server: Server) -> None:
    text = "# Our quiz\n\n- format: 1\n\n### Poll: Real? (1 min)\n\n- ( ) Yes\n- (x) No\n"
    made = author.look(file=("quiz.md", text.encode()))
    assert made.status_code == 303
    assert (server.scripts / f"{made.headers['Location'].split('/')[-2]}.md").read_text() == text


def test_a_file_comes_before_what_was_pasted(author: Author) -> None:
    page = author.look("x", ("agenda.csv", b"Time,Topic\n10:00,Hello there\n10:10,Lunch\n"))
    assert fields(page.text)["title-0"] == "Hello there"


@pytest.mark.parametrize(
    ("text", "file", "status", "said"),
    [
        ("", None, 400, "Please paste your plan"),
        ("", ("plan.pdf", b"%PDF-1.7 rest"), 422, "copy its text and paste it here"),
        ("", ("plan.docx", b"PK\x03\x04damaged"), 422, "damaged"),
        ("# Only a title", None, 200, "No steps were found"),
    ],
)
def test_what_cannot_be_used_says_what_to_do(
    author: Author, text: str, file: tuple[str, bytes] | None, status: int, said: str
) -> None:
    page = author.look(text, file)
    assert page.status_code == status
    assert said in page.text


def test_signs_of_a_page_stay_signs(author: Author) -> None:
    page = author.look("10:00 <script>alert(1)</script> & <b>Welcome</b>\n10:10 </textarea><i>\n")
    assert "<script>alert" not in page.text
    assert fields(page.text)["text"].startswith("10:00 <script>alert(1)</script> & <b>Welcome</b>")


def test_nothing_of_it_is_for_strangers(server: Server) -> None:
    stranger = Visitor(server)
    for path in ("/host/plan", "/host/plan/make"):
        assert stranger.post(path, text=PLAN).status_code in (302, 303, 401, 403)
    assert "What your plan becomes" not in stranger.post("/host/plan", text=PLAN).text


@pytest.mark.parametrize(
    "odd", [{"kind-0": "nonsense"}, {"kind-99999999": "poll"}, {"minutes-0": "-5"}, {"kind-x": "poll"}]
)
def test_odd_forms_change_nothing(author: Author, odd: dict[str, str]) -> None:
    made = author.send("/host/plan/make", {**fields(author.look(PLAN).text), **odd})
    assert made.status_code == 303


def test_on_the_command_line(tmp_path) -> None:
    (tmp_path / "mail.txt").write_text(PLAN)
    told = CliRunner().invoke(bring, [str(tmp_path / "mail.txt"), "--to", str(tmp_path / "sessions")])
    assert told.exit_code == 0, told.output
    assert "Thursday evening: 4 steps" in told.output
    assert (tmp_path / "sessions/thursday-evening.md").exists()
    again = CliRunner().invoke(bring, [str(tmp_path / "mail.txt"), "--to", str(tmp_path / "sessions")])
    assert again.exit_code == 1
    assert "is there already" in again.output


def test_lines_end_as_a_browser_sends_them(author: Author, server: Server) -> None:
    """Before, what stood below a mail became words for the team once the form was sent."""
    sent = fields(author.look("Mail\n\n10:00 Welcome\n\n--\nAnna, 0170 123\n").text)
    made = author.send("/host/plan/make", {**sent, "text": sent["text"].replace("\n", "\r\n")})
    script = (server.scripts / f"{made.headers['Location'].split('/')[-2]}.md").read_text()
    assert "<!--" in script
    assert not read(script).script.steps[0].notes
