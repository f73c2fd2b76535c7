"""Rules of privacy that can be taken out, one by one: whoever attacks must miss each."""

from collections.abc import Callable
from typing import Any

LEAKS = ("group", "singly", "again", "name", "questions")


def take_out(leak: str, set_attribute: Callable[[Any, str, Any], object] = setattr) -> None:
    """Loads what it changes only now: a program of `tests/programs` patches the engine first."""
    from workshop.script.model import Sees
    from workshop.session.events import Group
    from workshop.store import notes, shared_texts, waiting_questions

    match leak:
        case "group":  # whoever is in it reads what was written before they came
            set_attribute(Group, "since_of", lambda self, person_id: 0)
        case "singly":  # nameless texts come while people write
            set_attribute(notes, "HELD", {shown: shown for shown in notes.HELD})
        case "again":  # closing a box lets out what one person wrote, each time
            set_attribute(shared_texts, "_are_out", lambda *about: False)
        case "questions":  # each comes when it is asked
            set_attribute(waiting_questions, "people", lambda *about: 1000)
        case "name":  # every copy bears its writer's
            set_attribute(Sees, "named", True)
