"""Who may read a blank or a tick, whatever its writer's phone asks for."""

import pytest

from workshop.script.model import Sees, Tick, Worksheet
from workshop.session.note_rules import narrowed
from workshop.store.state_json import compile_script

SCRIPT = """# Sheet

- format: 1

### Worksheet: W (1 min)

- who sees this: everyone with names

To say: ____

To keep: ____ (my group)

- [ ] Breathe
"""


@pytest.fixture(scope="module")
def step():
    return compile_script(SCRIPT, {}).steps[0]


@pytest.mark.parametrize("sees", Sees)
def test_a_tick_is_for_its_writer_alone_whatever_was_chosen(step, sees: Sees) -> None:
    assert isinstance(step.detail, Worksheet)
    [tick] = [item.name for item in step.detail.items if isinstance(item, Tick)]
    assert narrowed(step, tick, sees) is Sees.ONLY_ME


def test_a_name_for_the_team_and_everyone_without_names_come_to_the_team_without_a_name() -> None:
    team, everyone = Sees.TEAM_WITH_NAMES, Sees.WITHOUT_NAMES
    assert team.narrowed(everyone) is everyone.narrowed(team) is Sees.FACILITATORS
    assert not team.within(everyone) and not everyone.within(team)
    assert team.within(Sees.WITH_NAMES) and Sees.FACILITATORS.within(team)


@pytest.mark.parametrize(("one", "other"), [(one, other) for one in Sees for other in Sees])
def test_what_two_promises_allow_is_within_both(one: Sees, other: Sees) -> None:
    both = one.narrowed(other)
    assert both.within(one) and both.within(other) and both is other.narrowed(one)


def test_a_blank_may_be_narrower_than_its_sheet_and_never_wider(step) -> None:
    assert narrowed(step, "to-keep", Sees.WITH_NAMES) is Sees.MY_GROUP
    assert narrowed(step, "to-keep", Sees.ONLY_ME) is Sees.ONLY_ME
    assert narrowed(step, "to-say", Sees.WITH_NAMES) is Sees.WITH_NAMES
