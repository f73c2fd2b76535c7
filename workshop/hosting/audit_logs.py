"""What must not stand in a log: what opens the server, what people are called, what they wrote or answered."""

import os
import re
from collections.abc import Iterator

from workshop.hosting import audit_votes
from workshop.hosting.audit_words import CLEAN_LOGS, HOLDS_KEY, SECRETS
from workshop.hosting.stolen_copy import Finding, StolenCopy, either
from workshop.util.phrases import marked, phrase

ADDRESS = re.compile(rb"(?<![\d.])(?!127\.|0\.0\.0\.0)\d{1,3}(?:\.\d{1,3}){3}(?![\d.])")
IN_LOGS = {
    marked("{name} holds an address. A log needs none."): ADDRESS,
    marked("{name} holds a browser's name. A log needs none."): re.compile(rb"Mozilla/|AppleWebKit|Gecko/"),
    marked("{name} holds a time to the second. A log needs none."): re.compile(rb"\d\d:\d\d:\d\d"),
}


def logs(loot: StolenCopy) -> Iterator[Finding]:
    words = _private_words(loot)
    leaks = []
    for path in loot.logs:
        content = loot.bytes_of(path)
        if any(secret in content for secret in _secrets(loot)):
            leaks.append(phrase(HOLDS_KEY, name=path.name))
        held = [what for what, look in (IN_LOGS | words).items() if look.search(content)]
        leaks += [phrase(what, name=path.name) for what in held]
    count = len(loot.logs)
    yield from either(leaks, phrase(CLEAN_LOGS, n=count))


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
        for result in (part for whole in audit_votes.results(state) for part in (whole, *whole.get("parts", ()))):
            for place in ("texts", "kept_back", "set_aside"):
                yield from result.get(place, ())
            yield from (bar["label"] for bar in result.get("bars") or ())
