"""What scripts/states takes pictures of: scenes by their names. `album` is its Album."""

from functools import partial

from state_scenes import runs, texts
from state_scenes.own import own
from state_scenes.pages import errors, pages
from state_scenes.phone import moments
from state_scenes.questions import questions
from state_scenes.room import few, in_language, kinds, newer
from state_scenes.team import own_look, team

SCENES = {
    "kinds": kinds, "newer": newer, "few": few, "moments": moments, "questions": questions, "own": own,
    "pages": pages, "errors": errors, "team": team, "look": own_look, **runs.RUNS,
    **{language: partial(in_language, language=language) for language in texts.IN_LANGUAGES},
}  # fmt: skip
SCRIPTS = {**texts.SCRIPTS, **runs.SCRIPTS}
__all__ = ["SCENES", "SCRIPTS"]
