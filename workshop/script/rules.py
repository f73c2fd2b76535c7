"""The workshop's rules: its settings with every default filled in, as its care asks for."""

from collections.abc import Callable

from .includes import is_below, loaded
from .listing import Settings, insert
from .messages import Report
from .model import Fix, Rules
from .scanner import Line

CREDITS = ("author", "licence", "source", "updated")


def rules(settings: Settings, head: Line, report: Report, titled: bool = True) -> Rules:
    sensitive = settings.get("care", "standard") == "sensitive"
    late, until = settings.get("late joiners", ("ask" if sensitive else "welcome", ""))
    if titled:  # without a title there is no place for settings either
        _check(settings, head, sensitive, report)
    return Rules(
        format=1,
        seconds=settings.maybe("time", int),
        people=settings.get("people", (2, 100)),
        capped=settings.has("people"),
        language=settings.get("language", ""),
        address=settings.get("address", ""),
        theme=settings.get("theme", "calm"),
        sensitive=sensitive,
        about=settings.get("about", "practice"),
        names=settings.get("names", "nickname"),
        k=settings.get("minimum answers", 5 if sensitive else 3),
        late=late,
        late_until=until,
        help_path=settings.get("help", ""),
        signal=settings.get("signal", True),
        questions=settings.get("questions", False),
        keep_days=settings.get("keep", 30 if sensitive else 90),
        rooms=settings.get("rooms", "numbers"),
        credits=tuple((name, settings.get(name, "")) for name in CREDITS if settings.has(name)),
    )


def _check(settings: Settings, head: Line, sensitive: bool, report: Report) -> None:
    if sensitive and "help" not in settings.written:
        report.add("E601", head.place(0), _help_fix(settings))
    minimum(settings, sensitive, report)


def say_no_format(settings: Settings, head: Line, report: Report) -> None:
    """E201, where no line that was meant as this setting was told of (E243): one Fix is enough."""
    meant = any(message.words.get("name") == "format" for message in report.messages if message.code == "E243")
    if "format" not in settings.written and not meant:
        report.add("E201", head.place(0), insert(head, settings, "format: 1"))


def _help_fix(settings: Settings) -> Fix:
    line = settings.written["care"].line
    return Fix(line.number, line.number, f"{line.raw}\n{line.raw[: line.indent]}{line.sign} help: _help-lines.md")


def minimum(settings: Settings, sensitive: bool, report: Report, least: int = 0) -> None:
    """E605, for the workshop and for every poll and wall. W606: a wall cannot ask for less than `least`."""
    own = settings.get("minimum answers", max(3, least))
    if sensitive and own < 3:
        report.add("E605", settings.written["minimum answers"].place())
    elif own < least:
        report.add("W606", settings.written["minimum answers"].place(), k=least)


def help_text(settings: Settings, load: Callable[[str], str] | None, report: Report) -> str:
    """The help file's text, or nothing."""
    name = settings.get("help", "")
    if not name:
        return ""
    place = settings.written["help"].place()
    if not is_below(name):
        report.add("E121", place, name=name)
    elif load is not None:
        return loaded(name, load, report, place) or ""
    return ""
