"""What each section of a plan becomes. What a plan says to whoever leads never becomes what participants read."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from workshop.script import read
from workshop.script.model import Kind
from workshop.script.reading import is_script
from workshop.script.words import fold
from workshop.util import language

from . import labelled, signing_off, vocabulary
from . import lines as forms
from .lines import title as title_of
from .model import Line, Plan, Proposed, Section, Sort
from .outline import before, sections

UNNAMED = language.marked("My workshop")
USUAL = {
    Kind.SLIDE: 3, Kind.TALK: 10, Kind.POLL: 3, Kind.REFLECT: 5, Kind.BREAKOUT: 10, Kind.PAUSE: 3, Kind.BREAK: 10,
    Kind.SEED: 3, Kind.RESOURCES: 2,
}  # fmt: skip
ASKED = (Kind.POLL, Kind.REFLECT, Kind.BREAKOUT, Kind.TALK)
NOTHING: Mapping[int, Kind | None] = MappingProxyType({})
LONGEST_POLL = 20  # minutes
MOST_ANSWERS = 12
LONGEST_ANSWER = 120
ASK = re.compile(r"(?i)^(?:ask|questions?|frage|demande[rz]?|pregunta|domanda|vraag|pergunta|問い|質問)\s*[:：]\s*")
# Poll, 1-10: no length and no time of day.
SCALE = re.compile(
    r"(?<![\d:.,])(?P<low>[01]) ?(?:[-–—]|to|bis|à|a|tot|t/m|até) ?(?P<high>[4-7]|10|100)"
    r"(?![\d:.,]\d|\d| ?(?:min|h\b|['′]))"
)
NEEDED = {Kind.WALL: "from", Kind.CHECK_IN: "series"}
NEARLY = re.compile("E1|E203|E245")  # marks and names that a plan may have and a script has not
GREETING = re.compile(
    r"(?i)^(?:hi|hello|hey|dear|hallo|liebe[rs]?|guten|bonjour|salut|hola|ciao|beste|ol[aá])\b|[.,!?:]$"
)


def propose(text: str, name: str = "", wanted: Mapping[int, Kind | None] = NOTHING) -> Plan:
    """Every part and step that `text` seems to hold, in order, each with the line it was taken from.

    `name`: of its file, for a plan without a title. `wanted`: kinds that somebody chose instead, by the step's
    place in the list; None makes a part of it.
    """
    lines = forms.read(text)
    if script := _script(text, lines):
        return script
    first = _title_line(lines)
    opening = [line for line in lines if line is not first and line.sort is not Sort.LEFT]
    settings, used = labelled.workshop_settings(opening)
    rest = [line for line in lines if line not in used]
    found = sections(rest, first)
    deck = _is_deck(lines)
    steps = [
        _chosen(section, wanted[at]) if at in wanted else _step(section, found[at + 1 :], deck)
        for at, section in enumerate(found)
    ]
    opens = before(rest, first, found)
    said = _remind(steps, opens)
    left = [line for line in (*opens, *filter(None, [first]), *used) if line not in said]
    if _is_letter(lines):
        _to_the_team(steps)
    title = _title(first, lines) or title_of(name.rpartition(".")[0]) or language.said(UNNAMED)
    return Plan(title, _lengths(steps), left, settings)


def _script(text: str, lines: Sequence[Line]) -> Plan | None:
    """What is a script already, with all its steps and settings understood, stays as it was written, to the letter."""
    heads = sum(line.sort is Sort.HEADING and line.level == 3 for line in lines)
    if not heads or not is_script(text):
        return None
    reading = read(text, "plan.md")
    script = reading.script
    if len(script.steps) < heads or any(NEARLY.match(message.code) for message in reading.errors):
        return None
    at = {line.n: line for line in lines}
    steps = [
        Proposed(step.kind, step.title, at[step.line], round((step.seconds or 0) / 60) or None)
        for step in script.steps
        if step.line in at
    ]
    return Plan(script.title, steps, [], script=text)


def _is_letter(lines: Sequence[Line]) -> bool:
    """It speaks to a colleague: who wrote to whom stands above it, or it begins with a greeting."""
    words = [line for line in lines if line.words]
    above = [line for line in words if line.sort is Sort.LEFT and signing_off.ADDRESSED.match(line.raw)]
    return bool(above or (words and words[0].sort is Sort.TEXT and GREETING.match(words[0].words)))


def _to_the_team(steps: Sequence[Proposed]) -> None:
    """“And could you bring the bell?” is no question for participants."""
    for step in steps:
        step.notes += step.words
        step.words = []


def _remind(steps: Sequence[Proposed], opens: Sequence[Line]) -> list[Line]:
    """What a plan says to whoever leads before its first step is said with that step; those lines."""
    first = next((step for step in steps if step.kind), None)
    remarks = [line for line in opens if line.sort is Sort.NOTE and line.words]
    if first:
        first.notes[:0] = [line.words for line in remarks]
        first.taken[:0] = remarks
    return remarks if first else []


def _title_line(lines: Sequence[Line]) -> Line | None:
    """The first heading of the highest level; else a first line that stands alone and says no time."""
    tops = [line for line in lines if line.sort is Sort.HEADING and line.level == 1 and line.words]
    heads = [line for line in lines if line.sort is Sort.HEADING]
    if tops and tops[0] is heads[0]:
        return tops[0] if len(tops) == 1 or len(heads) > len(tops) else None
    words = [line for line in lines if line.sort is not Sort.LEFT]
    if len(heads) == 1 and words[0] is heads[0] and len(words) > 1 and not sections(heads, None)[0].minutes:
        return heads[0]  # whatever its level
    alone = words and words[0].sort is Sort.TEXT and len(re.findall(r"\w[\w’'.-]*", words[0].words)) <= 10
    if not alone or GREETING.search(words[0].words):
        return None
    return words[0] if len(words) > 1 and not sections(words[:1], None)[0].timed else None


def _title(first: Line | None, lines: Sequence[Line]) -> str:
    named = [
        re.match(r"(?i)\s*title\s*:\s*[\"']?(.*?)[\"']?\s*$", line.raw) for line in lines if line.sort is Sort.LEFT
    ]
    said = next((match[1] for match in named if match and match[1]), "")
    return (first and title_of(vocabulary.SUBJECT.sub("", first.words))) or said


def _is_deck(lines: Sequence[Line]) -> bool:
    """Slides divided by rules, as Marp and Slidev have them: their words are made for a screen."""
    if any(
        line.sort is Sort.LEFT and re.match(r"(?i)(?:marp|theme|transition|paginate)\s*:", line.raw) for line in lines
    ):
        return True
    rules = sum(line.sort is Sort.RULE and line.raw.strip() == "---" for line in lines)
    heads = sum(line.sort is Sort.HEADING for line in lines)
    return rules > 1 and rules >= heads - 1 > 0


def _step(section: Section, following: Sequence[Section], deck: bool) -> Proposed:
    if _is_part(section, following):
        return Proposed(None, section.title, section.head, taken=section.lines)
    named = labelled.kind_and_title(section.title)
    if section.head.sort is Sort.HEADING and (named or (deck and not _answers(section))):
        away = not any(line.words for line in section.lines) and vocabulary.kind_of(section.title) is Kind.BREAK
        return _named(section, *(named or (Kind.BREAK if away else Kind.SLIDE, section.title)))
    answers = _answers(section)
    texts = [line.words for line in section.lines if line.words]
    told = named and _by_itself(named[0], texts)
    kind = told or vocabulary.kind_of(section.title, *texts) or (Kind.POLL if answers else Kind.SLIDE)
    if kind is Kind.POLL and not answers and not told and _is_long(section):
        kind = Kind.TALK  # they vote in it, too
    if answers and kind in (Kind.TALK, Kind.SLIDE, Kind.REFLECT):
        kind = Kind.POLL
    section.title = (named and title_of(named[1])) or section.title
    return _made(section, kind, answers)


def _is_long(section: Section) -> bool:
    return (section.minutes or 0) > LONGEST_POLL and vocabulary.kind_of(section.title) is not Kind.POLL


def _by_itself(kind: Kind, texts: Sequence[str] = ()) -> Kind:
    """A Check-in needs another one to be held against, a Wall texts: a plan names neither. They are spoken."""
    if kind is Kind.CHECK_IN and vocabulary.kind_of(*texts) is Kind.POLL:
        return Kind.POLL
    return Kind.TALK if kind in (Kind.CHECK_IN, Kind.WALL) else kind


def _chosen(section: Section, kind: Kind | None) -> Proposed:
    """Of the kind that somebody chose, whatever its words seemed to say."""
    if kind is None:
        return Proposed(None, section.title, section.head, taken=section.lines)
    named = labelled.kind_and_title(section.title)
    if named and section.head.sort is Sort.HEADING:
        return _named(section, kind, named[1])
    return _made(section, kind, _answers(section, asks=True))


def _made(section: Section, kind: Kind, answers: Sequence[Line]) -> Proposed:
    step = Proposed(kind, section.title, section.head, section.minutes, taken=section.lines)
    _give(step, answers if kind is Kind.POLL else [])
    _fill(step, [line for line in section.lines if line not in answers or kind is not Kind.POLL])
    step.settings = _settings(step, [line.words for line in (section.head, *section.lines) if line.words])
    return step


def _give(step: Proposed, answers: Sequence[Line]) -> None:
    step.answers = [line.words for line in answers]
    step.right = [line.words for line in answers if line.right]


def _named(section: Section, kind: Kind, title: str) -> Proposed:
    """Where a plan names the kind, it was written for a screen: its words are for people, its quotes for the team."""
    step = Proposed(kind, title_of(title), section.head, section.minutes, taken=section.lines)
    step.settings, used = labelled.settings(section.lines, str(kind))
    if (wanted := NEEDED.get(kind)) and not any(_name(each) == wanted for each in step.settings):
        step.kind = _by_itself(kind)
        step.settings, used = [], []
    rest = [line for line in section.lines if line not in used]
    points = [line for line in rest if line.sort is Sort.ITEM and line.words and not _like_setting(line)]
    boxes = [line for line in points if line.box] or (points if len(points) > 1 and not step.settings else [])
    boxes = boxes if kind in (Kind.POLL, Kind.CHECK_IN) and _fit(boxes) else []
    _give(step, boxes)
    for line in rest:
        if line in boxes or line.sort in (Sort.LEFT, Sort.RULE) or not line.words or _like_setting(line):
            continue
        if line.sort is Sort.NOTE or line.box:
            step.notes.append(line.words)
        else:
            step.words.append(f"- {line.words}" if line.sort is Sort.ITEM else line.words)
    step.settings += [
        each for each in _settings(step, [title, section.title]) if _name(each) not in map(_name, step.settings)
    ]
    return step


def _like_setting(line: Line) -> bool:
    """One that could not be read as a setting is no text for participants either."""
    return line.sort is Sort.ITEM and not line.box and bool(labelled.SETTING.match(line.words))


def _name(setting: str) -> str:
    return setting.partition(":")[0]


def _is_part(section: Section, following: Sequence[Section]) -> bool:
    """A heading with no time and nothing to do under it, above headings that lie deeper, or points with times."""
    named = labelled.kind_and_title(section.title)
    if section.holds and not named:
        return True
    if named or section.head.sort is not Sort.HEADING or section.minutes or section.clock or not following:
        return False
    below = following[0]
    deeper = below.timed or (below.head.sort is Sort.HEADING and below.head.level > section.head.level)
    return deeper and not any(line.sort in (Sort.TEXT, Sort.ITEM) and line.words for line in section.lines)


def _answers(section: Section, asks: bool = False) -> list[Line]:
    """Points with boxes, under a question or where the title says that it is a poll."""
    asks = asks or vocabulary.kind_of(section.title) is Kind.POLL
    question = asks or any(_asks(line.words) for line in [section.head, *section.lines])
    boxes = [line for line in section.lines if line.sort is Sort.ITEM and line.box and line.words]
    points = [line for line in section.lines if line.sort is Sort.ITEM and line.words]
    given = boxes if question else points if asks else []
    given = given or (points if asks else [])
    return given if _fit(given) else []


def _fit(given: Sequence[Line]) -> bool:
    """Enough, and not too many, for people to choose from."""
    short = all(len(line.words) <= LONGEST_ANSWER for line in given)
    return short and 2 <= len(given) <= MOST_ANSWERS and len({fold(line.words) for line in given}) == len(given)


def _asks(words: str) -> bool:
    return bool(re.search(r"[?？]\W*$", words)) and not re.match(r"(?i)^(?:note|notiz|facilitator)", words)


def _fill(step: Proposed, lines: Sequence[Line]) -> None:
    for line in lines:
        if line.sort in (Sort.LEFT, Sort.RULE) or not line.words:
            continue
        if line.sort is Sort.TEXT and step.kind in ASKED and _asks(line.words):
            step.words.append(ASK.sub("", line.words))
        else:
            step.notes.append(f"{'  ' * (line.level // 2)}- {line.words}" if line.sort is Sort.ITEM else line.words)


def _settings(step: Proposed, texts: Sequence[str]) -> list[str]:
    if step.kind is Kind.BREAKOUT:
        return [f"groups: {vocabulary.groups_of(step.title, *texts)}"]
    if step.kind is Kind.REFLECT:
        return ["who sees this: only me"]
    if step.kind is Kind.POLL and not step.answers:
        scale = next(filter(None, map(SCALE.search, texts)), None)
        return [f"answer: scale {scale['low']} to {scale['high']}" if scale else "answer: words"]
    return []


def _lengths(steps: list[Proposed]) -> list[Proposed]:
    """What the plan names no length for gets a usual one, marked as guessed, so that the sum can be looked at."""
    for step in steps:
        if step.kind and step.minutes is None:
            step.minutes, step.guessed = USUAL.get(step.kind, 5), True
    return steps
