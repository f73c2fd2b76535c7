"""The reader of frames, fed in any pieces; the backlog; the bucket."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transport.line import frame as masked
from workshop.transport import limits
from workshop.transport.backlog import Backlog, kind_of
from workshop.transport.frames import CLOSE, PING, TEXT, FrameReader, Refused, frame, unmask

MESSAGES = st.lists(st.tuples(st.sampled_from(["text", "parts", "ping"]), st.text(max_size=40), st.integers(1, 4)))


def read(reader: FrameReader, data: bytes) -> list:
    reader.feed(data)
    return list(iter(reader.take, None))


def on_the_wire(kind: str, text: str, parts: int) -> tuple[bytes, list]:
    data = text.encode()
    if kind == "ping":
        return masked(data[:125], PING), [(PING, data[:125])]
    if kind == "text" or parts == 1:
        return masked(data), [(TEXT, text)]
    step = max(1, len(data) // parts)
    pieces = [data[at : at + step] for at in range(0, len(data), step)] or [b""]
    frames = [masked(piece, 0 if n else TEXT, final=n == len(pieces) - 1) for n, piece in enumerate(pieces)]
    return b"".join(frames), [(TEXT, text)]


@given(MESSAGES, st.integers(1, 50))
def test_it_does_not_matter_how_the_bytes_are_cut(messages: list, size: int):
    made = [on_the_wire(*message) for message in messages]
    data = b"".join(bytes_ for bytes_, _ in made)
    reader, found = FrameReader(lambda: None), []
    for at in range(0, len(data), size):
        found += read(reader, data[at : at + size])
    assert found == [each for _, told in made for each in told]
    assert reader.since == 0


@given(st.binary(max_size=200), st.binary(min_size=4, max_size=4))
def test_unmasking(data: bytes, mask: bytes):
    assert unmask(data, mask) == bytes(byte ^ mask[n % 4] for n, byte in enumerate(data))


@given(st.binary(max_size=300))
def test_whatever_comes_is_read_or_refused(data: bytes):
    reader = FrameReader(lambda: None)
    try:
        read(reader, data)
    except Refused as refused:
        assert refused.reason in ("frame", "binary", "encoding", "too_big")


def test_a_message_is_late_from_its_first_byte_on():
    reader = FrameReader(lambda: None)
    read(reader, masked(b"one") + masked(b"tw", final=False))
    begun = reader.since
    assert begun > 0
    read(reader, masked(b"o", 0, final=False) + b"\x80")
    assert reader.since == begun
    assert read(reader, masked(b"!", 0)[1:]) == [(TEXT, "two!")]
    assert reader.since == 0


def test_each_frame_is_charged():
    charged = []
    reader = FrameReader(lambda: charged.append(1))
    read(reader, masked(b"a", final=False) + masked(b"", 0, final=False) + masked(b"", PING) + masked(b"", 0))
    assert len(charged) == 4


@pytest.mark.parametrize("size", [0, 125, 126, 65535, 65536])
def test_what_the_server_sends_is_framed_for_any_size(size: int):
    made = frame(b"x" * size)
    head = 2 if size < 126 else 4 if size < 65536 else 10
    assert (made[0], len(made)) == (0x81, head + size)
    assert frame(struct.pack("!H", 1008), CLOSE) == b"\x88\x02\x03\xf0"


class TestBacklog:
    def test_newer_replaces_older_and_all_else_keeps_its_order(self):
        backlog = Backlog(b"the rest of a stage")
        for data, packet in ((b"s1", '2["stage",1]'), (b"m1", '2["mine",1]'), (b"n", '2["notice",1]'),
                             (b"s2", '2["stage",2]')):  # fmt: skip
            assert backlog.add(data, kind_of(packet))
        left = []
        while backlog:
            left.append(backlog.first())
            backlog.sent(len(left[-1]))
        assert left == [b"the rest of a stage", b"m1", b"n", b"s2"]
        assert backlog.size == 0

    def test_what_was_taken_in_part_stays_first(self):
        backlog = Backlog(b"abcdef")
        backlog.add(b"stage", kind_of('2["stage",1]'))
        backlog.sent(2)
        assert (backlog.first(), backlog.size) == (b"cdef", 9)

    def test_it_ends_at_so_many_frames_and_at_so_many_bytes(self):
        many = Backlog(b"x")
        assert [many.add(b"x") for _ in range(limits.UNSENT_PACKETS)] == [True] * (limits.UNSENT_PACKETS - 1) + [False]
        large = Backlog(b"x" * 500_000)
        assert [large.add(b"x" * 500_000), large.add(b"x" * 500_000)] == [True, False]


def test_the_bucket_holds_a_burst_and_refills():
    bucket = limits.Bucket(rate=1000, burst=5)
    assert [bucket.spend() for _ in range(6)] == [True] * 5 + [False]
    while not bucket.is_full():
        pass
    assert bucket.spend()
