"""What may be written on a step: which boxes it has, and who may see them."""

from workshop.script.model import QUESTIONS_ID, Breakout, Field, Kind, Reflect, Sees, Step, Talk, Tick, Worksheet
from workshop.session.choices import clean
from workshop.session.errors import Large, Refused
from workshop.session.state import Session

NOTE_LENGTH = 8000


def kept_text(text: str) -> str:
    """A note as it is kept. Raises Refused where it is too long or no text."""
    cleaned = clean(text, lines=True)
    if len(cleaned) > NOTE_LENGTH:
        raise Refused(
            "This is longer than %(n)s characters. Please shorten it; your text is still here.", n=Large(NOTE_LENGTH)
        )
    return cleaned


def takes_notes(step: Step) -> bool:
    """Whether people can write anything on this step."""
    match step.detail:
        case Reflect() | Worksheet():
            return True
        case Breakout(notes=sees):
            return bool(sees)
        case Talk(type_instead=instead):
            return instead
        case _:
            return step.kind is Kind.SEED


def is_written_on(session: Session, step_id: str) -> bool:
    """Whether people write on this step now. While they do, nothing but a number is told of nameless texts."""
    step = session.script.step(step_id)
    here = session.phase == "live" and session.current == step_id != QUESTIONS_ID
    return here and step is not None and takes_notes(step) and session.step_phase(step_id) == "open"


def field_names(step: Step) -> set[str]:
    """The names under which texts of this step are kept; "" is the one box of a step without fields."""
    if isinstance(step.detail, Worksheet):
        return {i.name for i in step.detail.items if isinstance(i, Field | Tick)}
    return {""}


def fields_of(step: Step) -> tuple[Field, ...]:
    """The blanks of a sheet, in its order; none of any other step."""
    return tuple(i for i in step.detail.items if isinstance(i, Field)) if isinstance(step.detail, Worksheet) else ()


def in_its_words(step: Step, field: str, text: str) -> str:
    """What somebody put into a blank, with the words around it; the text itself where there are none."""
    blank = next((item for item in fields_of(step) if item.name == field), None)
    return " ".join(part for part in (blank.before, text, blank.after) if part) if blank else text


def promised(step: Step, field: str = "") -> tuple[Sees, ...]:
    """The visibilities that the step allows for this field, the default first; none where nobody can write.

    By the script alone: whoever looks at it learns nothing of whether anybody wrote.
    """
    if not takes_notes(step):
        return ()
    allowed = (narrowed(step, field, sees) for sees in _of_step(step))
    return tuple(dict.fromkeys(allowed))


def _of_step(step: Step) -> tuple[Sees, ...]:
    match step.detail:
        case Reflect(sees=sees) | Worksheet(sees=sees):
            return sees
        case Breakout(notes=sees):
            return sees
        case Talk():
            return (Sees.WITHOUT_NAMES,)
        case _:
            return (Sees.ONLY_ME,)


def narrowed(step: Step, field: str, sees: Sees) -> Sees:
    """A field may be narrower than its sheet, a tick always is: never wider."""
    if not isinstance(step.detail, Worksheet):
        return sees
    own = next((i for i in step.detail.items if isinstance(i, Field | Tick) and i.name == field), None)
    if isinstance(own, Tick):
        return Sees.ONLY_ME
    return own.sees.narrowed(sees) if own is not None and own.sees is not None else sees
