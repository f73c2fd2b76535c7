"""What is of any length goes out in one of a few."""

import json

import pytest

from workshop.util import padding


@pytest.mark.parametrize(("text", "size"), [("", 1024), ("x" * 900, 1024), ("x" * 1100, 4096), ("🌱" * 8000, 122880)])
def test_a_message_fills_its_class(text: str, size: int) -> None:
    told = padding.in_class({"text": text})
    assert len(json.dumps(told, separators=(",", ":"))) == size
    assert told["text"] == text


def test_a_page_fills_its_class_whatever_its_alphabet() -> None:
    sizes = {len(padding.page(f"<p>{text}</p>").encode()) for text in ("", "я" * 300, "🌱" * 100, "x" * 1000)}
    assert sizes == {1024}


def test_answers_that_are_to_look_alike_share_a_size() -> None:
    told = [padding.padded({"choice": choice}, 256) for choice in ([0], [0, 1, 2])]
    assert {padding.length(each) for each in told} == {256}
