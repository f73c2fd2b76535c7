"""What changed between two versions, as somebody says it who looks at steps and not at lines."""

import pytest

from workshop.authoring.plain_differences import plain_differences
from workshop.script import read

PLAN = """\
# Plan

- format: 1

Come as you are.

### Slide: Arrive (3 min)

Good to have you here.

> Say: Hello.

### Poll: Tea? (2 min)

- ( ) Yes
- ( ) No

### Reflect: For me (4 min)

- who sees this: only me

What stays?

### Break: Air (5 min)
"""


def told(*swaps: tuple[str, str]) -> list[str]:
    after = PLAN
    for old, new in swaps:
        assert old in after
        after = after.replace(old, new)
    return plain_differences(read(PLAN).script, read(after).script)


AIR = "### Break: Air (5 min)\n"


@pytest.mark.parametrize(("old", "new", "said"), [
    ("(3 min)", "(5 min)", "Step “Arrive” is 5 min instead of 3 min."),
    (" (3 min)", "", "Step “Arrive” has no length any more; it was 3 min."),
    ("(5 min)", "(5 min, optional)", "Step “Air” may be left out now."),
    ("(5 min)", "(5 min, if needed)", "Step “Air” waits until it is needed now."),
    ("Slide: Arrive", "Slide: Come in", "Step “Arrive” is called “Come in” now."),
    ("Break: Air", "Pause: Air", "Step “Air” is of another kind: Pause instead of Break."),
    ("- ( ) No", "- ( ) Not today", "Step “Tea?” has other answers."),
    ("- ( ) Yes", "- results: live\n\n- ( ) Yes", "Step “Tea?” has other settings."),
    ("only me", "my group",
     "In step “For me” others read it: “The group reads it” instead of “Nobody else reads it”."),
    ("What stays?", "What goes?", "What people read in step “For me” is different."),
    ("Say: Hello", "Say: Good evening", "What only the team reads in step “Arrive” is different."),
    (AIR, f"{AIR}\n### Talk: Well?\n", "Step “Well?” is new."),
    (AIR, "", "Step “Air” is gone."),
    (AIR, f"## The end\n\n{AIR}", "Part “The end” is new."),
    ("# Plan", "# A plan", "The workshop is called “A plan” instead of “Plan”."),
    ("as you are", "along", "The words of the invitation are different."),
    ("- format: 1", "- format: 1\n- people: 3-9", "The settings of the whole workshop are different."),
    ("# Plan", "<!-- a comment -->\n# Plan",
     "No step is different: only comments, blank lines or the way of writing are."),
])  # fmt: skip
def test_one_change_is_one_sentence(old: str, new: str, said: str):
    assert told((old, new)) == [said]


def test_a_step_that_moved_is_the_only_one_that_did():
    assert told((AIR, ""), ("### Slide", f"{AIR}\n### Slide")) == ["Step “Air” stands at another place."]


def test_several_changes_stand_in_the_order_of_the_plan():
    assert told(("(4 min)", "(6 min)"), ("(3 min)", "(5 min)"), (AIR, "")) == [
        "Step “Air” is gone.",
        "Step “Arrive” is 5 min instead of 3 min.",
        "Step “For me” is 6 min instead of 4 min.",
    ]
