"""Questions that people ask from any step: kept as texts of a step that no script writes, and no plan has."""

from .details import Talk
from .steps import Kind, Step

QUESTIONS_ID = "questions--open"  # two dashes: no script can give it to a step, and no op can name it
QUESTIONS = Step(QUESTIONS_ID, Kind.TALK, "Questions from the room", Talk(hands=False))
