"""A form written back: only the lines of what is different now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from workshop.authoring.cards.blocks import BOM, Refusal, cut, ending_of, joined, put
from workshop.authoring.cards.forms import Form, whole
from workshop.authoring.cards.pieces import ANSWERS, BELOW, NOTES, TEXT, Piece, harmless, rewritten
from workshop.script.headings import COLON
from workshop.script.scanner import split
from workshop.util.language import marked

NO_TITLE = marked("A step needs a title.")
SIGNS = {"one": "- ( ) ", "several": "- [ ] ", "order": "1. "}


@dataclass(frozen=True, slots=True)
class Answer:
    words: str
    correct: bool = False


@dataclass(frozen=True, slots=True)
class Filled:
    """What the form says. `texts` and `answers` by the place of their piece; of new ones by their sort."""

    title: str
    length: str
    flag: str
    fields: Mapping[str, str] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, Sequence[Answer]] = field(default_factory=dict)
    choose: str = ""  # one, several or order: how answers are chosen; "" as it was


@dataclass(frozen=True, slots=True)
class Splice:
    """Lines `first` to before `end`, from 1, become others."""

    first: int
    end: int
    lines: tuple[str, ...]


def changed(text: str, form: Form, filled: Filled) -> str:
    """Raises Refusal where what was typed cannot stand there."""
    told = (_heading(form, filled), *settings_changed(text, form, filled), *_pieces(text, form, filled))
    splices = [splice for splice in told if splice]
    if not splices:
        return text
    try:
        return _whole(text, form, splices)
    except Refusal:  # a line that was typed would begin another step
        tame = [Splice(s.first, s.end, tuple(map(_tame, s.lines))) for s in splices if s.first > form.draft.head.number]
        return _whole(text, form, [*(s for s in splices if s.first <= form.draft.head.number), *tame])


def _tame(line: str) -> str:
    return harmless(line)


def _whole(text: str, form: Form, splices: Sequence[Splice]) -> str:
    """The text with the changes, if no block but this one is another by them."""
    before = cut(text)
    at = before.at(form.draft.head.number)
    after = cut(spliced(text, splices))
    bodies = [block.body for block in before.blocks]
    if len(after.blocks) != len(bodies):
        put(before.above, ["", *bodies], [""] * (len(bodies) + 1))
    bodies[at] = after.blocks[at].body
    return put(before.above, bodies, [block.gap for block in before.blocks])


def spliced(text: str, splices: Sequence[Splice]) -> str:
    pieces = split(text.removeprefix(BOM))
    usual = ending_of(text)
    for splice in sorted(splices, key=lambda s: (s.first, s.end), reverse=True):
        begin, end = splice.first - 1, splice.end - 1
        old = pieces[begin:end]
        last = begin + len(old) == len(pieces)
        if last and begin and splice.lines and not old:
            pieces[begin - 1] = (pieces[begin - 1][0], pieces[begin - 1][1] or usual)
        endings = [old[n][1] if n < len(old) and old[n][1] else usual for n in range(len(splice.lines))]
        if last and endings:
            endings[-1] = old[-1][1] if old else ""
        pieces[begin:end] = zip(splice.lines, endings, strict=True)
    return (BOM if text.startswith(BOM) else "") + joined(pieces)


def _heading(form: Form, filled: Filled) -> Splice | None:
    """The one line, where its title, length or flag is another."""
    step, head = form.step, form.draft.head
    title, length = " ".join(filled.title.split()), " ".join(filled.length.split())
    if not title:
        raise Refusal(NO_TITLE)
    if (title, length, filled.flag) == (step.title, form.length, form.flag):
        return None
    found = COLON.match(head.content)
    begin = head.raw[: head.start + found.end()] if found else head.raw[: head.start]
    length = f"{length} min" if length.isdecimal() else length
    told = ", ".join(part for part in (length, filled.flag) if part)
    line = f"{begin.rstrip()} {title}{f' ({told})' if told else ''}"
    return Splice(head.number, head.number + 1, (line,))


# Settings


def settings_changed(text: str, form: Form, filled: Filled) -> list[Splice]:
    """Of those fields that say something else than the text."""
    known = {f.name: f.value for f in form.fields}
    told = {name: " ".join(value.split()) for name, value in filled.fields.items() if name in known}
    different = {name: value for name, value in told.items() if value != known[name]}
    written = form.draft.settings.written
    new = [f"{name}: {value}" for name, value in different.items() if name not in written]
    old = [
        _setting(form, name, value, text) for name, value in different.items() if name in form.draft.settings.written
    ]
    return [*old, *([_new_settings(text, form, new)] if new else [])]


def _setting(form: Form, name: str, value: str, text: str) -> Splice:
    entry = form.draft.written(name)
    line = entry.line
    if not value:
        alone = len(form.draft.settings.written) == 1
        blank = alone and not _line(text, line.number - 1).strip() and not _line(text, line.number + 1).strip()
        return Splice(line.number, line.number + (2 if blank else 1), ())
    end = entry.value_start + len(entry.value)
    raw = line.raw[: entry.value_start] + value + (line.raw[end:] if whole(entry) else "")
    return Splice(line.number, line.number + 1, (raw,))


def _new_settings(text: str, form: Form, told: Sequence[str]) -> Splice:
    """At the head of the list, or a new list right under the heading."""
    written = [w.line for w in form.draft.settings.written.values()]
    if written:
        first = min(written, key=lambda line: line.number)
        signs = f"{first.raw[: first.indent]}{first.sign}"
        return Splice(first.number, first.number, tuple(f"{signs} {one}" for one in told))
    at = form.draft.head.number + 1
    follows = _line(text, at).strip()
    return Splice(at, at, ("", *(f"- {one}" for one in told), *([""] if follows else [])))


def _line(text: str, number: int) -> str:
    pieces = split(text.removeprefix(BOM))
    return pieces[number - 1][0] if 0 < number <= len(pieces) else ""


# Text, answers, words for the team


def _pieces(text: str, form: Form, filled: Filled) -> list[Splice]:
    lines = [line for line, _ in split(text.removeprefix(BOM))]
    made = []
    for n, piece in enumerate(form.pieces):
        told, marks = _told(piece, str(n), filled)
        if told is None or (tuple(told), tuple(marks)) == (_shown(piece), piece.marks):
            continue
        raws = lines[piece.first - 1 : piece.last]
        new = rewritten(piece, raws, told, marks)
        made.append(Splice(piece.first, piece.last + 1, tuple(new)) if new else _gone(piece, lines))
    return [*made, *_begun(form, filled)]


def _shown(piece: Piece) -> tuple[str, ...]:
    """As a form that nobody changed tells it: a line of spaces of any kind at its end counts for nothing there too."""
    return piece.shown if piece.what == ANSWERS else tuple(_lines("\n".join(piece.shown)))


def _gone(piece: Piece, lines: Sequence[str]) -> Splice:
    """Nothing is left of a piece: of the blank lines around it one stays."""
    below = piece.last < len(lines) and not lines[piece.last].strip()
    above = piece.first > 1 and not lines[piece.first - 2].strip()
    return Splice(piece.first, piece.last + (2 if below and above else 1), ())


def _told(piece: Piece, key: str, filled: Filled) -> tuple[list[str] | None, list[str]]:
    """The entries as they are told now, and of answers their marks; None where the form does not say."""
    if piece.what != ANSWERS:
        return (_lines(filled.texts[key]) if key in filled.texts else None), []
    if key not in filled.answers:
        return None, []
    given = [answer for answer in filled.answers[key] if answer.words.strip()]
    return [" ".join(a.words.split()) for a in given], _marks(given, piece.marks[0], filled.choose, piece)


def _lines(told: str) -> list[str]:
    """Without blank lines around it; a form ends its lines with both signs."""
    lines = told.replace("\r\n", "\n").split("\n")
    said = [n for n, line in enumerate(lines) if line.strip()]
    return lines[said[0] : said[-1] + 1] if said else []


def _marks(given: Sequence[Answer], first: str, choose: str, piece: Piece | None = None) -> list[str]:
    sign = SIGNS.get(choose, first)
    known = dict(zip(piece.shown, piece.marks, strict=True)) if piece and sign == first else {}
    return [_mark(n, " ".join(answer.words.split()), answer.correct, sign, known) for n, answer in enumerate(given)]


def _mark(n: int, words: str, correct: bool, sign: str, known: Mapping[str, str]) -> str:
    own = known.get(words, sign)
    if "(" not in own and "[" not in own:
        return own if words in known else f"{sign[: len(sign) - len(sign.lstrip())]}{n + 1}. "
    if ("x" in own.lower()) == correct:
        return own
    for opened in "([":
        begin, found, rest = own.partition(opened)
        if found:
            closed = rest.lstrip(" xX")
            return f"{begin}{opened}{'x' if correct else ' '}{closed}"
    return own


def _begun(form: Form, filled: Filled) -> list[Splice]:
    """Pieces that the step did not have yet: text first, then answers, then words for the team."""
    entries = {
        TEXT: _lines(filled.texts.get(TEXT, "")),
        ANSWERS: _new_answers(filled),
        NOTES: [f"> {line}" if line.strip() else "" for line in _lines(filled.texts.get(NOTES, ""))],
    }
    above = max([w.line.number for w in form.draft.settings.written.values()], default=form.draft.head.number)
    behind = {
        TEXT: above,
        ANSWERS: next((piece.last for piece in form.pieces if piece.what == TEXT), above),
        NOTES: max([piece.last for piece in form.pieces if piece.what != BELOW], default=above),
    }
    told: dict[int, list[str]] = {}
    for what in form.offers:
        if entries[what]:
            told.setdefault(behind[what] + 1, []).extend(["", *entries[what]])
    return [Splice(at, at, tuple(own)) for at, own in told.items()]


def _new_answers(filled: Filled) -> list[str]:
    given = [answer for answer in filled.answers.get(ANSWERS, ()) if answer.words.strip()]
    marks = _marks(given, SIGNS["one"], filled.choose)
    return [f"{mark}{' '.join(answer.words.split())}" for mark, answer in zip(marks, given, strict=True)]
