"""The log: minute, event, counts. Never an address, a name, a code, a choice or a text."""

import logging
import time
from typing import Any


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


def quiet() -> None:
    """Our own lines on stderr; the libraries' request and packet logs off, for they hold addresses and texts."""
    root = logging.getLogger("workshop")
    if not root.handlers:
        handler = logging.StreamHandler()
        handler.setFormatter(Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        root.addHandler(handler)
        root.propagate = False
    root.setLevel(logging.INFO)
    for name in ("werkzeug", "engineio", "socketio", "engineio.server", "socketio.server", "geventwebsocket"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
