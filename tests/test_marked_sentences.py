"""A sentence of ours in Python that reaches a person is marked, so that it can be translated."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "workshop"
MARKS = {"said", "marked", "_", "gettext", "ngettext", "phrase", "say", "N_"}
# What speaks with people: a literal here is translated by whoever shows it, one with pieces in it cannot be.
SHOWN_LATER = {"Refused", "HasErrors", "Unreadable"}
SPEAKING = {"echo", "ClickException", "prompt", "confirm", "flash"}
COMMANDS = ("script/cli.py", "web/cli.py", "authoring/cli.py")
SENTENCE = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,}")
KEY_WORDS = ("name", "scope")  # of a message: what a script calls things
# Only programs get these, and whoever looks after a server with several places; the list only gets shorter.
NOT_YET = {"places/managing.py", "web/api.py", "realtime/command_reader.py", "session/team.py", "store/keys.py"}


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


def pieced(node: ast.AST) -> str:
    if not isinstance(node, ast.JoinedStr):
        return ""
    words = " ".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
    return words if SENTENCE.search(words) else ""


def unmarked(source: str, command: bool = False, script: bool = False) -> list[str]:
    found = []
    for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
        name = name_of(call)
        if name in SHOWN_LATER | MARKS and call.args:
            found.append(pieced(call.args[0]))
        elif command and name in SPEAKING and call.args:
            found.append(bare(call.args[0]))
        elif script and name == "add" and call.args and isinstance(call.args[0], ast.Constant | ast.Name):
            found += [bare(word.value) for word in call.keywords if word.arg not in KEY_WORDS]
    return [each for each in found if each]


FILES = sorted(path for path in ROOT.rglob("*.py") if str(path.relative_to(ROOT)) not in NOT_YET)


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
        'click.echo("There are no scripts.")', 'click.echo(told or f"Next step is {path}")',
        'report.add("E116", place, where="It belongs under a step.")',
        'report.add("E116", place, cure="Leave some out." if many else phrase("Add one."))',
    ],
)  # fmt: skip
def test_a_bare_sentence_is_found(source):
    assert unmarked(source, command=True, script=True)


@pytest.mark.parametrize(
    "source", ['raise Refused("There is no step %(n)s.", n=1)', 'click.echo(say("Written: {path}", path=path))']
)
def test_a_marked_one_is_not(source):
    assert not unmarked(source, command=True, script=True)
