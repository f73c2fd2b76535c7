"""What stands on the shared screen can be read from the back row, or is told to be too long for it."""

import re
from html import unescape

from .drafts import Draftbook
from .messages import Report
from .model import Kind, Slide, Step

# In letters of 3.2 % of the screen's height, below a title (tests/browser/test_stage.py measures both).
LINES, LETTERS = 16, 90
BETWEEN = 0.6  # of a line, between two paragraphs
LONGEST_TITLE = 36  # letters that its first line holds
PICTURE = 12  # lines that a tall one takes
_BLOCK = re.compile(r"<(?:p|li|h\d|blockquote|tr|pre|hr)\b[^>]*>")
_SAID = (Kind.SLIDE, Kind.TALK)


def check(book: Draftbook, report: Report) -> None:
    """W406: a slide of which the shared screen would cut the end, or show it in letters that are too small."""
    for draft in book.drafts:
        if draft.kind not in _SAID or draft.heading.broken or draft.done.show_on == "phones":
            continue
        lines = lines_of(draft.done)
        if lines > LINES:
            report.add("W406", draft.head.place(), lines=round(lines), room=int(LINES))


def lines_of(step: Step) -> float:
    """How many lines its text takes there, with the air between paragraphs."""
    html = "".join(step.detail.pieces) if isinstance(step.detail, Slide) and step.detail.pieces else step.html
    blocks = [unescape(re.sub(r"<[^>]*>", "", block)).split() for block in _BLOCK.split(html)]
    texts = [" ".join(words) for words in blocks if words]
    taken = sum(-(-len(text) // LETTERS) + BETWEEN for text in texts)
    title = 2.4 * (-(-len(step.title) // LONGEST_TITLE) - 1) if step.title else 0
    return taken + title + PICTURE * html.count("<img") * (len(texts) > 0)
