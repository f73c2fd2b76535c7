"""Log lines as JSON: one object a line, to the minute, and nothing that somebody wrote, not even in a bug."""

import json
import logging
import sys

from workshop.util.logs import JSONFormatter


def record(message: str, *args: object, exc_info: object = None) -> logging.LogRecord:
    return logging.LogRecord("workshop.live", logging.ERROR, "file.py", 7, message, args, exc_info)  # type: ignore[arg-type]


def test_each_line_is_an_object() -> None:
    line = json.loads(JSONFormatter().format(record("session %s ended, %d people", "s1", 12)))
    assert line == {
        "time": line["time"],
        "level": "ERROR",
        "logger": "workshop.live",
        "message": "session s1 ended, 12 people",
    }
    assert line["time"].endswith("Z")
    assert line["time"].count(":") == 1  # to the minute: a finer clock would tell who acted when


def test_a_bug_says_where_and_never_what_somebody_wrote() -> None:
    try:
        int("my secret")
    except ValueError:
        text = JSONFormatter().format(record("bug", exc_info=sys.exc_info()))
    assert "\n" not in text
    assert "my secret" not in text
    assert "ValueError" in json.loads(text)["where"]
    assert "test_logs.py" in json.loads(text)["where"]
