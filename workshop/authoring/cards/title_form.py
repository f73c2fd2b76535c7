"""The settings of the workshop as a form: those under its title, written back line by line like those of a step."""

from workshop.authoring.cards.blocks import Refusal, cut, put
from workshop.authoring.cards.changing import NO_TITLE, Filled, Splice, settings_changed, spliced
from workshop.authoring.cards.forms import Field, Form, Load, field_of, shown
from workshop.script.drafts import Draft
from workshop.script.headings import Heading, title_of
from workshop.script.messages import Report
from workshop.script.model import Kind, Slide, Step
from workshop.script.own_texts import OneText
from workshop.script.parser import parse
from workshop.script.settings import BY_SCOPE, WORKSHOP
from workshop.util.language import NAMES, marked

# What somebody asks first of a workshop; all else comes after it.
FIRST = ("language", "people", "care", "names", "questions")
OURS = ("format",)  # no choice of whoever writes
UNTITLED = marked("This text has no title yet. Write one in the text, as its first line:  # My workshop")


def title_form(source: str, path: str, load: Load | None) -> Form:
    """The title with its settings, in English key words. Raises Refusal where there is none."""
    book = parse(OneText.of(source).english, path, load, Report())
    if book.head.level != 1 or book.head.path != path:
        raise Refusal(UNTITLED)
    title = title_of(book.head, Report())
    draft = Draft(book.head, Heading(title), book.settings, book.invitation)
    draft.step = Step(id="", kind=Kind.SLIDE, title=title, detail=Slide(), line=book.head.number)
    known = BY_SCOPE[WORKSHOP]
    names = [name for name in known if name not in OURS and shown(name, draft, WORKSHOP)]
    first = tuple(_field(name, draft) for name in FIRST if name in names)
    more = tuple(_field(name, draft) for name in names if name not in FIRST)
    return Form(draft, draft.done, first, more, ())


def _field(name: str, draft: Draft) -> Field:
    """Of languages those that Workshop speaks itself; another one that stands there stays among them."""
    listed = {"language": tuple(NAMES), "about": ()}  # what it is about may be a sentence of one's own
    return field_of(BY_SCOPE[WORKSHOP][name], draft, listed.get(name))


def title_changed(text: str, form: Form, filled: Filled) -> str:
    """Raises Refusal where what was typed cannot stand there."""
    splices = [*_title(form, filled), *settings_changed(text, form, filled)]
    if not splices:
        return text
    before, after = cut(text), cut(spliced(text, splices))
    return put(after.above, [block.body for block in before.blocks], [block.gap for block in before.blocks])


def _title(form: Form, filled: Filled) -> list[Splice]:
    head, title = form.draft.head, " ".join(filled.title.split())
    if not title:
        raise Refusal(NO_TITLE)
    if title == form.step.title:
        return []
    return [Splice(head.number, head.number + 1, (f"{head.raw[: head.start].rstrip()} {title}".lstrip(),))]
