"""No sentence reaches a person past the catalogues, however it is written.

Each whole one in Python, a template, a script or a style sheet is in them, or named here with the reason why not."""

import ast
import re
import runpy
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TOOL = runpy.run_path(str(ROOT / "scripts/catalogues"), run_name="catalogues")
WHOLE = re.compile(
    r"[A-Z“{][\w’'}]*,? (?:[\w’'“”{}%()-]+[,;:]? )+[\w’'“”{}%()-]+|[a-z’']{2,} [^.]*[a-z]{2,}[.?!…:]$"
    r"|^[A-Z][a-z]+ [a-z]{2,}$"
)
# One that has no sign at its end, as it may stand behind a colon.
SMALL = re.compile(r"^[a-z’']{2,}(?: [a-z’']+){2,}$")
NAMES_OF_THINGS = {
    "who sees this",
    "one by one",
    "pause before sending",
    "on your own",
    "one by lot",  # of settings and their values
    "browser signed out",
    "key used first",
    "helper's link made",
    "all sessions offered",
    "offer taken back",  # of events
    "session handed over",
    "session taken over",
    "unable to open",
    "database is locked",
    "not a database",  # by which SQLite's trouble is known
    "held kept back",
    "openid profile email",  # columns; what a sign-on is asked for
}
# Of databases, patterns, addresses, media types.
FOR_MACHINES = re.compile(
    r"^\W*(?:SELECT|INSERT|UPDATE|DELETE|PRAGMA|SAVEPOINT|RELEASE|ROLLBACK|LOCK|DROP|RESET|CC BY)\b|"
    r" (?:ORDER|GROUP) BY |^FOR SHARE| AND shown|[\\^]|\(\?|^[#@/-](?! )|^# \{\}|\|.*\|| \{ |<[^<>]*$"
)
LOGGED = {"debug", "info", "warning", "error", "exception", "critical", "log"}
BUGS = {"ValueError", "TypeError", "KeyError", "RuntimeError", "LookupError", "NotImplementedError", "OSError"}
UNHEARD = {  # files whose other sentences nobody reads in a language of theirs, and why
    "hosting/banner.py": "what `serve` prints where that is no terminal",
    "hosting/doctor.py": "names of programs and their versions",
    "transport/counters.py": "reasons in the measures and the log", "util/measures.py": "help of the measures",
    "web/metrics.py": "help of the measures", "web/proxies.py": "the log", "store/before_update.py": "the log",
    "web/bundles.py": "a fault in our own files",
    "web/gatekeeper.py": "the answer to an API key",
    "web/security.py": "an address that is not ours: nobody's language is known", "transport/sockets.py": "the same",
    "engine/refusals.py": "the same",
    "web/forms.py": "names of fields, which no page shows",
    "script/title_lengths.py": "what coaches write behind a title, to be known again",
    "script/settings.py": "key words", "script/values.py": "key words", "script/answer_values.py": "key words",
    "script/group_values.py": "key words", "script/answer_words.py": "key words", "script/writing.py": "key words",
    "session/recap.py": "said so in English alone; other languages have fewer words, in web/past_prompts.py",
}  # fmt: skip
UNHEARD_SENTENCES = {
    "answer: scale {} to {}": "key words",
    "The file was changed meanwhile.": "an exception; the page says it in its own words",
    "The script has errors.": "the same",
    "This browser has not joined the workshop yet.": "nobody's language is known yet",
    "This link does not open that. Please use the facilitator's link.": "the same",
    "Only a facilitator can do that.": "no page of ours asks for it",
    "<p>There is a mistake in this step, so it cannot be shown yet.</p>": "the slide says it",
    "A step with a mistake": "stands for the title that a broken step lacks",
    "Answers wait on the phones meanwhile, and all goes on by itself.": "the end of sentences that are known whole",
}


@cache
def known() -> tuple[frozenset[str], str]:
    """Every sentence of the catalogues, and all of them in one text."""
    ids = [m.id for domain in ("messages", "team") for m in TOOL["template"](domain) if m.id]
    found = frozenset(text for each in ids for text in ([each] if isinstance(each, str) else each))
    return found, "\n".join(found)


def is_known(text: str) -> bool:
    """`text` has {} where something is put in: then its pieces stand in a sentence that is made of it when loaded."""
    found, joined = known()
    if {text, text.lower(), " ".join(text.split())} & found:
        return True
    pieces = [re.escape(piece) for piece in text.split("{}")]
    return len(pieces) > 1 and bool(re.search(f"^{'.*'.join(pieces)}$", joined, re.MULTILINE))


def text_of(node: ast.AST) -> str:
    """A literal, or what is put together of literals; {} where something else is put in."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=values):
            return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in values)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return text_of(left) + text_of(right)
        case ast.BinOp(left=left, op=ast.Mod()):
            return text_of(left)
        case ast.Call(func=ast.Attribute(attr="join"), args=[ast.List(elts=parts) | ast.Tuple(elts=parts)]):
            return " ".join(filter(None, map(text_of, parts)))
        case ast.Call(func=ast.Attribute(attr="format", value=value)):
            return text_of(value)
    return ""


def literals(node: ast.AST) -> list[str]:
    """All texts of a file but docstrings, what is logged, and what only says that the program has a fault."""
    body = getattr(node, "body", None)
    children = list(ast.iter_child_nodes(node))
    match node:
        case ast.Call(func=ast.Attribute(attr=name, value=ast.Name(id="log" | "logging"))) if name in LOGGED:
            return []
        case ast.Raise(exc=ast.Call(func=ast.Name(id=name))) if name in BUGS:
            return []
        case ast.Assert(test=test):
            children = [test]
    if isinstance(body, list) and body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        children.remove(body[0])
    if text := text_of(node):
        return [text]
    return [text for child in children for text in literals(child)]


def smuggled(source: str) -> list[str]:
    texts = [text for text in literals(ast.parse(source)) if not is_known(text)]
    bare = [re.sub(r"(?<!`)<[a-z/][^<>]*>", " ", text).strip() for text in texts]
    small = [text for text in bare if SMALL.search(text) and text not in NAMES_OF_THINGS]
    found = [*small, *(text for text in bare if WHOLE.search(text) and not FOR_MACHINES.search(text))]
    found = [text for text in found if len(re.findall("[A-Za-z]{2,}", text.replace("{}", ""))) > 1]
    return [text for text in found if text not in UNHEARD_SENTENCES and not is_known(text)]


def test_each_sentence_in_python_is_in_the_catalogues_or_here():
    found = {}
    for path in sorted((ROOT / "workshop").rglob("*.py")):
        name = str(path.relative_to(ROOT / "workshop"))
        if name not in UNHEARD and not name.startswith("script/keywords/"):
            found[name] = smuggled(path.read_text("utf-8"))
    assert {name: texts for name, texts in found.items() if texts} == {}


@pytest.mark.parametrize(
    "source",
    [
        'flash(f"Nobody may come in before {hour}.")', 'subject = f"Your place in {title} is ready"',
        'page(" ".join(["Nobody may come in", "before the start."]))', 'WHY = {"late": "Nobody may come in so late."}',
        'class Late(Refused):\n    def __init__(self):\n        super().__init__("Nobody may come in so late.")',
        'def why(late):\n    """A note."""\n    return "Nobody may come in so late." if late else ""',
        'abort(403, description="Nobody may come in so late.")',
        'parser.add_argument("--late", help="Who may come in late.")',
        'page("page.html", title="Who sat here late")', 'x = "Nobody may come in " + "so late."',
        'x = "Nobody may come in before %s." % hour', 'x = "Nobody may come in before {}.".format(hour)',
        'form.error("Nobody may come in so late.")', 'Markup("<p>Nobody may come in so late.</p>")',
        'x = "- Nobody may come in so late"', 'abort(409, "nobody may come in")',
        'def told(why="Nobody may come in so late."): ...', 'x = [("late", "Nobody may come in so late.")]',
        'x = lambda: "nobody may come in before the start."',
    ],
)  # fmt: skip
def test_a_sentence_is_found_however_it_is_written_in_python(source):
    assert smuggled(source)


@pytest.mark.parametrize(
    "source",
    [
        '"""Nobody may come in so late."""', 'log.info("Nobody may come in so late.")', 'said("Saved.")',
        'raise ValueError("Nobody may come in so late.")',
        'x = "SELECT who FROM comes WHERE late"', 'x = "who sees this"',
    ],
)  # fmt: skip
def test_what_no_person_reads_is_none(source):
    assert not smuggled(source)


# Of templates: what browsers read out or show of an element, and what a script of ours could show of it.
SHOWN = re.compile(
    r"\b(?:title|label|alt|placeholder|summary|value|content|aria-(?!labelledby|describedby|controls|owns)[a-z]+|data-[a-z-]+)"
    r"=(?:\"([^\"]*)\"|'([^']*)')"
)
TWO_WORDS = re.compile(r"[A-Za-z’']{2,},? [A-Za-z’']{2,}")
CALLS = re.compile(r"\b(?:N_|_|ngettext)\((?:\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')(?:, ?\"(?:[^\"\\]|\\.)*\")?")
QUOTED = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'")
NO_SENTENCE = re.compile(r'^\s*<|="|^ data-|width=device|^light dark$|^CC BY')
# Key words of scripts and of the wire, names of kinds, classes, and a label by which a phone finds its own answer.
KEYS = {
    "only me", "my group", "facilitators with names", "everyone without names", "everyone with names", "if late",
    "kept back", "as in", "look in", "who sees this", "heads up", "show on", "time limit", "minimum answers",
    "if needed", "late joiners", "one several", "slide talk words scale reflect", "Something else",
    "row middle", "foot middle",
}  # fmt: skip


ALONE = re.compile(r"^[A-Z][a-z’']{2,}[.…:?]?$")
NO_WORD = {"Workshop", "Tab", "Enter", "Escape"}  # our name, and those of keys


def smuggled_in_page(source: str) -> list[str]:
    source = re.sub(r"\{#.*?#\}|\{% trans\b.*?%\}.*?\{% endtrans %\}", "", source, flags=re.DOTALL)
    flat = re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "{}", source, flags=re.DOTALL)
    said = [piece.strip() for either in SHOWN.findall(flat) for piece in "".join(either).split("{}")]
    for block in re.findall(r"\{\{.*?\}\}|\{%.*?%\}", source, re.DOTALL):
        said += [either[0] or either[1] for either in QUOTED.findall(CALLS.sub("", block))]
    drawn = re.findall(r"<(?:title|desc)[^>]*>([^<{]+)<", source)
    spoken = [
        text for script in re.findall(r"<script[^>]*>(.*?)</script>", source, re.DOTALL) for text in of_script(script)
    ]
    found = [text for text in said if TWO_WORDS.search(text) and not NO_SENTENCE.search(text) and text not in KEYS]
    found += [text for text in said if ALONE.search(text) and text not in NO_WORD]
    return [*found, *(text for text in drawn if re.search("[a-z]{3}", text) and text != "Workshop"), *spoken]


@pytest.mark.parametrize(
    "source",
    [
        '<a title="Go in late">…</a>', "<p aria-label='who comes late'>", '<p aria-roledescription="late comers">',
        '<input type="submit" value="Let them in">', '<p data-empty="Nobody is here yet">',
        '{% set why = "nobody is here" %}',
        "{{ head('Nobody is here') }}", '{{ "so late: " ~ n ~ " came late" }}', '<svg><title>Late</title></svg>',
        '<svg><desc>who came late</desc></svg>', '<optgroup label="Who came late">', '<meta content="A late workshop">',
        '<a title="{{ n }} came late">', '<p title="Late">', '{{ "Late" if late }}',
        '<p data-why="{{ name }}: not here yet">',
        '<script>show("Nobody is here yet")</script>', '{{ _("Late") if late else "not late yet" }}',
    ],
)  # fmt: skip
def test_a_sentence_is_found_however_it_is_written_in_a_template(source):
    assert smuggled_in_page(source)


def test_no_template_or_script_has_the_quotation_marks_of_english():
    """Between them stand names and titles, in whatever language: `quoted`, or within a sentence that is translated."""
    marked = r"\{#.*?#\}|\{% trans\b.*?%\}.*?\{% endtrans %\}|\b(?:N_|_|ngettext)\((?:\"(?:[^\"\\]|\\.)*\"(?:, )?)+"
    pages = [
        (path, re.sub(marked, "", path.read_text("utf-8"), flags=re.S)) for path in (ROOT / "templates").rglob("*.html")
    ]
    scripts = [(path, COMMENT.sub("", path.read_text("utf-8"))) for path in (ROOT / "static/js").rglob("*.js")]
    found = {path.name for path, text in (*pages, *scripts) if re.search("[“”]", text) and path.name not in LISTS}
    assert found == set()


def test_no_template_has_one():
    pages = sorted((ROOT / "templates").rglob("*.html"))
    found = {str(path.relative_to(ROOT)): smuggled_in_page(path.read_text("utf-8")) for path in pages}
    assert {name: texts for name, texts in found.items() if texts} == {}


LITERAL = re.compile(r'"((?:[^"\\\n]|\\.)*)"|' r"'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`")
COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'`])//[^\n]*", re.DOTALL)
TAGS = "a|aside|body|button|details|dialog|footer|form|header|iframe|input|label|li|main|p|summary|svg|tbody|textarea"
TAGS += "|tr|ul"
PART = rf"(?:(?:{TAGS})(?!\w)|[.#:])[^ ]*"
SELECTOR = re.compile(rf"[<>\[]|^{PART}(?: {PART})*$")
CONTENT = re.compile(r"(?:content|--[\w-]+):[^;}\"']*(?:\"([^\"]*)\"|'([^']*)')")
LISTS = {"words.js"}  # the one place for sentences, which the catalogues know


@cache
def classes() -> frozenset[str]:
    sheets = (path.read_text("utf-8") for path in (ROOT / "static/css").rglob("*.css"))
    return frozenset(name for sheet in sheets for name in re.findall(r"\.([a-z][\w-]*)", sheet))


def of_script(source: str) -> list[str]:
    source = re.sub(r"(?:throw )?new \w*Error\([^)]*\)", "", COMMENT.sub("", source))
    texts = [re.sub(r"\$\{[^}]*\}", "{}", "".join(found)) for found in LITERAL.findall(source)]
    several = [text for text in texts if re.search(r"[A-Za-z’']{2,},? [a-z’']{2,}", text) and not SELECTOR.search(text)]
    several += [text for text in texts if ALONE.search(text) and text not in NO_WORD]
    return [text for text in several if text not in KEYS and not classes().issuperset(text.split())]


@pytest.mark.parametrize(
    "source",
    [
        "show('Nobody is here yet')", "show(`${n} people are here`)", 'show("so late, " + name)',
        'box.title = "Come in late"', 'box.title = "Late"',
        'box.setAttribute("aria-label", "Who came late")', "const WHY = {late: 'nobody may come in'}; // late",
    ],
)  # fmt: skip
def test_a_sentence_is_found_however_it_is_written_in_a_script(source):
    assert of_script(source)


def test_no_script_of_the_browser_has_one():
    scripts = [path for path in (ROOT / "static/js").rglob("*.js") if path.name not in LISTS]
    found = {str(path.relative_to(ROOT)): of_script(path.read_text("utf-8")) for path in sorted(scripts)}
    assert {name: texts for name, texts in found.items() if texts} == {}


FONTS = {"Times New Roman", "Segoe UI", "SF Mono"}


def of_sheet(source: str) -> list[str]:
    texts = ("".join(either) for either in CONTENT.findall(source))
    texts = (text for text in texts if text not in FONTS)
    return [text for text in texts if re.search("[A-Za-z]{2}", re.sub(r"\\[0-9a-f]+", "", text))]


def test_no_style_sheet_has_words():
    assert of_sheet('a::after { content: " late" }') and of_sheet("a::before { content: 'Late' }")
    assert of_sheet('a { --said: "late" }') and of_sheet('a::after { content: counter(n) " late" }')
    sheets = [*(ROOT / "static/css").rglob("*.css"), *(ROOT / "templates").rglob("*.css")]
    assert {path.name: of_sheet(path.read_text("utf-8")) for path in sheets if of_sheet(path.read_text("utf-8"))} == {}
