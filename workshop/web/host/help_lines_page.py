"""The page that asks for the help lines of one's area; and when a session must not start without it."""

from collections.abc import Mapping, Sequence

from flask import render_template, url_for

from workshop.authoring import help_file
from workshop.authoring.help_file import HelpFile
from workshop.authoring.library import open_lines
from workshop.script.help_lines import Line
from workshop.session.errors import Refused
from workshop.session.state import Session
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
        session_id="", action=url_for("host.ask_help_lines", name=name),
    )  # fmt: skip


def own_help_page(
    session: Session, file: HelpFile, error: str = "", told: Mapping[int, Line] = {}, wrong: Mapping[int, str] = {},
    text: str | None = None, kept: Sequence[str] = (),
) -> str:  # fmt: skip
    """The same for the lines that one session holds, whatever became of its script since."""
    return render_template(
        "host/help_lines.html", name="", card=session.script, file=file, stopped=False, error=error,
        told=told, wrong=wrong, text=text, kept=kept, writable=table().writable, form=ButtonForm(), empty=Line(),
        session_id=session.id, action=url_for("host.ask_own_help_lines", session_id=session.id),
    )  # fmt: skip
