"""A sentence of ours in Python that reaches a person is marked, so that it can be translated."""

import ast
import re
import runpy
from functools import cache
from pathlib import Path

import pytest

from workshop.util import language

ROOT = Path(__file__).parents[1] / "workshop"
TOOL = runpy.run_path(str(ROOT.parent / "scripts/catalogues"), run_name="catalogues")
MARKS = {"said", "marked", "_", "gettext", "ngettext", "phrase", "say", "N_"}
# What speaks with people: a literal here is translated by whoever shows it, one with pieces in it cannot be.
SHOWN_LATER = {"Refused", "HasErrors", "Unreadable"}
# What carries a phrase, which a command says.
CARRYING = {"SettingsError", "BackupError", "TooNew", "Taken", "CannotListen", "CannotShare", "Finding"}
SPEAKING = {"echo", "ClickException", "prompt", "confirm", "flash"}
COMMANDS = (
    "cli.py", "script/cli.py", "web/cli.py", "authoring/cli.py", "exports/cli.py", "store/cli.py", "places/cli.py",
    "hosting/banner.py", "hosting/audit.py",
)  # fmt: skip
SENTENCE = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,}")
KEY_WORDS = ("name", "scope")  # of a message: what a script calls things
# Only programs get these, in English, by which a key came in.
FOR_PROGRAMS = {"NO_KEY", "NO_SCOPE"}
# Nobody's language is known yet, or only a log has it.
FOR_WHOEVER_RUNS_IT = {"NOT_JOINED", "NOT_OPEN", "UNKNOWN_HOST", "NO_OTHER", "NO_PROXIES"}
WHOLE = re.compile(r"[A-Z“%].* .*[.:]$", re.DOTALL)
READ_BY_PEOPLE = ("authoring/", "exports/", "places/", "realtime/", "rehearsal/", "web/")
PLAIN_TEXT = {"rehearsal/report.py"}  # what the command prints


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def bare(node: ast.AST) -> str:
    """A literal sentence, or one with pieces put in, that nothing marks; else ""."""
    if isinstance(node, ast.IfExp):
        return bare(node.body) or bare(node.orelse)
    if isinstance(node, ast.BinOp | ast.BoolOp):
        return next(filter(None, map(bare, ast.iter_child_nodes(node))), "")
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value if SENTENCE.search(node.value) else ""
    return pieced(node)


def constants(tree: ast.Module) -> dict[str, ast.AST]:
    """A sentence that a module keeps under a name."""
    return {
        name.id: each.value
        for each in tree.body
        if isinstance(each, ast.Assign)
        for name in each.targets
        if isinstance(name, ast.Name) and name.id not in FOR_PROGRAMS
    }


def kept_bare(call: ast.Call, kept: dict[str, ast.AST]) -> str:
    """A refusal by a name under which the bare sentence is kept."""
    first = call.args[0]
    if isinstance(first, ast.Call) and name_of(first) == "format":  # pieces put in: nobody can translate it
        first = getattr(first.func, "value", first)
    return bare(kept[first.id]) if isinstance(first, ast.Name) and first.id in kept else ""


def pieced(node: ast.AST) -> str:
    if not isinstance(node, ast.JoinedStr):
        return ""
    words = " ".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
    return words if SENTENCE.search(words) else ""


def unmarked(source: str, command: bool = False, script: bool = False) -> list[str]:
    found, tree = [], ast.parse(source)
    kept = constants(tree)
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = name_of(call)
        if name in SHOWN_LATER | {"tidy", "sentence"} and call.args:
            found += [kept_bare(each, kept) for each in [ast.Call(call.func, [arg], []) for arg in call.args]]
        if name in SHOWN_LATER | MARKS and call.args:
            found.append(pieced(call.args[0]))
        elif name in CARRYING:
            found += map(bare, call.args)
        elif command and name in SPEAKING and call.args:
            found.append(bare(call.args[0]))
        elif script and name == "add" and call.args and isinstance(call.args[0], ast.Constant | ast.Name):
            found += [bare(word.value) for word in call.keywords if word.arg not in KEY_WORDS]
    return [each for each in found if each]


def hidden(tree: ast.Module) -> list[str]:
    """A marked sentence within a text with pieces: the catalogues do not look there."""
    pieces = (node for text in ast.walk(tree) if isinstance(text, ast.JoinedStr) for node in ast.walk(text))
    calls = (node for node in pieces if isinstance(node, ast.Call) and name_of(node) in MARKS and node.args)
    return [str(call.args[0].value) for call in calls if isinstance(call.args[0], ast.Constant)]


def kept_unmarked(source: str) -> list[str]:
    """Whole sentences that a module keeps under a name or gives one by one, and that nothing marks."""
    tree = ast.parse(source)
    named = constants(tree)
    whole = [bare(each) for name, each in named.items() if name not in FOR_WHOEVER_RUNS_IT]
    given = [pieced(each.value) for each in ast.walk(tree) if isinstance(each, ast.Yield) and each.value]
    return [each for each in whole if WHOLE.match(each)] + [each for each in given if each]


@cache
def all_sentences() -> set[str]:
    """It takes a second to find them."""
    return {m.id for domain in ("messages", "team") for m in TOOL["template"](domain)}


FILES = sorted(ROOT.rglob("*.py"))


def test_nothing_is_said_that_cannot_be_translated():
    found = {
        name: unmarked(path.read_text("utf-8"), name in COMMANDS, name.startswith("script/"))
        for path in FILES
        for name in [str(path.relative_to(ROOT))]
    }
    assert {name: said for name, said in found.items() if said} == {}


@pytest.mark.parametrize(
    "source",
    [
        'raise Refused(f"There is no step {name} here.")', 'said(f"It is {n} long.")',
        'NONE = "There is no such step."\nraise Refused(NONE)',
        'TAKEN = "There is one {}."\nraise Refused(TAKEN.format(1))',
        'click.echo("There are no scripts.")',
        'raise SettingsError(f"“{text}” is not a port.")', 'yield Finding("leak", "It cannot be read at all.")',
        'click.echo(told or f"Next step is {path}")',
        'report.add("E116", place, where="It belongs under a step.")',
        'report.add("E116", place, cure="Leave some out." if many else phrase("Add one."))',
    ],
)  # fmt: skip
def test_a_bare_sentence_is_found(source):
    assert unmarked(source, command=True, script=True)


def test_no_sentence_hides_in_a_text_with_pieces():
    known = all_sentences()
    found = {path.name: set(hidden(ast.parse(path.read_text("utf-8")))) - known for path in FILES}
    assert {name: said for name, said in found.items() if said} == {}
    assert hidden(ast.parse("f\"{say('Removed.')} {more}\"")) == ["Removed."]


def test_no_sentence_is_kept_that_cannot_be_translated():
    known = all_sentences()
    found = {
        name: [each for each in kept_unmarked(path.read_text("utf-8")) if each not in known]
        for path in FILES
        for name in [str(path.relative_to(ROOT))]
        if name.startswith(READ_BY_PEOPLE) and name not in PLAIN_TEXT and not name.endswith("cli.py")
    }
    assert {name: said for name, said in found.items() if said} == {}


@pytest.mark.parametrize(
    "source",
    [
        'OPEN = "Some lines are still open."', 'OPEN = "One is open. " "Fill it in."',
        'def told(n):\n    yield f"The text has {n} characters."',
    ],
)  # fmt: skip
def test_one_that_is_kept_is_found(source):
    assert kept_unmarked(source)


@pytest.mark.parametrize(
    "source",
    [
        'raise Refused("There is no step %(n)s.", n=1)', 'click.echo(say("Written: {path}", path=path))',
        'NONE = marked("There is no such step.")\nraise Refused(NONE)',
    ],
)  # fmt: skip
def test_a_marked_one_is_not(source):
    assert not unmarked(source, command=True, script=True)


def test_the_first_place_is_called_so_in_the_readers_language_until_it_has_a_name():
    with language.speaking_alone("de"):
        assert language.place_called("The first place") == "Der erste Platz"
        assert language.place_called("Praxis am Park") == "Praxis am Park"
