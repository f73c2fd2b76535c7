"""Any text at all: reading never raises, places are true, notes stay with the team, fixes hit their line."""

import re
import time
from html import escape
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from workshop.script import as_json, fixes, is_script, read, read_file, read_step, render
from workshop.script.ids import write_ids
from workshop.script.model import Rules
from workshop.script.scanner import split

SESSIONS = Path(__file__).parents[2] / "sessions"
SHIPPED = sorted(p for p in SESSIONS.glob("*.md") if is_script(p.read_text(encoding="utf-8")))
ORIGINALS = [p for p in SHIPPED if "\n- language: " not in p.read_text(encoding="utf-8")]  # not those translated
SECRET = "zzsecretzz"

anything = st.text(st.characters(), max_size=400)
words = st.text(st.sampled_from("ab1 -:,()[]#>_*`!.xX•—\t\xa0“é"), max_size=14)
pieces = st.sampled_from(
    """# Title|- format: 1|- care: sensitive|- time: 10 min|- people: 3-9|- help: _h.md|## Part (5 min)|- repeat: 3
### Slide: One (2 min)|### Poll: Two|### Check-in: Now|### Reflect: Write|### Worksheet: Fill (3 min, optional)
### Breakout: Talk|### Wall: Show|### Pause: Breathe (if needed)|### Seed: Plant|### Resources: Read|### Pol: Near
###Glued: Two|###|##|#|#### For: a|#### Round: One (2 min)|- groups: pairs|- groups: by answer to two|- series: inside
- id: two|- id: write|- from: write|- prompt by: two|- who sees this: I choose (only me, my group)|- answer: words
- answer: scale 1 (low) to 7 (high)|- choose: up to 2|- offer: two when 2 or more need a moment|- reveal: one by one
- ( ) a|- ( ) b — more|- [ ] c|- [x] d|1. one|2. two|* star|+ plus|• dot|- plain|    code|  more|word: ____ (only me)
____|___|---|===|***|```|~~~|<!-- |-->|> Say: zzsecretzz|> zzsecretzz|  > zzsecretzz|- > zzsecretzz|1. > zzsecretzz
> Quote: a public word|<!-- zzsecretzz -->|![](media/a.png)|![a](http://x.test/a.png)|[Audio: a](media/a.mp3)
[Include: x](_x.md)|[Include: y](../y.md)|[a](javascript:alert(1))|| a | b |||-|-|||""".replace("\n", "|").split("|")
)
soup = st.lists(st.one_of(pieces, pieces, pieces, words), max_size=40).map("\n".join)
endings = st.sampled_from(["\n", "\r\n", "\r"])

thorough = settings(max_examples=max(250, settings().max_examples), suppress_health_check=list(HealthCheck))


def load(name):
    if name == "_x.md":
        return "### Slide: Included\n\n> zzsecretzz\n\n[Include: again](_x.md)\n"
    raise FileNotFoundError(name)


def public_html(script):
    yield script.html
    yield script.help_html
    yield from (part.html for part in script.parts)
    for step in script.steps:
        yield step.html
        for name in ("pieces", "variants", "rounds", "items"):
            for piece in getattr(step.detail, name, ()):
                yield piece if isinstance(piece, str) else str(piece)
        for choice in getattr(step.detail, "choices", ()):
            yield f"<b>{escape(choice.label + choice.more)}</b>"  # plain text, which every page escapes


def assert_true_places(reading, text, path="t.md"):
    lines = [raw for raw, _ in split(text.removeprefix("\ufeff"))]
    for m in reading.messages:
        if m.path != path:
            continue
        assert 1 <= m.line <= len(lines), m
        assert 1 <= m.column <= m.end_column <= len(lines[m.line - 1]) + 1, m
        assert m.message and m.suggestion, m


@thorough
@given(anything)
@example("\ud800")
@example("# a\n- format:\x00 1\n### Slide: \x00")
def test_any_text_gives_a_script_or_messages(text):
    reading = read(text, "t.md")
    assert_true_places(reading, text)
    assert reading.errors
    render(reading.messages).encode("utf-8", "replace")
    as_json(reading.messages)


@thorough
@given(soup, endings)
def test_a_soup_of_everything_the_format_knows(text, ending):
    text = text.replace("public word\n", "public word\n\n")  # the next line would go on with the public quote
    text = text.replace("\n", ending)
    reading = read(text, "t.md", load, exists=lambda path: False)
    assert_true_places(reading, text)
    assert [m.line for m in reading.messages if m.path == "t.md"] == sorted(
        m.line for m in reading.messages if m.path == "t.md"
    )
    fenced = "```" in text or "~~~" in text  # what stands in a fence is no note: it shows how a note is written
    for html in public_html(reading.script):
        assert SECRET not in (re.sub(r"(?s)<pre><code>.*?</code></pre>", "", html) if fenced else html)
        assert "<script" not in html and "javascript:alert" not in re.sub(r">[^<]*<", "><", html)
    ids = [step.id for step in reading.script.steps]
    assert reading.errors or len(ids) == len(set(ids))


@thorough
@given(soup)
def test_repairing_never_raises_and_leaves_other_lines_alone(text):
    text = "# T\n\n- format: 1\n\n" + text
    for message in read(text, "t.md", load).messages:
        if message.fix and message.path == "t.md":
            before, after = split(text), split(fixes.apply(text, message.fix))
            fix = message.fix
            assert before[: fix.line - 1] == after[: fix.line - 1]
            tail = len(before) - fix.end_line
            assert before[len(before) - tail :] == after[len(after) - tail :]
    fixes.apply_all(text, lambda t: read(t, "t.md", load).messages)
    write_ids(text, "t.md", load)


@thorough
@given(soup)
def test_a_step_typed_live_never_raises(text):
    step, messages = read_step(text, Rules())
    assert step or messages


@given(anything)
def test_splitting_and_joining_is_the_same_text(text):
    assert "".join(raw + ending for raw, ending in split(text)) == text


def setting_and_heading_lines(text):
    """Lines of a script that can be spoilt: (line number, spoilt line)."""
    in_list = False
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("#"):
            in_list = True
        elif line.strip() and not re.match(r"- [a-z ]+: ", line):
            in_list = False
        if found := re.match(r"### ([A-Z][a-z-]+):", line):
            yield number, line.replace(found.group(1), "Qzzx", 1)
            yield number, line.replace(found.group(1), found.group(1)[:-1] + "qq", 1)
            yield number, line.replace("### ", "###", 1)
            if re.search(r"\(\d+ min", line):
                yield number, re.sub(r"(\d+) min", r"\1 mni", line)
        elif in_list and (found := re.match(r"- ([a-z ]+): ", line)):
            yield number, line.replace(found.group(1), "qzzx", 1)
            yield number, line[: found.end()].rstrip()


@pytest.mark.parametrize("path", ORIGINALS, ids=lambda path: path.stem)
def test_a_spoilt_line_is_the_line_that_is_named(path):
    text = path.read_text(encoding="utf-8")
    texts = {p.name: p.read_text(encoding="utf-8") for p in SESSIONS.glob("_*.md")}
    lines = text.split("\n")
    spoils = list(setting_and_heading_lines(text))
    for number, spoilt in spoils[:: max(1, len(spoils) // 60)]:
        changed = "\n".join([*lines[: number - 1], spoilt, *lines[number:]])
        reading = read(changed, path.name, texts.__getitem__)
        assert number in [m.line for m in reading.errors if m.path == path.name], spoilt


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_shipped_scripts_have_no_errors(path):
    reading = read_file(path)
    assert reading.errors == ()
    assert {m.code for m in reading.warnings} <= {"W404", "W604", "W607"}


HOSTILE = {
    "brackets": "### Slide: a\n\n" + "[" * 100_000,
    "fences": "```\n# h\n" * 12_000,
    "shrinking fences": "".join("`" * n + "\n" for n in range(440, 2, -1)),
    "comments": "<!--\n# h\n" * 11_000,
    "comments in one line": "<!-- a -->`" * 9_000,
    "parts": "### Slide: a\n" * 400 + "## p\n" * 18_000,
    "settings": "### Poll: a\n\n" + "- resuls: live\n" * 7_000,
    "answers": "### Poll: a\n\n" + "- ( ) a\n" * 12_000,
    "spaces": "### Slide: a" + " " * 100_000 + "b",
    "pictures": "### Slide: a\n\n" + "![](media/a.png) " * 900,
    "blanks that do not break": "### Reflect: a\n\n" + "\xa0" * 100_000 + "b",
    "quotes": "### Slide: a\n\n" + ">" * 100_000,
    "stars": "### Reflect: a\n\n" + "*" * 100_000 + "b",
    "blanks in a note": "### Slide: a\n\n> " + " " * 100_000 + "b",
    "signs of boxes": "### Poll: a\n\n- lead" + "-" * 100_000 + "b",
    "names with blanks": "### Breakout: a\n\n- groups: pairs\n- roles: a" + " " * 100_000 + "b",
    "names in German": "- language: de\n\n### Breakout: a\n\n- Gruppen: Paare\n- Rollen: a" + " " * 100_000 + "b",
    "readers in French": "- language: fr\n\n### Reflect: a\n\n- qui lit ceci: moi" + "\t" * 100_000 + "moi",
    "signs in German": "- language: de\n\n### Reflect: a\n\n- wer sieht das= nur" + " *" * 50_000 + "ich",
    "lengths in a row": "### Slide: a\n\n" + "(5 min) " * 40 + "b\n",
    "numbers in a row": "### Slide: a\n\n" + "(5) " * 60 + "b\n\n#### " + "(5) " * 60 + "b\n",
    "hearts in a row": "### Slide: a\n\ncare " + "\u2764\ufe0f" * 28 + "sensitive\n\n" + "\u2764\ufe0f" * 60 + "b\n",
    "empty lines of a sheet": "### Worksheet: a\n\nGoal: ____\n" + "\n" * 15_000 + "b\n",
    "names alone": "### Reflect: a\n\n" + "- shuffle\n" * 6_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_made_to_be_slow_is_read_in_time(name):
    begin = time.process_time()
    render(read(f"# T\n\n- format: 1\n\n{HOSTILE[name]}", "t.md").messages)
    assert time.process_time() - begin < 6
