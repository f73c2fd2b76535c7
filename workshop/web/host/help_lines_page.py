"""The page that asks for the help lines of one's area; and when a session must not start without it."""

from collections.abc import Mapping, Sequence

from flask import render_template

from workshop.authoring import help_file
from workshop.authoring.library import open_lines
from workshop.script.help_lines import Line
from workshop.session.errors import Refused
from workshop.util.language import said
from workshop.web import current
from workshop.web.forms import ButtonForm
from workshop.web.scripts import table


def must_stop(name: str) -> bool:
    """A sensitive workshop whose Help would show placeholders. Mistakes in the script are told first."""
    reading = current.library().read(name)
    return reading.script.rules.sensitive and not reading.errors and open_lines(reading) > 0


def help_page(
    name: str, stopped: bool = False, error: str = "", told: Mapping[int, Line] = {}, wrong: Mapping[int, str] = {},
    text: str | None = None, kept: Sequence[str] = (),
) -> str:  # fmt: skip
    """What somebody filled in that was not saved: `told`, in gaps; `text`, in the whole; `kept`, about the file before.

    `wrong`: number of the gap → why not.
    """
    library = table()
    try:
        file = help_file.of(library, name)
    except Refused as refused:
        file, error = None, said(refused.words, refused.places)
    return render_template(
        "host/help_lines.html", name=name, card=library.card(name), file=file, stopped=stopped, error=error,
        told=told, wrong=wrong, text=text, kept=kept, writable=library.writable, form=ButtonForm(), empty=Line(),
    )  # fmt: skip
