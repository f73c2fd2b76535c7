"""Each script keeps what it was: a text that was saved over is there, shown beside today's, and comes back."""

import re

import pytest

from tests.support.server import Scripts
from tests.support.signed_in import signed_in
from workshop.authoring.versions import MOST, Versions, differences
from workshop.session.errors import Refused

FIRST = "# Plan\n\n- format: 1\n\n### Slide: One (1 min)\n\nHello.\n"
SECOND = FIRST.replace("Hello.", "Good evening.")


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    return {"plan.md": FIRST}


@pytest.fixture
def ana(server):
    """A facilitator, and the script as it was at first."""
    (server.scripts / "plan.md").write_text(FIRST)
    browser = signed_in(server)
    browser.base = f"{server.url}/host/scripts/plan"
    return browser


def save(browser, text):
    mark = browser.get(f"{browser.base}/state", timeout=20).json()["mark"]
    done = browser.post(f"{browser.base}/save", json={"text": text, "mark": mark}, timeout=20)
    assert done.ok, done.text


def listed(browser):
    return re.findall(r"versions\?at=([\w-]+)#since", browser.get(f"{browser.base}/versions", timeout=20).text)


def test_what_was_saved_over_can_be_seen_and_gone_back_to(server, ana):
    save(ana, SECOND)
    [first, *_] = listed(ana)
    page = ana.get(f"{ana.base}/versions?at={first}", timeout=20).text
    assert "What people read in step “One” is different." in page
    assert "− Hello.</del>" in page
    assert "+ Good evening.</ins>" in page
    done = ana.post(f"{ana.base}/versions/{first}", data={"csrf_token": ana.headers["X-CSRFToken"]}, timeout=20)
    assert done.url.endswith("/host/scripts/plan/edit")
    assert (server.scripts / "plan.md").read_text() == FIRST
    again = listed(ana)[0]
    assert "− Good evening.</del>" in ana.get(f"{ana.base}/versions?at={again}", timeout=20).text


def test_what_another_program_wrote_is_kept_too(server, ana):
    by_hand = FIRST.replace("Hello.", "By hand.")
    (server.scripts / "plan.md").write_text(by_hand)
    save(ana, SECOND)
    assert "− By hand.</del>" in ana.get(f"{ana.base}/versions?at={listed(ana)[0]}", timeout=20).text


def test_all_of_them_go_for_good_and_the_script_stays(server, ana):
    save(ana, SECOND)
    token = {"csrf_token": ana.headers["X-CSRFToken"]}
    done = ana.post(f"{ana.base}/versions/delete", data=token, timeout=20)
    assert done.ok and "There are none yet." in done.text
    assert not [*(server.data / "data" / "versions").rglob("*.md")]
    assert (server.scripts / "plan.md").read_text() == SECOND


def test_nobody_else_may_look_or_go_back(server, ana):
    import requests

    save(ana, SECOND)
    [first, *_] = listed(ana)
    assert "Hello" not in requests.get(f"{ana.base}/versions?at={first}", timeout=20).text
    assert requests.post(f"{ana.base}/versions/{first}", timeout=20).status_code in (400, 403)
    assert (server.scripts / "plan.md").read_text() == SECOND


@pytest.mark.parametrize("mark", ["nothing", "../../secret_key", "20260101T000000000000-aaaaaaaaaaaa", "x" * 300])
def test_a_version_that_is_not_there_is_a_sentence(ana, mark):
    assert ana.get(f"{ana.base}/versions", params={"at": mark}, timeout=20).status_code == 409


class TestKeeping:
    def test_the_same_text_is_kept_once(self, tmp_path):
        kept = Versions(tmp_path)
        for text in ("a", "a", "b", "a"):
            kept.keep("plan", text)
        assert [kept.raw("plan", version.mark) for version in kept.of("plan")] == ["a", "b", "a"]

    def test_the_oldest_go_first(self, tmp_path):
        kept = Versions(tmp_path)
        for n in range(MOST + 5):
            kept.keep("plan", str(n))
        found = kept.of("plan")
        assert len(found) == MOST
        assert kept.raw("plan", found[0].mark) == str(MOST + 4)
        assert kept.raw("plan", found[-1].mark) == "5"

    def test_a_text_is_the_same_byte_for_byte(self, tmp_path):
        kept = Versions(tmp_path)
        kept.keep("plan", "\ufeffone\r\ntwo\rthree\n")
        assert kept.raw("plan", kept.of("plan")[0].mark) == "\ufeffone\r\ntwo\rthree\n"

    def test_no_name_leads_out_of_the_folder(self, tmp_path):
        (tmp_path / "secret.md").write_text("secret")
        (tmp_path / "versions").mkdir()
        with pytest.raises(Refused):
            Versions(tmp_path / "versions").raw("..", "secret")

    def test_far_lines_are_left_out(self):
        before = "\n".join(str(n) for n in range(100))
        told = list(differences(before, before.replace("50", "fifty")))
        assert ("gone", "50") in told
        assert ("new", "fifty") in told
        assert len(told) < 10
