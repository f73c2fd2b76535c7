"""Moving to another device: a code that is good once, for two minutes, and holds nothing that a thief could use."""

import re
import time
from collections.abc import Iterator

import pytest

from tests.conftest import Hall
from tests.support.browser import Visitor
from tests.support.words import Wire
from workshop.people import device_codes, identity
from workshop.people.device_codes import DeviceCodes
from workshop.store.people import Participant

ANN = Participant("ann", "s1", "Ann", "in")
TOKEN = bytes(range(32))


class TestTheCode:
    def test_gives_the_place_once(self) -> None:
        codes = DeviceCodes()
        secret = codes.offer(ANN, TOKEN)
        assert codes.of("s1", "ann").state == "open"
        assert codes.redeem("s1", secret) == TOKEN
        assert codes.redeem("s1", secret) is None
        assert codes.of("s1", "ann").state == "used"

    def test_opens_nothing_in_another_session_or_with_another_secret(self) -> None:
        codes = DeviceCodes()
        secret = codes.offer(ANN, TOKEN)
        assert codes.redeem("s2", secret) is None
        assert codes.redeem("s1", secret[:-1] + "!") is None
        assert codes.redeem("s1", secret) == TOKEN

    def test_an_earlier_one_is_void(self) -> None:
        codes = DeviceCodes()
        first = codes.offer(ANN, TOKEN)
        second = codes.offer(ANN, TOKEN)
        assert codes.redeem("s1", first) is None
        assert codes.redeem("s1", second) == TOKEN

    def test_after_two_minutes_the_token_is_gone(self, monkeypatch: pytest.MonkeyPatch) -> None:
        codes = DeviceCodes()
        secret = codes.offer(ANN, TOKEN)
        late = time.monotonic() + 121
        monkeypatch.setattr(device_codes.time, "monotonic", lambda: late)
        assert codes.find("s1", secret).state == "expired"
        assert codes.redeem("s1", secret) is None
        assert not codes._sealed
        monkeypatch.setattr(device_codes.time, "monotonic", lambda: late + device_codes.TOLD)
        assert codes.of("s1", "ann") is None

    def test_what_is_kept_holds_neither_token_nor_secret(self) -> None:
        codes = DeviceCodes()
        secret = codes.offer(ANN, TOKEN)
        held = repr(codes).encode() + b"".join(codes._sealed.values())
        assert TOKEN not in held and repr(TOKEN)[2:-1].encode() not in held
        assert secret.encode() not in held


class TestAtSeveralProcesses:
    def test_one_that_comes_later_knows_what_is_good_still(self) -> None:
        wire = Wire()
        one = DeviceCodes(wire.peer("one"))
        secret = one.offer(ANN, TOKEN)
        one.of("s1", "ann").made -= 100
        late = DeviceCodes(wire.peer("late"))
        assert late.find("s1", secret) is None
        wire.peers[1].tell("hello")
        assert 0 < late.find("s1", secret).left <= device_codes.SECONDS - 100
        assert late.redeem("s1", secret) == TOKEN
        assert one.redeem("s1", secret) is None

    def test_and_an_earlier_code_does_not_come_back_by_one_that_missed_the_newer(self) -> None:
        wire = Wire()
        one, deaf = (DeviceCodes(wire.peer(name)) for name in ("one", "deaf"))
        first = one.offer(ANN, TOKEN)
        deaf.of("s1", "ann").made -= 10
        wire.hold()
        second = one.offer(ANN, TOKEN)
        wire.held.clear()
        wire.release()
        late = DeviceCodes(wire.peer("late"))
        wire.peers[2].tell("hello")
        assert late.find("s1", first) is None
        assert late.find("s1", second).state == "open"


@pytest.fixture
def ann(hall: Hall) -> Iterator[Visitor]:
    visitor = Visitor(hall.server)
    visitor.join(hall.code, "Ann")
    yield visitor


def secret_of(ann: Visitor, hall: Hall) -> str:
    page = ann.post(f"/my/{hall.id}/move", f"/my/{hall.id}").text
    return re.search(rf"/my/{hall.id}/here#([\w-]+)", page)[1]


def come(visitor: Visitor, hall: Hall, secret: str, **more: str):
    return visitor.post(f"/my/{hall.id}/here", f"/my/{hall.id}/here", secret=secret, **more)


class TestTheWay:
    def test_two_devices_are_one_person(self, hall: Hall, ann: Visitor) -> None:
        secret, tablet = secret_of(ann, hall), Visitor(hall.server)
        assert "Come in as" in come(tablet, hall, secret).text
        came = come(tablet, hall, secret, come="yes")
        assert came.status_code == 303
        assert came.headers["Location"] == f"/s/{hall.id}"
        assert cookie_of(tablet, hall) == cookie_of(ann, hall)
        assert hall.server.show(hall.id)["people"]["joined"] == 1
        assert ann.get(f"/my/{hall.id}/move/state").json()["state"] == "used"

    def test_of_two_who_have_the_code_one_comes_in(self, hall: Hall, ann: Visitor) -> None:
        secret, first, second = secret_of(ann, hall), Visitor(hall.server), Visitor(hall.server)
        assert come(second, hall, secret).status_code == 200
        assert come(first, hall, secret, come="yes").status_code == 303
        late = come(second, hall, secret, come="yes")
        assert late.status_code == 404 and "used already" in late.text
        assert not cookie_of(second, hall)

    def test_the_same_device_does_not_use_it_up(self, hall: Hall, ann: Visitor) -> None:
        secret = secret_of(ann, hall)
        assert come(ann, hall, secret, come="yes").status_code == 303
        assert ann.get(f"/my/{hall.id}/move/state").json()["state"] == "open"

    def test_a_borrowed_phone_hands_its_caution_on(self, hall: Hall) -> None:
        ann = Visitor(hall.server)
        ann.post("/join", code=hall.code, nickname="Ann", low_trace="1")
        secret, tablet = secret_of(ann, hall), Visitor(hall.server)
        assert 'name="low_trace" value="1" checked' in come(tablet, hall, secret).text
        came = come(tablet, hall, secret, come="yes", low_trace="1")
        assert "Max-Age" not in came.headers["Set-Cookie"]
        assert f"workshop-{hall.id}-low" in came.headers["Set-Cookie"]

    def test_strangers_make_no_code_and_guess_none(self, hall: Hall) -> None:
        eve = Visitor(hall.server)
        assert eve.post(f"/my/{hall.id}/move", "/").status_code == 404
        assert eve.get(f"/my/{hall.id}/move/state").status_code == 404
        assert "opens nothing here" in come(eve, hall, "A" * 22, come="yes").text

    def test_neither_token_nor_secret_reaches_a_file(self, hall: Hall, ann: Visitor) -> None:
        secret = secret_of(ann, hall)
        come(Visitor(hall.server), hall, secret, come="yes")
        token = cookie_of(ann, hall)
        raw = identity.read_token(token)
        files = [path for path in hall.server.data.rglob("*") if path.is_file()]
        assert len(files) > 1
        for path in files:
            held = path.read_bytes()
            assert not [each for each in (secret.encode(), token.encode(), raw) if each in held]


def cookie_of(visitor: Visitor, hall: Hall) -> str:
    return visitor.http.cookies.get(f"workshop-{hall.id}", "")
