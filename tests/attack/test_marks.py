"""One copy of the database, and whoever knows who wrote on which steps: one mark for all of them was a name."""

from collections import defaultdict

from sqlalchemy import select

from tests.exports.stories import Story
from workshop.script.model import Sees
from workshop.store import note_owner, notes
from workshop.store.models import NoteRow

WROTE = {"Ann": ("one", "two", "three"), "Ben": ("one", "two"), "Cem": ("one", "three"), "Dea": ("two", "three")}
STEPS = ("one", "two", "three")


def lived(folder) -> Story:
    """Everybody on steps of their own choice: a pattern that the room has seen."""
    story = Story(folder).join(*WROTE)
    with story.engine.begin() as conn:
        for name, steps in WROTE.items():
            for step in steps:
                notes.write(conn, story.id, story.token(name), step, "", 1, f"{name} on {step}", Sees.ONLY_ME)
    return story


def found(story: Story) -> set[str]:
    """Whom the thief finds: the one whose steps are those of one mark."""
    marks = defaultdict(set)
    with story.engine.begin() as conn:
        for mark, step in conn.execute(select(NoteRow.owner, NoteRow.step)).all():
            marks[bytes(mark)].add(step)
    return {name for name, steps in WROTE.items() if set(steps) in marks.values()}


def test_no_pattern_of_steps_leads_to_a_name(tmp_path) -> None:
    assert found(lived(tmp_path)) == set()


def test_control_the_marks_of_version_0_1_0_led_to_every_name(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(note_owner.Owner, "mark", lambda owner, step: owner.old_mark)
    assert found(lived(tmp_path)) == set(WROTE)


def test_what_was_kept_under_an_old_mark_is_still_its_writers(tmp_path, monkeypatch) -> None:
    with monkeypatch.context() as old:
        old.setattr(note_owner.Owner, "mark", lambda owner, step: owner.old_mark)
        story = lived(tmp_path)
    assert [note.text for note in story.own("Ben")] == ["Ben on one", "Ben on two"]
    with story.engine.begin() as conn:
        for step in WROTE["Ben"]:
            assert notes.write(conn, story.id, story.token("Ben"), step, "", 2, "anew", Sees.ONLY_ME).status == "ok"
    assert [note.text for note in story.own("Ben")] == ["anew", "anew"]
    assert "Ben" not in found(story)
    with story.engine.begin() as conn:
        notes.delete_all(conn, story.id, story.token("Ben"))
    assert story.own("Ben") == []
