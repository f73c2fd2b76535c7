"""What the tests of look-alikes share: a script's messages, and the script when every cure was taken."""

from workshop.script import read
from workshop.script.fixes import apply_all

HEAD = "# Test\n\n- format: 1\n\n"


def codes(body: str, head: str = HEAD) -> list[str]:
    return [m.code for m in read(head + body, load=lambda _: "Call somebody.").messages]


def fixed(text: str) -> str:
    return apply_all(text, lambda t: read(t, load=lambda _: "Call somebody.").messages)
