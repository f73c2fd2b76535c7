"""In which language the commands speak: that of `--lang`, else of LANG. `workshop.cli` brings the sentences."""

import os
from collections.abc import Callable
from typing import Any, TypeVar

import click

from .phrases import Say, filled

SENTENCES = "workshop.sentences"  # in the context's `meta`: a code → its Say
CHOSEN = "workshop.language"
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
    code = (ctx.meta.get(CHOSEN) if ctx else "") or of_system()
    found: Say = sentences(code) if sentences and not code.startswith("en") else str
    return found


def of_system() -> str:
    """The language of LC_ALL, LC_MESSAGES or LANG, such as `de` or `pt-BR`; English where none is set."""
    named = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    code = named.partition(".")[0].partition("@")[0].replace("_", "-")
    return "en" if code in ("", "C", "POSIX") else code
