"""The log: minute, event, counts. Never an address, a name, a code, a choice or a text."""

import json
import logging
import time
from typing import Any

from workshop.util import measures

PLAIN = "%(asctime)s %(levelname)s %(name)s %(message)s"


class Formatter(logging.Formatter):
    """Time to the minute: a finer clock would tell who acted when."""

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        return time.strftime("%Y-%m-%dT%H:%MZ", time.gmtime(record.created))

    def formatException(self, ei: Any) -> str:
        """Where it went wrong, without the values: an exception's text may quote what somebody wrote."""
        kind, _, trace = ei
        lines = []
        while trace is not None:
            code = trace.tb_frame.f_code
            lines.append(f"  {code.co_filename.rpartition('/')[2]}:{trace.tb_lineno} {code.co_name}")
            trace = trace.tb_next
        return f"{kind.__name__}\n" + "\n".join(lines)


class JSONFormatter(Formatter):
    """The same, a JSON object on each line: {time, level, logger, message}, and `where` for a bug."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": self.formatTime(record),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["where"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


class _Counting(logging.StreamHandler):  # type: ignore[type-arg]
    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.ERROR:
            measures.errors.inc()
        super().emit(record)


def quiet(as_json: bool = False) -> None:
    """Our own lines on stderr; the libraries' request and packet logs off, for they hold addresses and texts."""
    root = logging.getLogger("workshop")
    if not root.handlers:
        handler = _Counting()
        handler.setFormatter(JSONFormatter() if as_json else Formatter(PLAIN))
        root.addHandler(handler)
        root.propagate = False
    root.setLevel(logging.INFO)
    for name in ("werkzeug", "engineio", "socketio", "engineio.server", "socketio.server", "geventwebsocket"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
