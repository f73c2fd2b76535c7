"""The report: one HTML page that stands alone, on a screen and on paper."""

import base64
import re
from collections.abc import Iterator
from functools import cache

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from workshop.exports import summary, wording
from workshop.exports.chunks import encoded
from workshop.exports.grounds import Grounds
from workshop.exports.plain import without_media
from workshop.session.report import Report
from workshop.util import language, own_colour
from workshop.util.paths import bundled

SHEETS = (
    "tokens.css", "faces.css", "base.css", "parts.css", "charts.css",
    "participant.css", "participant-steps.css", "participant-own.css", "report.css",
)  # fmt: skip


def chunks(told: Report, environment: Environment | None = None, note: str = "") -> Iterator[bytes]:
    """The report's HTML in UTF-8, piece by piece; texts are read while it is written, so memory stays small."""
    template = (environment or own_environment()).get_template("report/report.html")
    return encoded(template.generate(told=told, note=note, **words(told)))


def words(told: Report) -> dict[str, object]:
    """What the templates call beside the session itself."""
    return {
        "parts": wording.parts(told), "reasons": wording.reasons(told), "kind": wording.kind,
        "shared": wording.shared, "me_too": wording.me_too, "when": language.whole_date, "minutes": wording.minutes,
        "difference": wording.difference, "nth": language.nth_said, "in_short": list(summary.lines(told)),
        "comings": wording.comings, "pictures": Grounds(told.folder),
        "question": without_media, "style": style() + _own_colour(told), "logo": _data(told.logo),
        "spoken": language.current(),
        "theirs": Markup(' lang="%s"') % told.language if told.language != language.current() else "",
    }  # fmt: skip


def _own_colour(told: Report) -> str:
    return own_colour.sheet(told.colour) if told.colour else ""


def _data(png: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(png).decode()}" if png else ""


@cache
def own_environment() -> Environment:
    """The report's own, the same with a server and without."""
    loader = FileSystemLoader(bundled("templates"))
    environment = Environment(loader=loader, autoescape=True)
    language.into(environment)
    return environment


def prepare() -> Iterator[None]:
    """In pieces what the first report would else do at once, while a room waits: compile templates, read styles."""
    environment = own_environment()
    for name in environment.list_templates("html"):
        if name.startswith(("macros/charts", "report/")):
            environment.get_template(name)
            yield
    style()


@cache
def style() -> str:
    """All style sheets in one text, with the upright fonts inside; a browser slants them well enough."""
    static = bundled("static")
    sheets = [(static / "css" / name).read_text("utf-8") for name in SHEETS]
    sheets.append((bundled("templates") / "report/paper.css").read_text("utf-8"))
    bare = re.sub(r"/\*.*?\*/", "", "\n".join(sheets), flags=re.DOTALL)
    upright = re.sub(r"@font-face \{[^}]*-italic\.woff2[^}]*\}", "", bare)
    return re.sub(r"url\(\.\./(fonts/[\w-]+\.woff2)\)", _inside, upright)


def _inside(found: re.Match[str]) -> str:
    font = (bundled("static") / found[1]).read_bytes()
    return f"url(data:font/woff2;base64,{base64.b64encode(font).decode()})"
