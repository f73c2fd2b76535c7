"""The `workshop` command. Imports stay lazy: `serve` must patch the engine before Flask is loaded."""

import os
import resource
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

import click

from workshop import __version__, engine
from workshop.config import NothingThere, Settings
from workshop.script.speaking import (
    CHOSEN,
    in_own_language,
    lang_in,
    of_system,
    refusal,
    say,
    say_told,
    spoken,
    told_help,
)
from workshop.util.phrases import marked
from workshop.util.setting_values import ASYNC_MODES, SettingsError

# Modules with commands of their own, in a list COMMANDS.
WITH_COMMANDS = (
    "workshop.script.cli",
    "workshop.authoring.cli",
    "workshop.web.cli",
    "workshop.store.cli",
    "workshop.exports.cli",
    "workshop.rehearsal.cli",
    "workshop.places.cli",
    "workshop.hosting.audit",
)

NO_DATABASE = marked(
    "The database cannot be opened or written to. Look at the owner of the data folder, and whether its disk is full."
)
FLAGS = {
    "host": "Address to listen on; 0.0.0.0 for every network. [127.0.0.1]",
    "port": "Port to listen on; 0 for any free one. [8000]",
    "public_url": "The address participants type, if a proxy stands in front.",
    "proxies": "How many proxies stand in front; 1 for one nginx or Caddy. [0]",
    "processes": "How many servers share the port; more than one needs PostgreSQL and Redis. [1]",
    "data": "Folder for the database, secrets and backups. [data]",
    "sessions": "Folder of session scripts. [scripts in the data folder]",
    "key_dir": "Folder in memory for the keys of running polls.",
    "database_url": "PostgreSQL or SQLite address. [workshop.db in the data folder]",
    "redis_url": "Redis address, if several processes serve together.",
    "async_mode": f"{', '.join(ASYNC_MODES)}. [eventlet]",
    "fanout": "How a step reaches all browsers: hub (the fast way, with eventlet) or stock. [hub]",
    "backup_every": "Hours between the backups that the server makes by itself; 0: none. [24]",
    "backup_keep": "How many of these are kept. [7]",
    "log_format": "text, or json for a JSON object on each line. [text]",
    "facilitator_key": "The key in the facilitator's link. [made at the first start]",
    "secret_key": "The key that signs cookies. [made at the first start]",
}

SERVES = "workshop.serves"  # in the context's `meta`: no word of help is wanted, and the catalogues would load Flask


class Rooms(click.Group):
    """A group that asks the rooms for their commands only when one of them is wanted."""

    def get_help(self, ctx: click.Context) -> str:
        return told_help(self, ctx, _say(ctx))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Help is asked for before `--lang` is read, so it is looked for here."""
        if code := lang_in(args):
            ctx.meta[CHOSEN] = code
        ctx.meta[SERVES] = args[:1] == ["serve"] and {"-h", "--help"}.isdisjoint(args)
        return super().resolve_command(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), *_from_modules()])

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        found = super().get_command(ctx, name) or _from_modules().get(name)
        return spoken(found, _say(ctx)) if found and ctx and not ctx.meta.get(SERVES) else found

    def invoke(self, ctx: click.Context) -> Any:
        """Ours are whole sentences; what click itself finds wrong in a command it says in English."""
        try:
            return super().invoke(ctx)
        except click.UsageError:
            raise
        except click.ClickException as error:
            told = say("Error: {why}", why=error.format_message())
            error.show = lambda file=None: click.echo(told, file, err=True)  # type: ignore[method-assign]
            raise


def _say(ctx: click.Context) -> Callable[[str], str]:
    code = ctx.meta.get(CHOSEN) or of_system()
    return str if code.startswith("en") else _sentences(code)


def _from_modules() -> dict[str, click.Command]:
    return {command.name: command for name in WITH_COMMANDS for command in import_module(name).COMMANDS}


def settings_flags(command: Callable[..., Any]) -> Callable[..., Any]:
    """One option per setting; what is not given comes from the environment."""
    for field, text in reversed(FLAGS.items()):
        command = click.option(f"--{field.replace('_', '-')}", field, help=text)(command)
    return command


def read_settings(flags: dict[str, str | None], existing: bool = False) -> Settings:
    try:
        return Settings.from_env(existing=existing, **flags)  # type: ignore[arg-type]  # no flag is called env or dotenv
    except SettingsError as error:
        raise refusal(error) from None


@click.group(cls=Rooms, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="workshop %(version)s")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Run live workshops from session scripts."""
    ctx.meta["workshop.sentences"] = _sentences  # workshop.script.speaking


def _sentences(code: str) -> Callable[[str], str]:
    """What a language says, where there is a catalogue of it."""
    from workshop.util import language

    spoken: Callable[[str], str] = language.translations(language.nearest_of_team(code)).ugettext
    return spoken


@main.command()
@settings_flags
def serve(**flags: str | None) -> None:
    """Start the server and print the two links."""
    settings = read_settings(flags)
    if settings.processes > 1:
        _serve_together(settings)
        return
    engine.patch(settings.async_mode)
    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core dump would hold what people wrote
    from workshop.app import run
    from workshop.store.claim import Taken
    from workshop.store.database import StoreUnavailable
    from workshop.store.migrate import TooNew
    from workshop.util.whole_files import BackupError

    try:
        run(settings)
    except (engine.CannotListen, BackupError, Taken, TooNew) as error:
        raise refusal(error) from None
    except StoreUnavailable:
        raise click.ClickException(say(NO_DATABASE)) from None


def _serve_together(settings: Settings) -> None:
    """Each server reads the same flags, variables and file as we did."""
    from workshop.hosting.processes import CannotShare, Fleet

    try:
        Fleet(settings, sys.argv[sys.argv.index("serve") + 1 :]).run()
    except CannotShare as error:
        raise refusal(error) from None


@main.command()
@settings_flags
@in_own_language
def link(**flags: str | None) -> None:
    """Print a link for facilitators. It opens everything, once, within a day: give it by a way you trust."""
    from workshop.hosting import banner
    from workshop.store.database import StoreUnavailable

    settings = read_settings(flags, existing=True)
    url = banner.base_url(settings, settings.port)
    try:
        click.echo(banner.facilitator_link(settings, url))
    except StoreUnavailable:
        raise click.ClickException(say(NO_DATABASE)) from None
    if not settings.public_url:
        ask = say("Is this not the address of the server? Then name it: --public-url, or --host and --port.")
        click.echo(ask, err=True)


@main.command()
@settings_flags
@in_own_language
def doctor(**flags: str | None) -> None:
    """Check this machine and the settings; say what to mend."""
    from workshop.hosting.doctor import before_the_start, examine

    try:
        findings = examine(Settings.from_env(existing=True, **flags))  # type: ignore[arg-type]
    except NothingThere as error:
        findings = before_the_start(error)
    except SettingsError as error:
        raise refusal(error) from None
    marks = {True: say("ok"), False: say("MEND")}
    width = max(map(len, marks.values()))
    for finding in findings:
        click.echo(f"{marks[finding.good]:<{width}}  {say_told(finding.text)}")
    if not all(finding.good for finding in findings):
        raise click.exceptions.Exit(1)
