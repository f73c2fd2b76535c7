"""No line of a script can be damaged so that another workshop runs and nobody is told."""

import re

import pytest

from workshop.script import keywords, read

WHOLE = """# Evening

- format: 1
- care: sensitive
- help: _help.md
- people: 6-24

## Arrive (29 min)

> Before: light the room.

### Slide: Welcome (2 min)

- lead: Ana

Good to have you here.

> Say: Welcome, slowly.

### Poll: How are you? (3 min)

- minimum answers: 4

- ( ) Well
- ( ) Badly
- ( ) Neither

### Reflect: A thought (4 min)

- id: thought
- who sees this: everyone without names

Write one thought.

### Wall: Thoughts (2 min)

- from: thought

### Breakout: In pairs (6 min, optional)

- groups: pairs
- notes: my group

#### Round: One speaks (3 min)

Listen.

#### Round: The other (3 min)

Listen too.

### Worksheet: My plan (5 min)

- who sees this: only me

What I will do: ____

- [ ] I told somebody

### Pause: Breath (1 min, if needed)

- breathing: in 4, out 6
"""
# A sign lost, doubled, widened, dashed, bracketed otherwise, or behind something that cannot be seen.
DAMAGES = [
    (r"^#", ""), (r"^#", "##"), (r"^(#+) ", r"\1"), (r"^#+", lambda m: "＃" * len(m[0])), (r"^#+ (.*)", r"**\1**"),
    *((r"^- ", f"{dash} ") for dash in "–—−‐•*+·"), (r"^- ", "-"), (r"^- ", ""), (r"^- ", "    - "),
    (r"(?<=^- )([a-z ]+): ", r"\1 : "), (r"(?<=^- )([a-z ]+): ", r"\1："), (r"(?<=^- )([a-z ]+): ", r"\1:"),
    (r"(?<=^- )([a-z ]+): ", r"\1 = "), (r"^(#+ \w+): ", r"\1 "), (r"^(#+ \w+): ", r"\1："), (r"^(#+ \w+): ", r"\1 : "),
    (r"\( \)", "()"), (r"\( \)", "（ ）"), (r"\( \)", "○"), (r"\( \)", "[ ]"), (r"\[ \]", "☐"), (r"\[ \]", "[]"),
    (r"\((.*)\)$", r"[\1]"), (r"\((.*)\)$", r"（\1）"), (r"\((.*)\)$", r"- \1"), (r"\((.*)\)$", r"\1"), (r"\)$", ""),
    (r"^> ", ""), (r"^> ", "＞ "), (r"^> ", "»"), (r"^> ", "- "),
    (r"____", "___"), (r"____", "……"), (r"____", "........"),
    (r"^(?=#|- |> )", "\u200b"), (r"^(?=#|- |> )", "\\\\"), (r"^(#+ .*|> .*)$", r"**\1**"), (r"^(?=[#-])", "\t"),
]  # fmt: skip


def plan(text: str) -> object:
    """Everything but the exact words: what happens, in which order, for how long, who reads it, who is told what."""
    reading = read(text, load=lambda _: "Call somebody.")
    steps = [
        (s.kind, s.title, s.seconds, s.optional, s.if_needed, s.detail, len(s.notes)) for s in reading.script.steps
    ]
    parts = [(p.title, p.seconds, len(p.notes)) for p in reading.script.parts]
    return (reading.script.rules, steps, parts), reading.messages


def damaged(line: str) -> set[str]:
    return {re.sub(pattern, new, line, count=1) for pattern, new in DAMAGES} - {line}


def test_no_damage_changes_the_plan_in_silence() -> None:
    good, messages = plan(WHOLE)
    assert messages == ()
    lines = WHOLE.split("\n")
    silent = []
    for n, line in enumerate(lines):
        for other in damaged(line) if line else ():
            changed, messages = plan("\n".join([*lines[:n], other, *lines[n + 1 :]]))
            if changed != good and not any(abs(m.line - n - 1) <= 1 for m in messages):
                silent.append((n + 1, other))
    assert not silent


@pytest.mark.parametrize("code", keywords.LANGUAGES)
def test_what_a_damaged_line_is_said_of_in_english_is_said_in_every_language(code):
    """A note for the team that lost its sign was read by everybody in silence, in sensitive care too."""
    shown = keywords.shown_in(code)
    rules = f"- format: 1\n- care: sensitive\n- help: _help.md\n- language: {code}"
    head = shown.text(f"# T\n\n{rules}\n\n### Slide: A (2 min)\n\nHello.\n\n")
    say, poll, groups = shown.label("Say"), shown.kind("Poll"), shown.name("groups")
    pairs = shown.value("groups", "pairs")
    damaged = [f"{say}: x", f"**{say}:** x", f"＞ {say}: x", f"## {poll}: x (3 min)", f"{poll}: x (3 min)"]
    for line in damaged:
        told = read(f"{head}{line}\n", load=lambda _: "Call.").messages
        assert [m.line for m in told if m.severity == "error"] == [12], line
    (said,) = read(f"{head}{say}: x\n", load=lambda _: "Call.").messages
    assert said.fix and said.fix.text == f"> {say}: x" and say in said.message
    dashed = f"{head}### {shown.kind('Breakout')}: B (3 min)\n\n— {groups}: {pairs}\n\nText.\n"
    assert any(m.line == 14 and m.severity == "error" for m in read(dashed, load=lambda _: "Call.").messages)
