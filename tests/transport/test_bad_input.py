"""What no browser sends: each line of the table ends as it says, is counted, and a healthy client notices nothing."""

import json
import socket
import struct
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from websocket import ABNF

from tests.conftest import Hall
from tests.support.server import Server, serving
from tests.support.wire import Wire
from tests.transport.line import Line, counts, frame
from tests.web.test_security import TWO_ENDS

CONNECT = '40{"proto":1}'


@dataclass(frozen=True)
class Bad:
    name: str
    data: bytes
    reason: str


def text(value: str | bytes) -> bytes:
    return frame(value if isinstance(value, bytes) else value.encode())


def pieces(count: int, payload: bytes) -> bytes:
    """A message in frames that never ends."""
    return frame(payload, ABNF.OPCODE_TEXT, final=False) + (count - 1) * frame(payload, ABNF.OPCODE_CONT, final=False)


TABLE = (
    Bad("text", text("x"), "packet"),
    Bad("empty frame", text(""), "packet"),
    Bad("deep array", text("4" + "[" * 9000), "packet"),
    Bad("deep argument", text('42["op",' + "[" * 9000 + "]" * 9000 + "]"), "json"),
    Bad("nine levels", text('42["op",' + "[" * 9 + "]" * 9 + "]"), "json"),
    Bad("Unicode digit", text("٤2[]"), "packet"),
    Bad("Engine.IO type 9", text("9"), "packet"),
    Bad("Engine.IO ping", text("2probe"), "packet"),
    Bad("Engine.IO upgrade", text("5"), "packet"),
    Bad("binary frame", frame(b"42", ABNF.OPCODE_BINARY), "binary"),
    Bad("70 KB", text("4" + "x" * 70_000), "too_big"),
    Bad("a terabyte announced", struct.pack("!BBQ4x", 0x81, 0xFF, 2**40), "too_big"),
    Bad("fragments over 64 KB together", pieces(5, b"x" * 15_000), "too_big"),
    Bad("17 fragments", pieces(17, b"x"), "fragments"),
    Bad("300 empty continuations", pieces(300, b""), "fragments"),
    Bad("continuation of nothing", frame(b"x", ABNF.OPCODE_CONT), "frame"),
    Bad("unmasked", b"\x81\x02" + b"40", "frame"),
    Bad("reserved bit", b"\xc1\x80\x00\x00\x00\x00", "frame"),
    Bad("opcode 3", b"\x83\x80\x00\x00\x00\x00", "frame"),
    Bad("long ping", frame(b"x" * 126, ABNF.OPCODE_PING), "frame"),
    Bad("not UTF-8", text(b"4\xff\xfe"), "encoding"),
    Bad("lone surrogate in UTF-8", text(b'42["op",{"key":"\xed\xa0\x80"}]'), "encoding"),
    Bad("event without a name", text("42[]"), "event"),
    Bad("event as an object", text('42{"a":1}'), "event"),
    Bad("event whose name is a list", text("42[[1],2]"), "event"),
    Bad("connect", text('42["connect",{}]'), "event"),
    Bad("disconnect", text('42["disconnect"]'), "event"),
    Bad("an event of the server", text('42["stage",{}]'), "event"),
    Bad("attachment header", text('451-["op",{"_placeholder":true,"num":0}]'), "binary"),
    Bad("namespace", text("40/admin,{}"), "namespace"),
    Bad("event in a namespace", text('42/admin,["op",{}]'), "namespace"),
    Bad("error of a server", text('44{"message":"no"}'), "packet"),
    Bad("ack without a list", text("430{}"), "packet"),
    Bad("number with 40 digits", text("42" + "1" * 40 + '["sync"]'), "packet"),
    Bad("NaN", text('42["op",{"key":"a","n":NaN,"body":{}}]'), "json"),
    Bad("1e999", text('42["op",{"key":"a","n":1e999,"body":{}}]'), "json"),
    Bad("5,000 digits", text('42["op",{"key":"a","n":' + "9" * 5000 + ',"body":{}}]'), "json"),
    Bad("half an event", text('42["op",{'), "json"),
    Bad("CONNECT again", text(CONNECT), "connect_twice"),
    Bad("300 events at once", text('42["sync"]') * 300, "flood"),
    Bad("300 pongs at once", text("3") * 300, "flood"),
    Bad("300 websocket pings at once", frame(b"", ABNF.OPCODE_PING) * 300, "flood"),
)
HARMLESS = (
    ("ack with 91 digits", "43" + "1" * 91 + "[]"),
    ("ack nobody waits for", "437[1,2]"),
    ("a word too many", '42["sync",{},"and","more"]'),
    ("a key twice", '42["op",{"key":"no","key":"nor","n":1,"body":{}}]'),
)
# Of each kind of cut, by each way of coming to it, those that every mode is asked in every run; the others' turn on the
# stock path comes in the soak.
EVERYWHERE = {
    "text", "deep argument", "binary frame", "attachment header", "70 KB", "a terabyte announced",
    "fragments over 64 KB together", "17 fragments", "unmasked", "not UTF-8", "event without a name", "namespace",
    "CONNECT again", "300 events at once", "300 pongs at once", "300 websocket pings at once",
}  # fmt: skip
KINDS = [bad for bad in TABLE if bad.name in EVERYWHERE]
OTHERS = [bad for bad in TABLE if bad.name not in EVERYWHERE]
AT_ONCE = 3  # seconds, on a machine with other work: less than anybody bad is given before the cut
STOCK = [pytest.param(mode, marks=pytest.mark.soak) for mode in ("gevent", "threading")]


@pytest.fixture(scope="module", params=["eventlet", "gevent", "threading"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(Server(tmp_path_factory.mktemp("server"), WORKSHOP_ASYNC_MODE=request.param)) as running:
        yield running


@pytest.fixture(scope="module")
def hall(server: Server) -> Hall:
    opened = Hall(server, "team-look-back")
    opened.join("Ann")
    opened.home()
    return opened


@pytest.fixture(scope="module")
def ann(hall: Hall) -> Iterator[Wire]:
    wire = Wire(hall.server, hall.id, hall.cookies["Ann"])
    yield wire
    wire.leave()


@pytest.fixture(scope="module")
def step(hall: Hall) -> str:
    return hall.go("reflect")


@pytest.fixture
def eve(hall: Hall, request: pytest.FixtureRequest) -> Iterator[Line]:
    """Another one for each reason: what a person may send is counted over all of their connections."""
    bad = request.node.callspec.params.get("bad")
    name = f"Eve {bad.reason if bad else 'harmless'}"
    if name not in hall.cookies:
        hall.cookies[name] = hall.server.join(hall.code, name)["cookie"]
    with Line(hall.server, hall.cookies[name]) as line:
        line.come_in(hall.id)
        yield line


def well(ann: Wire, step: str) -> None:
    """Ann, who only ever does what people do, is heard at once, on the connection that she always had."""
    begin = time.monotonic()
    assert (
        json.loads(
            ann._ask({"key": f"note:{step}", "n": next(ann._n), "body": {"text": "calm"}}).partition("[")[2][:-1]
        )["status"]
        == "ok"
    )
    assert time.monotonic() - begin < AT_ONCE
    time.sleep(0.05)  # twenty a second is what a person may


def test_a_request_whose_end_two_programs_read_differently_is_taken_by_none(server: Server) -> None:
    """In every mode; the lines themselves: tests/web/test_security.py."""
    for said in TWO_ENDS:
        with socket.create_connection(("127.0.0.1", server.port), timeout=20) as line:
            line.sendall(f"GET /health/live HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n{said}\r\n\r\n".encode())
            told = b"".join(iter(lambda line=line: line.recv(4096), b""))  # type: ignore[misc]
        assert (told.split()[1], told.count(b"HTTP/1.1 ")) == (b"400", 1), (said, told)


def test_every_kind_of_cut_is_asked_everywhere():
    assert {bad.reason for bad in KINDS} == {bad.reason for bad in TABLE}
    assert len(KINDS) == len(EVERYWHERE)


@pytest.mark.parametrize("bad", KINDS, ids=lambda bad: bad.name)
def test_it_is_cut_and_counted(hall: Hall, ann: Wire, eve: Line, step: str, bad: Bad):
    cut_and_counted(hall, ann, eve, step, bad)


@pytest.mark.parametrize("server", ["eventlet", *STOCK], indirect=True, scope="module")
@pytest.mark.parametrize("bad", OTHERS, ids=lambda bad: bad.name)
def test_its_like_is_cut_and_counted(hall: Hall, ann: Wire, eve: Line, step: str, bad: Bad):
    cut_and_counted(hall, ann, eve, step, bad)


def cut_and_counted(hall: Hall, ann: Wire, eve: Line, step: str, bad: Bad) -> None:
    before = counts(hall.server)
    eve.send(bad.data)
    well(ann, step)
    assert eve.is_cut(within=10), bad
    after = counts(hall.server)
    assert {reason: after[reason] - before[reason] for reason in after if after[reason] != before[reason]} == {
        bad.reason: 1
    }


@pytest.mark.parametrize(("name", "packet"), HARMLESS, ids=[name for name, _ in HARMLESS])
def test_it_is_let_pass(hall: Hall, ann: Wire, eve: Line, step: str, name: str, packet: str):
    before = counts(hall.server)
    eve.say(packet)
    eve.say(f'4277["op",{{"key":"note:{step}","n":{time.time_ns() // 1000},"body":{{"text":"well"}}}}]')
    assert '"ok"' in eve.until("4377")
    well(ann, step)
    assert counts(hall.server) == before
