"""What calendars and web pages hold, as lines of a plan: .ics of any calendar, .html as word processors save it."""

import re
from html.parser import HTMLParser

BEGINS_CALENDAR = re.compile(r"\s*BEGIN:VCALENDAR", re.IGNORECASE)
BEGINS_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!doctype html|<html\b)", re.IGNORECASE)
FIELD = re.compile(r"(?P<name>[A-Z-]+)(?P<told>(?:;(?:\"[^\"]*\"|[^:\"])*)?):(?P<value>.*)")
AT = re.compile(r"(?P<day>\d{8})(?:T(?P<hour>\d\d)(?P<minute>\d\d))?")
LASTS = re.compile(r"P(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?)")
ESCAPED = re.compile(r"\\([\\;,nN])")
TOLD = (
    "DESCRIPTION",
    "LOCATION",
    "COMMENT",
    "URL",
    "CATEGORIES",
    "RESOURCES",
    "CONTACT",
)  # below an event, for the team
PEOPLE = ("ORGANIZER", "ATTENDEE")
CALLED = re.compile(r"CN=(?:\"([^\"]*)\"|([^;:]*))")
BLOCKS = frozenset((
    "p", "div", "section", "article", "header", "footer", "ul", "ol", "li", "table", "tr", "dl", "dt", "dd", "pre",
    "blockquote", "hr", "body", "br",
))  # fmt: skip
SILENT = frozenset(("style", "script", "head", "title", "template"))
# Comments, and what programs say to one another; and tags that no sign ends. The parser goes through the rest of the
# page again for each that has no end.
UNSEEN = re.compile(r"<!--.*?(?:-->|\Z)|<[!?][^>]*>?", re.DOTALL)
UNENDED = re.compile(r"(<(?:/|[a-zA-Z])[^<>]*)(?=<|\Z)")
DEEPEST = 8  # lists within lists
STRESSED = frozenset(("b", "strong"))


def calendar(text: str) -> str:
    """Each event a line with its times, in order of the clock; its description as notes below."""
    lines = re.sub(r"\n[ \t]", "", text).split("\n")
    named = next((line.partition(":")[2] for line in lines if line.startswith("X-WR-CALNAME")), "")
    events: list[dict[str, str]] = []
    ringing = False
    for line in map(str.strip, lines):
        if line in ("BEGIN:VEVENT", "BEGIN:VTODO", "BEGIN:VJOURNAL"):
            events.append({})
        elif line in ("BEGIN:VALARM", "END:VALARM"):
            ringing = line.startswith("BEGIN")
        elif events and not ringing and (found := FIELD.fullmatch(line)):
            _keep(events[-1], found)
    told = [_event(event) for event in sorted(events, key=lambda event: event.get("DTSTART", "9"))]
    return "\n\n".join([*([f"# {named}"] if named else []), *told]) + "\n"


def _keep(event: dict[str, str], found: re.Match[str]) -> None:
    name, value = found["name"], ESCAPED.sub(_plain, found["value"])
    if name in PEOPLE:
        called = CALLED.search(found["told"] or "")
        who = (called[1] or called[2]) if called else value.removeprefix("mailto:").removeprefix("MAILTO:")
        value = f"{event[name]}, {who}" if name in event else who
        event[name] = value
    event.setdefault(name, value)


def _plain(found: re.Match[str]) -> str:
    return "\n" if found[1] in "nN" else found[1]


def _event(event: dict[str, str]) -> str:
    begin, end = AT.match(event.get("DTSTART", "")), AT.match(event.get("DTEND", ""))
    clock = f"{begin['hour']}:{begin['minute']}" if begin and begin["hour"] else ""
    if clock and end and end["hour"]:
        clock += f"–{end['hour']}:{end['minute']}"
    lasts = LASTS.match(event.get("DURATION", ""))
    minutes = 60 * int(lasts["hours"] or 0) + int(lasts["minutes"] or 0) if lasts else 0
    behind = f" ({minutes} min)" if minutes else ""
    title = " ".join((event.get("SUMMARY") or "…").split())
    notes = [line for name in TOLD for line in event.get(name, "").split("\n") if line.strip()]
    notes += [f"{name.title()}: {event[name]}" for name in PEOPLE if name in event]
    return "\n".join([f"{clock} {title}{behind}".strip(), *(f"> {line.strip()}" for line in notes)])


def page(text: str) -> str:
    """The words of a web page: headings, lists and tables as Markdown has them."""
    reader = _Page()
    reader.feed(UNENDED.sub(r"\1>", UNSEEN.sub("", text)))
    reader.close()
    reader.end()
    return "\n".join(reader.lines) + "\n"


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.words = ""
        self.sign = ""
        self.depth = self.silent = 0
        self.row: list[str] | None = None
        self.rows = 0
        self.cell = False
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in SILENT:
            self.silent += 1
        elif tag in STRESSED:
            self.words += "**"
        elif tag == "a":
            self._link(dict(attrs).get("href") or "")
        elif tag == "img" and (shown := dict(attrs).get("alt")):
            self.words += f" ![{' '.join(shown.split())}](#) "
        elif tag in ("td", "th"):
            self._cell()
            self.row = self.row if self.row is not None else []
            self.words, self.cell = "", True
        elif re.fullmatch(r"h[1-6]", tag):
            self.end()
            self.sign = "#" * int(tag[1]) + " "
        elif tag in BLOCKS:
            self._block(tag)

    def _block(self, tag: str) -> None:
        if self.row is not None and tag not in ("tr", "table"):
            self.words += " "  # a paragraph within a cell
            return
        self.end()
        self.rows = 0 if tag == "table" else self.rows
        self.depth += tag in ("ul", "ol")
        self.sign = "  " * min(max(0, self.depth - 1), DEEPEST) + "- " if tag == "li" else ""

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in STRESSED:
            self.words += "**"
        elif tag == "a" and self.links:
            self.words += self.links.pop()
        elif tag in ("td", "th"):
            self._cell()
        elif tag in ("tr", "table") or (self.row is None and (tag in BLOCKS or re.fullmatch(r"h[1-6]", tag))):
            self.end()
            self.depth = max(0, self.depth - (tag in ("ul", "ol")))

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words += data

    def _link(self, address: str) -> None:
        """Where it leads outside of the page."""
        outside = re.match(r"(?:https?:|mailto:)[^\s()\[\]]+$", address)
        if not self.silent:
            self.words += "[" if outside else ""
            self.links.append(f"]({address})" if outside else "")

    def _cell(self) -> None:
        """What was read of a cell; an empty one has its place too."""
        if self.row is not None and self.cell:
            self.row.append(self._told().replace("|", "/"))
            self.words, self.cell = "", False

    def _told(self) -> str:
        return " ".join(self.words.replace("****", "").split()).replace("** **", " ")

    def end(self) -> None:
        """What stood until here is a line of its own, with an empty one below; rows of a table stand close."""
        if self.row is not None:
            self._cell()
            if any(self.row):
                heads = [f"|{' --- |' * len(self.row)}"] if not self.rows else []
                self.lines += [*([""] if heads else []), f"| {' | '.join(self.row)} |", *heads]
                self.rows += 1
            self.row = None
        elif told := self._told():
            self.lines += [*([] if self.sign.strip() == "-" else [""]), f"{self.sign}{told}"]
            self.sign = ""
        self.words = ""
