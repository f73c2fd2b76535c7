"""What runs many things at once. Nothing outside this room knows whether it is eventlet, gevent or threads.

A server calls `patch(mode)` first, before Flask and the database are imported. Without it (tests, command
line tools) everything here works the same on plain threads.
"""

import gc
import logging
import os
import sys
import time
from collections.abc import Callable
from importlib import import_module
from typing import Any, NoReturn

from workshop.engine import on_threading
from workshop.engine.one_task import Later, Rounds
from workshop.engine.request_heads import Head
from workshop.engine.request_reader import take_over
from workshop.engine.serving import CannotListen, StopSignal, hung_up, listen, loud
from workshop.engine.turnstile import Turnstile

__all__ = [
    "CannotListen", "Event", "Later", "Rounds", "attempt", "give_back", "has_left", "in_thread",
    "later", "let_in", "mode", "monotonic_ns", "now", "patch", "rounds", "serve", "sleep", "spawn", "take_over",
]  # fmt: skip

log = logging.getLogger("workshop.engine")
monotonic_ns = time.monotonic_ns

_mode = "threading"
_backend: Any = on_threading
_wall_start, _monotonic_start = time.time(), time.monotonic()

# Thousands of connections are many objects that live long: with Python's own thresholds (700, 10, 10) the collector
# takes half of a step at 5,000, and stalls everybody for hundreds of milliseconds.
GC_THRESHOLDS = (10_000, 20, 1_000)
EASE_LOOK, EASE_LOOKS = 0.05, 40  # seconds between two looks whether there is little to do, and how many


def patch(mode: str = "eventlet") -> None:
    """Let the standard library cooperate with `mode`: eventlet, gevent or threading. Call once, first."""
    global _mode, _backend
    _mode, _backend = mode, import_module(f"workshop.engine.on_{mode}")
    _backend.patch()


def mode() -> str:
    """What Socket.IO calls its async mode."""
    return _mode


def now() -> float:
    """Wall time in seconds that never jumps: the clock at the start plus what has passed since."""
    return _wall_start + time.monotonic() - _monotonic_start


def sleep(seconds: float = 0) -> None:
    """Let others run, at least for `seconds`."""
    time.sleep(seconds)  # patched with the rest


def spawn(function: Callable[..., object], *args: object) -> None:
    """Run `function` beside the caller. What it raises is logged."""
    _backend.start(_logged, function, args)


def in_thread(function: Callable[..., Any], *args: object) -> Any:
    """The result of a slow, computing `function`, run in a real thread while others go on."""
    return _backend.in_thread(function, args)


def Event() -> Any:
    """One value for all who wait: `send(value)` once, `wait(timeout)` → value.

    `wait` raises TimeoutError after `timeout` seconds. Not for use between real threads under eventlet.
    """
    return _backend.Event()


def Lock() -> Any:
    """For servers on real threads. Nothing may yield while it is held, so green threads never wait for it."""
    return _backend.original("_thread").allocate_lock()


def rounds(seconds: float, needed: Callable[[], bool], work: Callable[[], object]) -> Rounds:
    """`work` every `seconds` while it is `needed`, by one task; what it raises is logged."""
    return Rounds(seconds, needed, lambda: attempt(work), sleep, spawn, Lock())


def later(seconds: float, call: Callable[..., object]) -> Later:
    """`add(…)` calls `call(…)` in `seconds`: one task for however many wait. What it raises is logged."""
    return Later(seconds, call, rounds, attempt, sleep)


def has_left(environ: dict[str, Any]) -> bool:
    """Whether whoever sent this request has hung up since. Without a server nobody has."""
    connection = _backend.connection(environ)
    return connection is not None and hung_up(_backend.original, connection)


def give_back() -> list[bytes]:
    """What an app returns for a request whose connection was taken over: nothing more is written to it."""
    given: list[bytes] = _backend.give_back()
    return given


def let_in() -> None:
    """Wait until the crowd that comes at this moment leaves room for one more: whoever is new enters by this.

    Threads take turns by themselves, so there nobody waits.
    """
    if _mode != "threading":
        _crowd.enter()


def wait_for_ease() -> None:
    """Wait until the process has little to do, or for two seconds: for work that nobody waits for."""
    for _ in range(EASE_LOOKS):
        begin = time.process_time()
        sleep(EASE_LOOK)
        if time.process_time() - begin < EASE_LOOK / 10:
            return


def serve(
    app: Callable[..., Any],
    host: str,
    port: int,
    on_ready: Callable[[int], object],
    on_stop: Callable[[], object],
    count: Callable[[str], object] = lambda _: None,
    shared: bool = False,
    at_once: Callable[[Head, bool], bytes | None] = lambda _head, _last: None,
) -> NoReturn:
    """Serve `app` until SIGTERM or SIGINT and end the process, with code 0 and within 3 s of the signal.

    `on_ready(port)` runs once connections are accepted. `on_stop()` runs when no more are: it says goodbye
    to the clients and writes what is queued; nothing runs after it. `count("slow_request")` tells of each
    client that was too slow with a request. `shared`: other processes of ours serve the same port. `at_once` may answer
    a request whose head was read, before `app` hears of it (with eventlet). Raises CannotListen where the address is
    taken.
    """
    listener = listen(host, port, shared)
    bound = listener.getsockname()[1]
    stop = StopSignal(_backend.original)

    def ready() -> None:
        gc.collect()
        gc.freeze()  # what is loaded by now stays; looking through it again and again would cost stalls
        gc.set_threshold(*GC_THRESHOLDS)
        on_ready(bound)

    if _mode == "eventlet":
        _backend.answer_at_once(at_once)
    _backend.serve(listener, loud(_admitted(app)), stop, ready, lambda: _logged(on_stop, ()), count)
    _leave()


def _admitted(app: Callable[..., Any]) -> Callable[..., Any]:
    def call(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        let_in()
        return app(environ, start_response)

    return call


def _leave() -> NoReturn:
    """An ordinary exit would wait for threads that serve nobody any more, some of them for ever."""
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


_crowd = Turnstile(Event, sleep, spawn)


def attempt(function: Callable[..., object], *args: object) -> None:
    """Run `function` now. What it raises is logged, and others after it have their turn all the same."""
    _logged(function, args)


def _logged(function: Callable[..., object], args: tuple[object, ...]) -> None:
    try:
        function(*args)
    except Exception:
        log.exception("A task failed: %s", getattr(function, "__qualname__", function))
