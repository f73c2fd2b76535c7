"""Templates compiled once for all that a process of the tests draws with, not for each environment anew."""

from collections.abc import Callable
from types import CodeType
from typing import Any

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket


class Compiled(BytecodeCache):
    """In memory. Environments that would make something else of a template are told apart."""

    def __init__(self) -> None:
        self.held: dict[tuple[str, str], CodeType | None] = {}

    def get_bucket(self, environment: Environment, name: str, filename: str | None, source: str) -> Bucket:
        return super().get_bucket(environment, f"{name} {_kind(environment)}", filename, source)

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.held.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.held[bucket.key, bucket.checksum] = bucket.code


def _kind(environment: Environment) -> str:
    """All that decides what is made of a template; filters of constants are worked out as it is compiled."""
    of_it = (environment.autoescape, environment.finalize, *sorted(environment.filters.items()))
    switches = (environment.trim_blocks, environment.lstrip_blocks, environment.keep_trailing_newline)
    more = (sorted(environment.extensions), sorted(environment.policies.items(), key=str))
    return f"{[*map(_name, of_it)]} {switches} {more}"


def _name(thing: object) -> str:
    if isinstance(thing, tuple):
        return " ".join(map(_name, thing))
    return f"{getattr(thing, '__module__', '')}.{thing.__qualname__}" if hasattr(thing, "__qualname__") else str(thing)


def share() -> None:
    """By every environment from now on that has no such cache of its own."""
    made: Callable[..., None] = Environment.__init__
    compiled = Compiled()

    def make(self: Environment, *args: Any, **more: Any) -> None:
        made(self, *args, **more)
        self.bytecode_cache = self.bytecode_cache or compiled

    Environment.__init__ = make
