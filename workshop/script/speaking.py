"""In which language the commands speak: that of `--lang`, else of LANG. `workshop.cli` brings the sentences."""

import os
from collections.abc import Callable
from copy import copy
from inspect import cleandoc
from typing import Any, TypeVar

import click

from workshop.util.isolation import without_signs
from workshop.util.phrases import Say, filled, told, why

SENTENCES = "workshop.sentences"  # in the context's `meta`: a code → its Say
CHOSEN = "workshop.language"
HEADS = ("Usage:", "Options:", "Commands:", "Show this message and exit.", "Show the version and exit.")  # click’s own
F = TypeVar("F", bound=Callable[..., Any])


def in_own_language(command: F) -> F:
    """The option `--lang` of a command that speaks with whoever writes scripts."""
    option = click.option(
        "--lang", expose_value=False, is_eager=True, callback=_choose, help="The language of messages. [LANG]"
    )
    return option(command)


def _choose(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    if value:
        ctx.meta[CHOSEN] = value


def say(sentence: str, **places: object) -> str:
    """One of our sentences in the language of whoever called the command."""
    return filled(own_say()(sentence), places)


def own_say() -> Say:
    ctx = click.get_current_context(silent=True)
    sentences = ctx.meta.get(SENTENCES) if ctx else None
    code = chosen()
    found: Say = sentences(code) if sentences and not code.startswith("en") else str
    return found


def say_told(text: object) -> str:
    """A phrase in the language of whoever called the command; anything else as it is."""
    return without_signs(str(told(text, own_say())))


def refusal(error: Exception) -> click.ClickException:
    """What ends the command, with the error's sentence in the language of whoever called it."""
    return click.ClickException(without_signs(why(error, own_say())))


def chosen() -> str:
    """The language of whoever called the command."""
    ctx = click.get_current_context(silent=True)
    return (ctx.meta.get(CHOSEN) if ctx else "") or of_system()


def of_system() -> str:
    """The language of LC_ALL, LC_MESSAGES or LANG, such as `de` or `pt-BR`; English where none is set."""
    named = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    code = named.partition(".")[0].partition("@")[0].replace("_", "-")
    return "en" if code in ("", "C", "POSIX") else code


# Help


def lang_in(args: list[str]) -> str:
    """What stands behind `--lang`; "" where nothing does."""
    one, _, more = next((arg for arg in args if arg.startswith("--lang")), "").partition("=")
    behind = args[args.index("--lang") + 1 :][:1] if one == "--lang" and "--lang" in args else []
    return more or "".join(behind)


def spoken(command: click.Command, say: Say) -> click.Command:
    """The command with its help in somebody's language; it does the same."""
    if say is str:
        return command
    told = _told(command, say)
    told.get_help = lambda ctx: _heads(type(command).get_help(told, ctx), say)  # type: ignore[method-assign]
    return told


def told_help(group: click.Group, ctx: click.Context, say: Say) -> str:
    """The help of the group of all commands."""
    return click.Group.get_help(group, ctx) if say is str else _heads(click.Group.get_help(_told(group, say), ctx), say)


T = TypeVar("T", bound=click.Command)


def _told(command: T, say: Say) -> T:
    told = copy(command)
    told.help = say(cleandoc(command.help)) if command.help else command.help
    told.params = [_option(param, say) for param in command.params]
    if isinstance(told, click.Group):
        told.commands = {name: spoken(each, say) for name, each in told.commands.items()}
    return told


def _option(param: click.Parameter, say: Say) -> click.Parameter:
    told = copy(param)
    if isinstance(told, click.Option) and told.help:
        told.help = say(told.help)
    return told


def _heads(help_text: str, say: Say) -> str:
    """What click itself says around our words."""
    for head in HEADS:
        help_text = help_text.replace(head, say(head))
    return help_text
