"""Of a thousand who answer in one moment all hear what holds, and the database is asked two or three times."""

import threading

import pytest

from workshop import engine
from workshop.live.shared_look import SharedLook
from workshop.store.database import StoreUnavailable


class Shelf:
    """What one look finds, and how many there were. A look takes until `go_on`."""

    def __init__(self) -> None:
        self.value, self.looks, self.fails = 0, 0, False
        self.begun, self.go_on = threading.Semaphore(0), threading.Semaphore(0)

    def look(self, _key: str) -> int:
        self.looks += 1
        found = self.value  # as it was when the look began
        self.begun.release()
        assert self.go_on.acquire(timeout=60)
        if self.fails:
            raise StoreUnavailable
        return found


class Asker(threading.Thread):
    def __init__(self, looks: SharedLook) -> None:
        super().__init__(daemon=True)
        self.looks, self.found = looks, None
        self.start()

    def run(self) -> None:
        try:
            self.found = self.looks.at("room")
        except StoreUnavailable as error:
            self.found = type(error)


def waiting(looks: SharedLook, many: int) -> list[Asker]:
    askers = [Asker(looks) for _ in range(many)]
    event = None
    while event is None or event.waiting < many:
        event = looks._next.get("room")
        engine.sleep(0.001)
    return askers


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """An event that says how many wait for it."""
    made = engine.Event

    class Counted:
        def __init__(self) -> None:
            self.event, self.waiting = made(), 0

        def wait(self, timeout: float | None) -> object:
            self.waiting += 1
            return self.event.wait(timeout)

        def send(self, value: object) -> None:
            self.event.send(value)

    monkeypatch.setattr(engine, "Event", Counted)


@pytest.mark.usefixtures("counted")
@pytest.mark.parametrize("fails", [False, True])
def test_whoever_asks_while_one_looks_shares_the_next_look_and_never_the_one_before(fails: bool):
    shelf = Shelf()
    looks = SharedLook(shelf.look)
    first = Asker(looks)
    assert shelf.begun.acquire(timeout=60)
    shelf.value = 1  # after that look began: whoever asks now is told of it
    others = waiting(looks, 20)
    shelf.go_on.release()
    first.join(60)
    shelf.fails = fails
    assert shelf.begun.acquire(timeout=60)
    shelf.go_on.release()
    for each in others:
        each.join(60)
    assert (first.found, {each.found for each in others}) == (0, {StoreUnavailable if fails else 1})
    assert shelf.looks == 2
    shelf.fails = False
    shelf.go_on.release()
    assert looks.at("room") == 1  # and nobody waits for ever
