"""Questions from the room: simulated people ask them and press *Me too*, and the facilitator hears them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape
from typing import Any

import requests

from workshop.rehearsal.answering import Mind
from workshop.rehearsal.api import PATIENCE
from workshop.rehearsal.client import Pass
from workshop.rehearsal.report import Questions
from workshop.script.model import QUESTIONS, QUESTIONS_ID, Script
from workshop.util.language import marked, said
from workshop.util.phrases import ours, phrase

SAMPLES = (
    marked("How do I begin?"), marked("Does this also help on a bad day?"), marked("Where can I read on?"),
)  # fmt: skip
LOOKS = 1 / 3  # of the steps on which somebody looks what was asked
JOINS = 2  # questions in which one person joins in
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
OPEN = re.compile(r'name="field" value="([^"]+)">\s*<input type="hidden" name="step" value="([01])"')
PINS = re.compile(r'data-command="question" data-item="([^"]+)" data-to="pinned"')
WHY = re.compile(r'role="alert">.*?<p>(.*?)</p>', re.S)


@dataclass(frozen=True, slots=True)
class Said:
    """What the page told after something was done: whether it was `kept`, else `why` not."""

    kept: bool
    why: str = ""  # a phrase


class QuestionPage:
    """The page of one phone. Raises requests.RequestException where no server answers."""

    def __init__(self, entry: Pass) -> None:
        self._url = f"{entry.door.url}/s/{entry.session}/questions"
        self._http = requests.Session()
        self._http.trust_env = False  # it is this machine: no proxy
        self._http.cookies.set(*entry.cookie.split("=", 1))
        self.html = ""

    def look(self) -> None:
        self.html = self._http.get(self._url, timeout=PATIENCE).text

    def open(self) -> list[str]:
        """The questions of others in which this person has not joined in yet."""
        return [item for item, step in OPEN.findall(self.html) if step == "1"]

    def holds(self, text: str) -> bool:
        return text in unescape(self.html)

    def ask(self, text: str) -> Said:
        return self._post("", text=text)

    def join_in(self, item: str) -> Said:
        return self._post("/me-too", field=item, step="1")

    def _post(self, path: str, **form: str) -> Said:
        token = TOKEN.search(self.html)
        form["csrf_token"] = token[1] if token else ""
        answer = self._http.post(self._url + path, form, timeout=PATIENCE, allow_redirects=False)
        why = WHY.search(answer.text)
        told = re.sub(r"<[^>]+>", "", why[1]).strip() if why else ""
        plain = ours(told) if told else phrase("it answered {status}", status=answer.status_code)
        return Said(answer.status_code == 303, "" if answer.status_code == 303 else plain)


@dataclass(slots=True)
class Wondering:
    """What one person does beside the steps. Every other asks one question; all join in some of those of others."""

    page: QuestionPage
    mind: Mind
    asks_at: int  # the how manieth step they see; 0: they ask nothing
    asked: str = ""
    joined: int = 0
    _seen: int = 0

    def on_a_new_step(self) -> str:
        """What went wrong; empty where nothing did. Raises requests.RequestException."""
        self._seen += 1
        if self.asks_at == self._seen:
            return self._ask()
        if self.joined < JOINS and self.mind.dice.random() < LOOKS:
            return self._join_in()
        return ""

    def _ask(self) -> str:
        text = said(SAMPLES[self.mind.index // 2 % len(SAMPLES)])
        self.page.look()
        told = self.page.ask(text)
        self.asked = text if told.kept else ""
        return "" if told.kept else phrase("The question was not kept: {why}", why=told.why)

    def _join_in(self) -> str:
        self.page.look()
        if not (found := self.page.open()):
            return ""
        item = self.mind.dice.choice(found)
        told = self.page.join_in(item)
        if not told.kept:
            return phrase("“Me too” was not kept: {why}", why=told.why)
        self.page.look()
        if item in self.page.open():
            return phrase("“Me too” is not shown as pressed.")
        self.joined += 1
        return ""

    def still_there(self) -> bool:
        """Whether one's own question stands on one's page, come or waiting. Raises requests.RequestException."""
        self.page.look()
        return self.page.holds(self.asked)


def asks_at(index: int, steps: int) -> int:
    """Every other person asks, each on a step of their own in the first half."""
    return 0 if index % 2 else 1 + index // 2 % max(1, steps // 2)


# For those who lead


def to_pin(board: dict[str, Any]) -> str:
    """The first question that the console offers for the shared screen; empty where there is none."""
    offered = PINS.search(board.get("questions", ""))
    return offered[1] if offered else ""


def told_of(script: Script, people: Iterable[Wondering], results: dict[str, Any]) -> Questions | None:
    """For the report; None where the script has no questions."""
    if not script.rules.questions:
        return None
    wondering = list(people)
    came = sum(len(pool["texts"]) for line in results["steps"] if line["id"] == QUESTIONS_ID for pool in line["shared"])
    asked, joined = sum(bool(one.asked) for one in wondering), sum(one.joined for one in wondering)
    return Questions(asked, came, joined, script.k_of(QUESTIONS))
