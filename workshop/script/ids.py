"""Write an `id` under every step that has none, so that titles may change and answers stay tied."""

import re
from collections.abc import Callable

from .fixes import apply
from .listing import insert
from .messages import Report
from .own_texts import OwnTexts
from .parser import parse
from .words import unused

ID = re.compile(r"(?im)^ {0,3}[-*+] +id: *([a-z0-9-]+)")
NAMES_ONE = r"(?:id|from|prompt by|again|answers from): *|groups: *(?:merge|rotate|as in|(?:by|unlike) answers? to) +"


def write_ids(text: str, path: str = "script.md", load: Callable[[str], str] | None = None) -> str:
    """The text with ids; steps of included files keep theirs in their own file."""
    own = OwnTexts(text, path, Report())
    book = parse(own.english, path, own.loader(load), Report())
    missing = [d for d in book.drafts if "id" not in d.settings.written and not d.head.via and not d.heading.broken]
    for draft in reversed(missing):
        text = apply(text, own.fix(insert(draft.head, draft.settings, f"id: {draft.done.id}")))
    return text


def unlike(step: str, text: str) -> str:
    """A step that comes into the text once more: its ids become such as are free there, and what names them follows."""
    taken = set(ID.findall(text))
    for own in ID.findall(step):
        free = unused(own, taken)
        taken.add(free)
        names = re.compile(rf"(?im)^( {{0,3}}[-*+] +(?:{NAMES_ONE})){re.escape(own)}(?=\s*$)")
        step = names.sub(rf"\g<1>{free}", step)
    return step
