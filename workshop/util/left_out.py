"""Libraries that others import for what we never ask of them: a server is up sooner without."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def left_out(*names: str) -> Iterator[None]:
    """What is imported meanwhile finds these as little as where they are not installed. Afterwards they are there."""
    hidden = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None: Python raises ImportError for it
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]
