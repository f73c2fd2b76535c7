"""`workshop audit`: what would a thief of the data folder and the logs learn? In plain words, each with its cure.

It reads what a thief would read, looks for what must not be there, and never prints what it finds.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from sqlalchemy import inspect
from sqlalchemy.exc import DatabaseError

from workshop.hosting import audit_backups, audit_old_versions, audit_postgres, audit_redis
from workshop.hosting.audit_words import (
    CLEAN_LOGS,
    COLUMNS,
    HOLDS_KEY,
    KEY_INSIDE,
    KEYS_ALONG,
    LATE,
    MEMORY,
    MORE_BESIDE,
    NUMBERED,
    ORPHANS,
    OTHERS_READ,
    SEALED,
    SECRET_INSIDE,
    SECRETS,
    SWAPS,
    THIEF_HELPERS,
    THIEF_NICKNAMES,
    THIEF_TEXTS,
    THIEF_WORKSHOPS,
    TOO_MUCH,
    UNREAD,
)  # fmt: skip
from workshop.hosting.stolen_copy import Finding, StolenCopy, holds_token, open_to_others, written
from workshop.script.speaking import refusal, say, say_told
from workshop.store.cli import of_data_folder
from workshop.util.phrases import marked, phrase

if TYPE_CHECKING:
    from workshop.store.database import Database

SEALED_MORE = 12 + 16  # bytes a sealed vote is longer than its room: nonce and seal
NAMED = ("my group", "facilitators with names", "everyone with names")
COUNTED = ("n", "bars", "average", "texts", "kept_back", "set_aside", "sorted", "ranks", "movement", "parts", "spots")
ADDRESS = re.compile(rb"(?<![\d.])(?!127\.|0\.0\.0\.0)\d{1,3}(?:\.\d{1,3}){3}(?![\d.])")
IN_LOGS = {
    marked("{name} holds an address. A log needs none."): ADDRESS,
    marked("{name} holds a browser's name. A log needs none."): re.compile(rb"Mozilla/|AppleWebKit|Gecko/"),
    marked("{name} holds a time to the second. A log needs none."): re.compile(rb"\d\d:\d\d:\d\d"),
}


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


def _either(leaks: Sequence[str], good: str) -> Iterator[Finding]:
    yield from (Finding("leak", text) for text in leaks) if leaks else [Finding("ok", good)]


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
    yield from _either(leaks, phrase("No key of a poll is in these files (keys elsewhere: {n}).", n=len(keys)))


def _tokens(loot: StolenCopy) -> Iterator[Finding]:
    kept = "SELECT token_hash FROM participant UNION SELECT token_hash FROM member WHERE token_hash IS NOT NULL"
    hashes = {row[0] for row in loot.rows(kept)}
    holding = [path.name for path in loot.files if hashes and holds_token(loot.bytes_of(path), hashes)]
    leaks = [phrase(SECRET_INSIDE, name=name) for name in holding]
    yield from _either(
        leaks, phrase("No secret of anybody is in these files, only its hash (people: {n}).", n=len(hashes))
    )


# Votes


def _ballots(loot: StolenCopy) -> Iterator[Finding]:
    running = loot.running()
    rooms = {poll: room for poll, room, _ in running}
    leaks = []
    for poll, length in loot.rows("SELECT DISTINCT poll, length(sealed) FROM ballot"):
        if poll not in rooms:
            leaks.append(phrase("There are ballots of a poll that is closed. Start the server once: it deletes them."))
        elif length != rooms[poll] + SEALED_MORE:
            leaks.append(phrase("The ballots of a poll differ in length, and a length can tell a choice."))
    yield from _either(leaks, phrase("All ballots of a poll are of one length, and closed polls have none."))
    for _, _, count in running:
        yield Finding("knows", phrase(SEALED, n=count))


def _tables(loot: StolenCopy) -> Iterator[Finding]:
    """A column too many could be a time, an address or a name."""
    from workshop.store.models import Base

    look, leaks = inspect(loot.held), []
    for table in [known for known in Base.metadata.sorted_tables if look.has_table(known.name)]:
        more = sorted({column["name"] for column in look.get_columns(table.name)} - set(table.columns.keys()))
        if more:
            leaks.append(phrase(COLUMNS, table=table.name, names=", ".join(more)))
        unnumbered = table.dialect_options["sqlite"]["with_rowid"] is False
        if unnumbered and not loot.on_postgres and _numbered(loot, table.name):
            leaks.append(phrase(NUMBERED, table=table.name))
    yield from _either(leaks, phrase("No row of a person or a vote has a time, an address, a device or a number."))


def _numbered(loot: StolenCopy, table: str) -> bool:
    [(made,)] = loot.rows("SELECT sql FROM sqlite_master WHERE name = :table", table=table)
    return "WITHOUT ROWID" not in made


def _counts(loot: StolenCopy) -> Iterator[Finding]:
    leaks = [
        phrase(TOO_MUCH, title=title)
        for title, state in loot.states()
        if any(_too_much(result) for result in _results(state))
    ]
    yield from _either(leaks, phrase("No result holds counts of fewer than k votes."))


def _results(state: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for run in state.get("polls", {}).values():
        yield from [r for r in (run.get("result"), *run.get("earlier", ())) if r]


def _too_much(result: dict[str, Any]) -> bool:
    n, exact = result.get("n"), any(bar.get("count") is not None for bar in result.get("bars") or ())
    if result.get("hidden"):
        return any(result.get(name) for name in COUNTED)
    return (n is not None and n < result["k"]) or (bool(result.get("rounded")) and (n is not None or exact))


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
    yield from _either(leaks, phrase("Each text shows as much of its writer as its writer was told."))


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
    count = "SELECT count(*) FROM session WHERE delete_on <= :today AND phase != 'live'"
    late = loot.rows(count, today=loot.today.isoformat())[0][0]
    leaks = [phrase(LATE, n=late, command="workshop purge")] if late else []
    yield from _either(leaks, phrase("Nothing is kept past the day that people were told."))


def _backups(loot: StolenCopy) -> Iterator[Finding]:
    yield from audit_backups.in_backups(loot, (_counts, _texts, audit_old_versions.left_behind, _due))


# Around the database


def _logs(loot: StolenCopy) -> Iterator[Finding]:
    words = _private_words(loot)
    leaks = []
    for path in loot.logs:
        content = loot.bytes_of(path)
        if any(secret in content for secret in _secrets(loot)):
            leaks.append(phrase(HOLDS_KEY, name=path.name))
        held = [what for what, look in (IN_LOGS | words).items() if look.search(content)]
        leaks += [phrase(what, name=path.name) for what in held]
    count = len(loot.logs)
    yield from _either(leaks, phrase(CLEAN_LOGS, n=count))


def _secrets(loot: StolenCopy) -> list[bytes]:
    """What opens the server: as files of the data folder, and as settings here and now."""
    kept = [(loot.data / name).read_bytes().strip() for name in SECRETS if (loot.data / name).is_file()]
    given = [os.environ.get(f"WORKSHOP_{name.upper()}", "").encode() for name in SECRETS]
    return [secret for secret in (*kept, *given) if len(secret) >= 16]


def _private_words(loot: StolenCopy) -> dict[str, re.Pattern[bytes]]:
    def column(sql: str) -> set[str]:
        return {row[0] for row in loot.rows(sql) if row[0] and len(row[0]) >= 3}

    words = {
        marked("{name} holds a nickname. A log needs none."): column("SELECT nickname FROM participant"),
        marked("{name} holds a name of the team. A log needs none."): column("SELECT name FROM member"),
        marked("{name} holds a join code. A log needs none."): column("SELECT code FROM session"),
        marked("{name} holds what somebody wrote. A log needs none."): column("SELECT text FROM shared"),
        marked("{name} holds an answer. A log needs none."): {text for text in _answers(loot) if len(text) >= 8},
    }
    return {what: _any_of(known) for what, known in words.items() if known}


def _any_of(words: set[str]) -> re.Pattern[bytes]:
    return re.compile(rb"(?<!\w)(?:" + b"|".join(re.escape(word.encode()) for word in words) + rb")(?!\w)")


def _answers(loot: StolenCopy) -> Iterator[str]:
    for _, state in loot.states():
        for result in (part for whole in _results(state) for part in (whole, *whole.get("parts", ()))):
            for place in ("texts", "kept_back", "set_aside"):
                yield from result.get(place, ())
            yield from (bar["label"] for bar in result.get("bars") or ())


def _access(loot: StolenCopy) -> Iterator[Finding]:
    leaks = [
        phrase(OTHERS_READ, name=path.name, command=f"chmod -R go= {loot.data}") for path in open_to_others(loot.data)
    ]
    leaks += [phrase(MEMORY, name=path.name) for path in loot.data.glob("core*")]
    yield from _either(leaks, phrase("Only the server's own account can read the data folder."))
    if len(_lines(Path("/proc/swaps"))) > 1:
        yield Finding("knows", phrase(SWAPS, command="swapoff -a"))


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


CHECKS: list[Callable[[StolenCopy], Iterator[Finding]]] = [
    _keys, audit_redis.keys_in_redis, _tokens, _ballots, _tables, _counts, _texts,
    audit_old_versions.left_behind, _due, _backups, _logs, _access, _learned,
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
        settings = Settings.from_env(data=data)
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
