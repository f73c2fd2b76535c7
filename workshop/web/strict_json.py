"""JSON as it comes from outside: what no honest program sends is unreadable, and ends in a 400."""

import json
from typing import Any, NoReturn

from flask.json.provider import DefaultJSONProvider


class StrictJSON(DefaultJSONProvider):
    """Flask's own, without NaN and Infinity, and without an error of Python's where brackets go too deep."""

    def loads(self, s: str | bytes, **kwargs: Any) -> Any:
        try:
            return json.loads(s, parse_constant=_refuse, **kwargs)
        except RecursionError:
            raise ValueError("This JSON is nested too deeply.") from None


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON.")
