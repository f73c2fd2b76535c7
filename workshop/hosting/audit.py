"""`workshop audit`: what would a thief of the data folder and the logs learn? In plain words, each with its cure.

It reads what a thief would read, looks for what must not be there, and never prints what it finds.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click
from sqlalchemy import inspect
from sqlalchemy.exc import DatabaseError

from workshop.hosting import audit_backups, audit_logs, audit_old_versions, audit_postgres, audit_redis, audit_votes
from workshop.hosting.audit_words import (
    KEY_INSIDE,
    KEYS_ALONG,
    LATE,
    MEMORY,
    MORE_BESIDE,
    ORPHANS,
    OTHERS_READ,
    SECRET_INSIDE,
    SECRETS,
    SWAPS,
    THIEF_HELPERS,
    THIEF_NICKNAMES,
    THIEF_TEXTS,
    THIEF_WORKSHOPS,
    UNREAD,
)
from workshop.hosting.stolen_copy import Finding, StolenCopy, either, holds_token, open_to_others, written
from workshop.script.speaking import refusal, say, say_told
from workshop.store.backup import GRACE
from workshop.store.cli import of_data_folder
from workshop.util.paths import called
from workshop.util.phrases import phrase

if TYPE_CHECKING:
    from workshop.store.database import Database

NAMED = ("my group", "facilitators with names", "everyone with names")


def audit(
    data_folder: Path, key_folder: Path, logs: Iterable[Path] = (), today: date | None = None, postgres: str = "",
    redis: str = "",
) -> list[Finding]:  # fmt: skip
    """Every finding about this data folder, these keys and these logs. `redis`: where keys are in there."""
    database = data_folder / "workshop.db"
    nothing = [Finding("knows", phrase("There is no database here yet, so there is nothing to learn."))]
    if not postgres and not database.is_file():
        return nothing
    with _database(database, postgres) as opened, opened.engine.connect() as held:
        if postgres and not inspect(held).has_table("session"):
            return nothing
        found = _log_files(data_folder, logs)
        loot = StolenCopy(data_folder, key_folder, found, held, today or date.today(), redis)
        return [finding for check in CHECKS for finding in check(loot)]


def _database(file: Path, postgres: str) -> AbstractContextManager["Database"]:
    from workshop.store.backup import open_for_copying
    from workshop.store.postgres_copies import opened

    return opened(postgres) if postgres else open_for_copying(file)


def _log_files(data: Path, logs: Iterable[Path]) -> list[Path]:
    given = [f for path in logs for f in (path.rglob("*") if path.is_dir() else [path]) if f.is_file()]
    return sorted({*given, *data.rglob("*.log")})


# Keys and tokens


def _keys(loot: StolenCopy) -> Iterator[Finding]:
    keys = {p.name: p.read_bytes() for p in loot.key_folder.glob("*") if re.fullmatch(r"[0-9a-f]{32}", p.name)}
    needles = {form for key in keys.values() for form in written(key)}
    leaks = [phrase(KEY_INSIDE, name=name) for name in loot.with_any(needles)]
    if loot.data in loot.key_folder.parents:
        leaks.append(phrase(KEYS_ALONG))
    if open_to_others(loot.key_folder):
        command = f"chmod 700 {loot.key_folder}"
        leaks.append(phrase("Others can look into the folder of the keys. Run: {command}", command=command))
    orphans = set(keys) - {poll.hex() for poll, _, _ in loot.running()}
    if orphans:
        leaks.append(phrase(ORPHANS, n=len(orphans)))
    yield from either(leaks, phrase("No key of a poll is in these files (keys elsewhere: {n}).", n=len(keys)))


def _tokens(loot: StolenCopy) -> Iterator[Finding]:
    kept = "SELECT token_hash FROM participant UNION SELECT token_hash FROM member WHERE token_hash IS NOT NULL"
    hashes = {row[0] for row in loot.rows(kept)}
    holding = [path.name for path in loot.files if hashes and holds_token(loot.bytes_of(path), hashes)]
    leaks = [phrase(SECRET_INSIDE, name=name) for name in holding]
    yield from either(
        leaks, phrase("No secret of anybody is in these files, only its hash (people: {n}).", n=len(hashes))
    )


# What people wrote


def _texts(loot: StolenCopy) -> Iterator[Finding]:
    leaks = []
    for sees, group, name in loot.rows('SELECT sees, "group", name FROM shared'):
        if sees == "only me" or (name and sees not in NAMED) or (group and sees != "my group"):
            leaks.append(phrase(MORE_BESIDE, sees=sees))
    left = loot.rows(
        "SELECT count(*) FROM placement JOIN session ON session.id = placement.session WHERE phase = 'ended'"
    )
    if left[0][0]:
        leaks.append(phrase("Answers that decided groups are still kept with their people, after the end."))
    yield from either(leaks, phrase("Each text shows as much of its writer as its writer was told."))


def _learned(loot: StolenCopy) -> Iterator[Finding]:
    def number(sql: str) -> int:
        return int(loot.rows(sql)[0][0])

    sessions, people = number("SELECT count(*) FROM session"), number("SELECT count(*) FROM participant")
    yield Finding("knows", phrase(THIEF_WORKSHOPS, n=sessions))
    yield Finding("knows", phrase(THIEF_NICKNAMES, n=people))
    if helpers := number("SELECT count(*) FROM member"):
        yield Finding("knows", phrase(THIEF_HELPERS, n=helpers))
    plain, named = number("SELECT count(*) FROM shared"), number("SELECT count(*) FROM shared WHERE name != ''")
    yield Finding("knows", phrase(THIEF_TEXTS, n=plain, named=named))
    sealed = number("SELECT count(*) FROM note")
    yield Finding("ok", phrase("Sealed notes: {n}. Only their writers' own links can open them.", n=sealed))
    for name, what in SECRETS.items():
        if (loot.data / name).exists():
            yield Finding("knows", phrase(what, name=name))


def _due(loot: StolenCopy) -> Iterator[Finding]:
    count = "SELECT count(*) FROM session WHERE delete_on <= :today AND (phase != 'live' OR delete_on <= :last)"
    late = loot.rows(count, today=loot.today.isoformat(), last=(loot.today - GRACE).isoformat())[0][0]
    leaks = [phrase(LATE, n=late, command=f"{called()} purge")] if late else []
    yield from either(leaks, phrase("Nothing is kept past the day that people were told."))


def _backups(loot: StolenCopy) -> Iterator[Finding]:
    yield from audit_backups.in_backups(loot, (audit_votes.counts, _texts, audit_old_versions.left_behind, _due))


# Around the database


def _access(loot: StolenCopy) -> Iterator[Finding]:
    leaks = [
        phrase(OTHERS_READ, name=path.name, command=f"chmod -R go= {loot.data}") for path in open_to_others(loot.data)
    ]
    leaks += [phrase(MEMORY, name=path.name) for path in loot.data.glob("core*")]
    yield from either(leaks, phrase("Only the server's own account can read the data folder."))
    if len(_lines(Path("/proc/swaps"))) > 1:
        yield Finding("knows", phrase(SWAPS, command="swapoff -a"))


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


CHECKS: list[Callable[[StolenCopy], Iterator[Finding]]] = [
    _keys, audit_redis.keys_in_redis, _tokens, audit_votes.ballots, audit_votes.tables, audit_votes.counts, _texts,
    audit_old_versions.left_behind, _due, _backups, audit_logs.logs, _access, _learned,
    audit_postgres.written_by_server, audit_postgres.kept_elsewhere, audit_postgres.not_looked_at,
]  # fmt: skip


@click.command("audit")
@of_data_folder
@click.option("--logs", multiple=True, type=click.Path(exists=True, path_type=Path), help="Log files or folders.")
def command(data: str | None, logs: tuple[Path, ...]) -> None:
    """Say what a thief of the data folder and the logs would learn."""
    from workshop.config import Settings
    from workshop.store.database import StoreUnavailable
    from workshop.store.trouble import NO_ANSWER
    from workshop.util.setting_values import SettingsError

    try:
        settings = Settings.from_env(data=data, existing=True)
        postgres = settings.database_url if settings.database_url.startswith("postgresql") else ""
        redis = settings.redis_url or "" if settings.keys_in_redis else ""
        findings = audit(settings.data, settings.key_dir, logs, postgres=postgres, redis=redis)
    except SettingsError as error:
        raise refusal(error) from None
    except StoreUnavailable:
        raise click.ClickException(say_told(NO_ANSWER)) from None
    except DatabaseError:
        raise click.ClickException(say(UNREAD)) from None
    marks = {"ok": say("ok"), "knows": "·", "leak": say("LEAK")}
    width = max(map(len, marks.values()))
    for finding in findings:
        click.echo(f"{_at(marks[finding.kind], width)}  {say_told(finding.text)}")
    if any(finding.kind == "leak" for finding in findings):
        raise click.exceptions.Exit(1)
    click.echo(say("Nobody who takes these files can tell who voted what."))


def _at(mark: str, width: int) -> str:
    return mark.rjust(width) if mark == "·" else mark.ljust(width)


COMMANDS = [command]
