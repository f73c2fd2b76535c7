"""What the editor completes and inserts: kinds, settings, values and labels in the words of a script's language."""

import re
from functools import cache
from typing import Any

from workshop import engine
from workshop.authoring.editable_library import EditableLibrary
from workshop.authoring.media import shelf
from workshop.script import keywords
from workshop.script.body import LABELS
from workshop.script.keywords import Shown
from workshop.script.model import Rules
from workshop.script.settings import BY_SCOPE, KINDS
from workshop.util.language import current, of_script, said
from workshop.web.blocks import texts_in, with_picture

Words = dict[str, Any]
EXPLAINED = re.compile(r"^(an? |or |where|the id|small)|ID|\(|…|^[A-Z]$")  # no value: a number such as 3


def editor_words(text: str, rules: Rules) -> Words:
    """`kinds`: its word → ours, which is the scope of its settings. `possible`: scope → setting → what it may be,
    and those values that can be written as they stand. `blocks`: ready-made steps, in English and in its words."""
    return _words(keywords.language_of(text) or "en", spoken_by(rules), current())


def with_own_picture(words: Words, library: EditableLibrary) -> Words:
    ground = engine.in_thread(shelf.ground_of, library)
    return {**words, "blocks": {known: with_picture(text, ground) for known, text in words["blocks"].items()}}


def spoken_by(rules: Rules) -> str:
    """The language that a script's participants read, and how it says “you”."""
    return of_script(rules.language, rules.address)


def _possible(shown: Shown, setting: str, possible: str) -> tuple[str, list[str]]:
    fixed = [shown.value(setting, part) for part in possible.split(", ") if part and not EXPLAINED.search(part)]
    return shown.possible(setting, said(possible)), fixed


@cache
def _words(code: str, spoken: str, page: str) -> dict[str, Any]:
    """`code`: that of the key words. `page`: the language of the explanations between them."""
    shown = keywords.shown_in(code)
    possible = {
        scope: {shown.name(s.name): _possible(shown, s.name, s.possible) for s in known.values()}
        for scope, known in BY_SCOPE.items()
    }
    return {
        "code": f"{code} {spoken}",
        "kinds": {shown.kind(kind): kind.lower() for kind in KINDS},
        "labels": [shown.label(label.capitalize()) for label in (*LABELS, "quote")],
        "id": shown.name("id"),
        "possible": possible,
        "blocks": {english: shown.text(text) for english, text in texts_in(spoken).items()},
    }
