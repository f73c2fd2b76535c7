"""The script's text from what was proposed. Every word of the plan is in it, if need be as a comment."""

import re
from bisect import bisect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from workshop.script import keywords, read, samples
from workshop.script.settings import KIND_NAMES
from workshop.util import language

from . import labelled, times
from .model import Line, Plan, Proposed

ROW = language.marked("line %(n)s: %(words)s")
ONE_ROW, ROWS = language.marked("From the plan, %(row)s"), language.marked("From the plan:")
UNTITLED = language.marked("Untitled")
WORD = re.compile(r"\w+")
NUMBER = re.compile(r"^\s*\(?(?:\d{1,3}|[a-z])[.)]\s")
LABEL = re.compile(r"(?:Say|Do|Watch|If late|Before): ")
BRACKETS = re.compile(r"[()\[\]{}（）［］]")
BEGINS = re.compile(r"^(\s*)(?=[#>|]|```|~~~|<!--|\[\[|[-*+] |\d+[.)] )")


def write(plan: Plan) -> str:
    """A script that checks clean but for what only a person can decide, in the language of whoever brought the plan.

    A step that a script cannot say as it was proposed loses the brackets of its title; or is a Slide of its title,
    length, words and notes; or of its title alone. The rest of it stands in the comment below.
    """
    if plan.script:
        return plan.script
    text, starts = _composed(plan, {})
    wrong: dict[int, int] = {}
    for _ in FORMS[1:]:
        found = {bisect(starts, message.line) - 1 for message in read(text, "plan.md").errors} - {-1}
        if not found:
            break
        wrong.update({at: wrong.get(at, 0) + 1 for at in found})
        text, starts = _composed(plan, wrong)
    return keywords.shown_in(language.current()).text(text)


def _composed(plan: Plan, wrong: Mapping[int, int]) -> tuple[str, list[int]]:
    """The text, and the line at which each step begins. `wrong`: how often a step was found so."""
    settings = [
        "format: 1",
        *_language(plan),
        *(_long_enough(each, plan) for each in plan.settings),
        *_help(plan.settings),
    ]
    head = f"# {_plain(plan.title)}\n\n" + "\n".join(f"- {each}" for each in settings)
    texts = [_joined([head, _comment(_unsaid(plan.left, head))])]
    starts = []
    for at, step in enumerate(plan.steps):
        starts.append(sum(text.count("\n") for text in texts) + len(texts) + 1)
        said = FORMS[wrong.get(at, 0)](step)
        texts.append(_joined([*said, _comment(_unsaid([step.source, *step.taken], "\n".join(said)))]))
    return "\n".join(texts), starts


def _joined(blocks: Iterable[str]) -> str:
    return "\n\n".join(block for block in blocks if block) + "\n"


def _help(settings: Sequence[str]) -> list[str]:
    """People who write private things are shown where help is."""
    named = {each.partition(":")[0] for each in settings}
    return (
        [f"help: {samples.help_lines(language.current())}"]
        if "care: sensitive" in settings and "help" not in named
        else []
    )


def _language(plan: Plan) -> list[str]:
    """Their participants are spoken to in the same one, where the plan names no other."""
    own = language.current()
    named = any(each.partition(":")[0].strip() == "language" for each in plan.settings)
    return [] if named or own == language.ENGLISH else [f"language: {own}"]


def _long_enough(setting: str, plan: Plan) -> str:
    """The length of all, where the plan's own one is too short for its steps; that one goes to the comment."""
    needed = sum(step.minutes or 0 for step in plan.steps)
    short = setting.startswith("time:") and (times.in_minutes(setting) or needed) < needed
    return f"time: {needed} min" if short else setting


def _bare(step: Proposed) -> list[str]:
    return [f"### Slide: {_title(BRACKETS.sub(' ', step.title))}"]


def _spare(step: Proposed) -> list[str]:
    return [f"{_bare(step)[0]}{_length(step)}", _shown(step.words), _notes(step.notes)]


def _plainer(step: Proposed) -> list[str]:
    """What stands in brackets behind a title would be its length."""
    title = " – ".join(part.strip() for part in BRACKETS.split(step.title) if part.strip())
    return _step(replace(step, title=title))


def _length(step: Proposed) -> str:
    return f" ({step.minutes} min)" if step.minutes else ""


def _step(step: Proposed) -> list[str]:
    if step.kind is None:
        title = _title(step.title)
        return [f"## {title.replace(':', ' –').replace('：', ' –') if labelled.kind_and_title(title) else title}"]
    return [
        f"### {KIND_NAMES[step.kind]}: {_title(step.title)}{_length(step)}",
        "\n".join(f"- {setting}" for setting in step.settings),
        _shown([word.removeprefix("- ") for word in step.words] if step.settings else step.words),
        "\n".join(f"- ({'x' if answer in step.right else ' '}) {_plain(answer)}" for answer in step.answers),
        _notes(step.notes),
    ]


FORMS = (_step, _plainer, _spare, _bare)


def _unsaid(lines: Iterable[Line], said: str) -> list[Line]:
    """Lines that hold more than the script says: a time of day, who leads, a mark of another program."""
    there = set(WORD.findall(said))
    return [line for line in lines if not set(WORD.findall(NUMBER.sub("", line.raw))) <= there]


def _notes(notes: Sequence[str]) -> str:
    """For the team: what has a label of ours keeps it, all else is to be done."""
    parts: list[list[str]] = []
    for note in notes:
        if not parts or LABEL.match(note):
            parts.append([note])
        else:
            parts[-1].append(note)
    return "\n\n".join(map(_note, parts))


def _note(lines: Sequence[str]) -> str:
    first, *rest = lines
    begins = [f"> {first}"] if LABEL.match(first) else [f"> Do: {first}"]
    begins = ["> Do:", f"> {first}"] if first.lstrip().startswith("-") else begins
    return "\n".join([*begins, *(f"> {line}" if line.lstrip().startswith("-") else f">\n> {line}" for line in rest)])


def _shown(words: Sequence[str]) -> str:
    """Points stay a list; what was only a sign in a plan never becomes machinery in a script."""
    lines = [line if line.startswith("- ") else BEGINS.sub(r"\1\\", line) for line in words]
    pairs = zip(["", *lines], lines, strict=False)
    return "".join(f"{_gap(before, line)}{line}" for before, line in pairs)


def _gap(before: str, line: str) -> str:
    return "" if not before else "\n" if before.startswith("- ") and line.startswith("- ") else "\n\n"


def _title(words: str) -> str:
    """Never only a bracket, which a script would read as a length, nor a sign of headings at its ends."""
    plain = _plain(words).strip("# ")
    bare = re.sub(r"^[\s(\[（]+|[\s)\]）]+$", "", plain)
    title = bare if re.match(r"\W*[(\[（]", plain) else plain
    return (
        title
        if re.search(r"[^\W_]|[^\x00-\x7f]", title) and not times.PIECE.fullmatch(title)
        else language.said(UNTITLED)
    )


def _plain(words: str) -> str:
    return " ".join(words.replace("{", "(").replace("}", ")").split())


def _comment(lines: Iterable[Line]) -> str:
    """Lines of the plan for the authors' eyes, each once, with its number."""
    once = {line.n: line for line in lines if WORD.search(line.raw)}
    rows = [language.said(ROW, {"n": n, "words": _harmless(line.raw)}) for n, line in sorted(once.items())]
    if len(rows) == 1:
        return f"<!-- {language.said(ONE_ROW, {'row': rows[0]})} -->"
    return "\n".join([f"<!-- {language.said(ROWS)}", *rows, "-->"]) if rows else ""


def _harmless(raw: str) -> str:
    return " ".join(raw.split()).replace("<!--", "").replace("-->", "").replace("--", "- -")
