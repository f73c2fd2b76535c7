"""Every page of those who lead, at 320 px, in a language that nobody speaks: nothing cut, nothing English unmarked.

PICTURES=<folder> saves a picture of each.
"""

import os
import re
from pathlib import Path

import pytest

from tests.browser.house import House
from tests.browser.pages import FacilitatorPage
from tests.browser.test_other_words import BADLY_SET, ENGLISH_LEFT, NARROW, OURS_EVERYWHERE, PSEUDO
from tests.conftest import Hall
from tests.support.server import PROGRAMS, Scripts, Server
from tests.support.team import Team
from workshop.people import choice

pytestmark = [pytest.mark.browser, pytest.mark.soak]
pytest_plugins = ["tests.browser.fixtures"]
PICTURES = os.environ.get("PICTURES", "")
# What the team wrote is in Greek letters; key words of scripts are English in every script.
SCRIPT = """# Μικρό

- format: 1
- people: 3-40
- questions: on
- language: WORDS

### Poll: Ένα (10 s)

- ( ) Κόκκινο
- ( ) Μπλε

### Reflect: Δύο (10 s)

- who sees this: facilitators

Γράψε.

### Breakout: Τρία (20 s)

- groups: pairs

Μιλήστε.
""".replace("WORDS", PSEUDO)
PLAN = "19:00 Άφιξη\n19:10 Ζευγάρια: τι φέρνω\n19:30 Ψηφοφορία\nΚάτι ακόμη\n"
PAGES = (
    "", "/help", "/place", "/place/log", "/places", "/places/log", "/look", "/library", "/media", "/plan",
    "/scripts/new",
    "/scripts/words", "/scripts/words/edit", "/scripts/words/print", "/scripts/words/rehearse", "/scripts/words/share",
    "/scripts/words/help-lines", "/scripts/words/versions", "/place/organisation", "/sessions/{}/invite",
    "/sessions/{}/changes", "/sessions/{}/hand-over", "/sessions/{}/help-lines", "/sessions/{}/phone", "/nowhere",
)  # fmt: skip
# Names of things, and what stands in scripts.
NAMES = [
    *OURS_EVERYWHERE,
    "Markdown",
    "CSV",
    "HTML",
    "PDF",
    "XLSX",
    "words",
    "Chrome",
    "Linux",
    "Ctrl",
    "Tab",
    "Space",
    "min",
]
# A script is in its key words; the editor shows the leaf alone.
SCRIPTS_AND_NAMES = re.compile(r"English: #+ |/edit.*Workshop")


@pytest.fixture(scope="module")
def program() -> tuple[str, ...]:
    return (str(PROGRAMS / "pseudo.py"),)


@pytest.fixture(scope="module")
def scripts() -> Scripts:
    return {"words.md": SCRIPT}


class Walk:
    def __init__(self, house: House, hall: Hall) -> None:
        self.hall, self.faults, self.pictures = hall, [], 0
        self.code = (hall.code, hall.code[:3], hall.code[3:], *re.findall("[A-Z]{3,}", hall.code))
        self.ana: FacilitatorPage = house.facilitator(viewport=NARROW, reduced_motion="reduce")
        self.ana.signed_in()
        self.ana.carry(f"{choice.COOKIE}={PSEUDO}")

    def look(self, state: str) -> None:
        page = self.ana.page
        page.wait_for_timeout(150)
        if PICTURES:
            self.pictures += 1
            page.screenshot(path=Path(PICTURES) / f"{self.pictures:03} {state.replace('/', ' ')}.png", full_page=True)
        faults = [*page.evaluate(BADLY_SET), *page.evaluate(ENGLISH_LEFT, [*NAMES, *self.code])]
        self.faults += [f"{state}: {fault}" for fault in faults]

    def page(self, path: str) -> None:
        self.ana.goto(f"/host{path.format(self.hall.id)}")
        self.look(path.format("…"))

    def opened(self, state: str) -> None:
        """With every drawer open."""
        self.ana.page.evaluate("() => { for (const one of document.querySelectorAll('details')) one.open = true }")
        self.look(f"{state}, opened")


def test_no_page_of_those_who_lead_is_cut_or_stays_english(house: House, server: Server) -> None:
    hall = Hall(server, "words")
    walk = Walk(house, hall)
    walk.ana.may_complain("404")
    walk.ana.may_complain("409")  # a workshop that has none of its own help lines
    for path in PAGES:
        walk.page(path)
        if path:  # the menus of the list float above it
            walk.opened(path)
    hall.join("Φοίβη", "Νίκος", "Ζωή", "Λίνα")
    walk.ana.open_console(hall.id)
    walk.look("console, lobby")
    hall.do("start")
    for command in ("open", "close", "reveal"):
        hall.do(command)
        walk.look(f"console, {command}")
        walk.opened(f"console, {command}")
    for step in ("reflect", "breakout"):
        hall.go(step)
        walk.look(f"console, {step}")
    Team(server, hall.id).link("Φαίη", "support")
    hall.do("end")
    walk.page("/sessions/{}/results")
    walk.opened("results")
    hall.home()
    told = sorted({re.sub(r"\s+", " ", fault) for fault in walk.faults if not SCRIPTS_AND_NAMES.search(fault)})
    assert not told, "\n".join(told)
