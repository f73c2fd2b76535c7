"""Write an `id` under every step that has none, so that titles may change and answers stay tied."""

from collections.abc import Callable

from .fixes import apply
from .listing import insert
from .messages import Report
from .parser import parse


def write_ids(text: str, path: str = "script.md", load: Callable[[str], str] | None = None) -> str:
    """The text with ids; steps of included files keep theirs in their own file."""
    book = parse(text, path, load, Report())
    missing = [d for d in book.drafts if "id" not in d.settings.written and not d.head.via and not d.heading.broken]
    for draft in reversed(missing):
        text = apply(text, insert(draft.head, draft.settings, f"id: {draft.done.id}"))
    return text
