"""The script that has every kind of step and every form of question."""

from pathlib import Path

from workshop.script import files
from workshop.script.model import Step

PATH = Path(__file__).with_name("everything.md")
EVERYTHING = files.read_file(PATH).script


def steps(detail: type) -> list[Step]:
    return [s for s in EVERYTHING.steps if isinstance(s.detail, detail)]


def step(step_id: str) -> Step:
    found = EVERYTHING.step(step_id)
    assert found is not None
    return found
