"""Notes: sealed for their writer, copied only where shared, gone when withdrawn."""

import hypothesis.strategies as st
import pytest
from hypothesis import given
from sqlalchemy import select

from workshop.script.model import Sees
from workshop.store import notes, shared_texts
from workshop.store.models import NoteRow, SharedRow
from workshop.store.note_owner import Owner

ONLY_ME, GROUP, WITHOUT, WITH = Sees.ONLY_ME, Sees.MY_GROUP, Sees.WITHOUT_NAMES, Sees.WITH_NAMES
SECRET = "The sea was quiet that morning."


class TestForMyselfOnly:
    def test_a_note_comes_back_to_its_writer(self, room, session):
        assert room.note(session, "ann", 1, SECRET, ONLY_ME) == notes.Written("ok", 1, SECRET, ONLY_ME)
        assert room.own_notes(session, "ann") == {"": notes.OwnNote("letter", "", 1, SECRET, ONLY_ME)}

    def test_and_to_nobody_else(self, room, session):
        room.note(session, "ann", 1, SECRET, ONLY_ME)
        assert room.own_notes(session, "ben") == {}
        assert room.shared(session) == []

    def test_nor_by_another_secret_for_who_knows_how_all_is_made(self, room, session, token_of):
        """The mark, what is sealed and every line of the program: a key of nothing but these would open it."""
        room.note(session, "ann", 1, SECRET, ONLY_ME)
        with room.read() as c:
            mark, sealed = c.execute(select(NoteRow.owner, NoteRow.sealed)).one()
        ann, ben = Owner(session, token_of("ann")), Owner(session, token_of("ben"))
        assert ann.open(mark, "letter", "", sealed).text == SECRET  # the control
        assert ben.open(mark, "letter", "", sealed) is None

    def test_not_a_word_of_it_is_on_the_disk(self, room, session):
        room.note(session, "ann", 1, SECRET, ONLY_ME)
        room.database.checkpoint()
        assert SECRET.encode() not in room.bytes()
        assert b"quiet" not in room.bytes()

    def test_nor_is_the_token(self, room, session, token_of):
        room.note(session, "ann", 1, SECRET, ONLY_ME)
        kept, token = room.bytes(), token_of("ann")
        assert not [at for at in range(0, len(token), 8) if token[at : at + 8] in kept]  # nor a part of it

    def test_one_persons_notes_in_two_sessions_share_no_mark(self, room, session):
        other = room.session()
        room.note(session, "ann", 1, SECRET, ONLY_ME)
        room.note(other, "ann", 1, SECRET, ONLY_ME)
        with room.read() as c:
            owners = c.execute(select(NoteRow.owner)).scalars().all()
        assert len(set(owners)) == 2

    def test_its_length_says_little(self, room, session):
        lengths = set()
        for n in range(1, 41):
            room.note(session, "ann", n, "x" * n, ONLY_ME)
            with room.read() as c:
                lengths.add(len(c.execute(select(NoteRow.sealed)).scalar()))
        assert lengths == {256 + 28}

    def test_long_texts_fit(self, room, session):
        text = "😌" * 8000
        room.note(session, "ann", 1, text, ONLY_ME)
        assert room.own_notes(session, "ann")[""].text == text


class TestWritingAgain:
    def test_the_same_is_a_duplicate(self, room, session):
        room.note(session, "ann", 1, "one", WITHOUT)
        assert room.note(session, "ann", 1, "one", WITHOUT).status == "dup"
        assert len(room.shared(session)) == 1

    @pytest.mark.parametrize(("n", "text", "sees"), [(1, "one", ONLY_ME), (2, "else", ONLY_ME), (2, "two", WITHOUT)])
    def test_an_older_one_is_stale_and_hears_what_is_kept(self, room, session, n, text, sees):
        room.note(session, "ann", 2, "two", ONLY_ME)
        assert room.note(session, "ann", n, text, sees) == notes.Written("stale", 2, "two", ONLY_ME)
        assert room.shared(session) == []

    def test_fields_are_apart(self, room, session):
        room.note(session, "ann", 1, "a", ONLY_ME, field="first")
        room.note(session, "ann", 1, "b", ONLY_ME, field="second")
        assert {f: o.text for f, o in room.own_notes(session, "ann").items()} == {"first": "a", "second": "b"}


class TestSharing:
    def test_without_names_the_copy_has_text_and_nothing_else(self, room, session):
        room.note(session, "ann", 1, "hope", WITHOUT, name="Ann", group="g1")
        [copy] = room.shared(session)
        assert (copy.text, copy.name, copy.group, copy.sees) == ("hope", "", "", WITHOUT)
        with room.read() as c:
            assert c.execute(select(NoteRow.owner)).scalar().hex() != copy.id

    def test_for_facilitators_it_has_no_name_either(self, room, session):
        room.note(session, "ann", 1, "hope", Sees.FACILITATORS, name="Ann", group="g1")
        [copy] = room.shared(session)
        assert (copy.name, copy.group) == ("", "")

    def test_for_facilitators_with_names_it_has_the_name_and_waits_for_nobody(self, room, session):
        room.note(session, "ann", 1, "hope", Sees.TEAM_WITH_NAMES, name="Ann", group="g1")
        [copy] = room.shared(session)
        assert (copy.name, copy.group, copy.shown) == ("Ann", "", "shown")

    def test_with_names_it_has_the_name(self, room, session):
        room.note(session, "ann", 1, "hope", WITH, name="Ann", group="g1")
        [copy] = room.shared(session)
        assert (copy.name, copy.group) == ("Ann", "")

    def test_in_a_group_it_stays_in_the_group(self, room, session):
        room.note(session, "ann", 1, "hope", GROUP, name="Ann", group="g1")
        room.note(session, "ben", 1, "rain", GROUP, name="Ben", group="g2")
        with room.read() as c:
            assert [s.text for s in shared_texts.of_group(c, session, "letter", "g1", 0)] == ["hope"]
            assert [s.name for s in shared_texts.of_group(c, session, "letter", "g2", 0)] == ["Ben"]

    def test_without_a_group_nobody_gets_a_copy(self, room, session):
        room.note(session, "ann", 1, "hope", GROUP, name="Ann", group="")
        assert room.shared(session) == []

    def test_narrowing_takes_the_copy_back(self, room, session):
        room.note(session, "ann", 1, "hope and rain", WITHOUT)
        room.note(session, "ann", 2, "hope and rain", ONLY_ME)
        assert room.shared(session) == []
        room.database.checkpoint()
        assert b"hope and rain" not in room.bytes()

    def test_editing_replaces_the_copy_under_a_new_id(self, room, session):
        room.note(session, "ann", 1, "hope", WITHOUT)
        [before] = room.shared(session)
        room.note(session, "ann", 2, "more hope", WITHOUT)
        [after] = room.shared(session)
        assert (after.text, after.id != before.id) == ("more hope", True)

    @pytest.mark.parametrize("sees", Sees)
    def test_other_words_are_for_the_same_readers(self, room, session, token_of, sees):
        def readers():
            return [(c.sees, c.name, c.group, c.generation) for c in room.shared(session)]

        room.note(session, "ann", 1, "hope", sees, name="Ann", group="g1", generation=2)
        before = readers()
        assert room.write(lambda c: notes.redact(c, session, token_of("ann"), "letter", "", "calm"))
        assert (readers(), room.own_notes(session, "ann")[""].text) == (before, "calm")

    def test_emptying_it_takes_the_copy_back(self, room, session):
        room.note(session, "ann", 1, "hope", WITHOUT)
        room.note(session, "ann", 2, "", WITHOUT)
        assert room.shared(session) == []

    def test_copies_come_in_the_order_of_their_random_ids(self, room, session):
        for name in "abcdefgh":
            room.note(session, name, 1, name, WITHOUT)
        ids = [s.id for s in room.shared(session)]
        assert ids == sorted(ids)

    def test_other_steps_are_apart(self, room, session):
        room.note(session, "ann", 1, "here", WITHOUT)
        room.note(session, "ann", 1, "there", WITHOUT, step="other")
        assert [s.text for s in room.shared(session)] == ["here"]
        assert sorted(s.text for s in room.shared(session, None)) == ["here", "there"]


class TestModeration:
    def shown(self, room, session):
        return {s.text: s.shown for s in room.shared(session)}

    def test_a_copy_waits_where_the_step_is_moderated(self, room, session):
        room.note(session, "ann", 1, "hope", WITHOUT, moderated=True)
        assert self.shown(room, session) == {"hope": "waiting"}

    def test_it_is_shown_or_kept_back(self, room, session):
        room.note(session, "ann", 1, "hope", WITHOUT, moderated=True)
        [copy] = room.shared(session)
        assert room.write(lambda c: shared_texts.moderate(c, session, copy.step, [copy.id], "shown"))
        assert self.shown(room, session) == {"hope": "shown"}

    def test_an_edited_text_waits_again_and_the_old_id_passes_nothing(self, room, session):
        room.note(session, "ann", 1, "hope", WITHOUT, moderated=True)
        [copy] = room.shared(session)
        room.note(session, "ann", 2, "something else", WITHOUT, moderated=True)
        assert not room.write(lambda c: shared_texts.moderate(c, session, copy.step, [copy.id], "shown"))
        assert self.shown(room, session) == {"something else": "waiting"}

    def test_what_was_kept_back_does_not_come_back_by_an_edit(self, room, session):
        room.note(session, "ann", 1, "rude", WITHOUT)
        [copy] = room.shared(session)
        room.write(lambda c: shared_texts.moderate(c, session, copy.step, [copy.id], "kept back"))
        room.note(session, "ann", 2, "rude!", WITHOUT)
        assert self.shown(room, session) == {"rude!": "kept back"}

    def test_what_is_given_back_is_gone_for_all_but_its_writer(self, room, session, token_of):
        room.note(session, "ann", 1, "about Lena", WITHOUT)
        room.note(session, "ben", 1, "hope", WITHOUT)
        copy = next(c for c in room.shared(session) if c.text == "about Lena")
        give = lambda: room.write(lambda c: shared_texts.give_back(c, session, copy.step, copy.id, "No names, please"))  # noqa: E731
        assert give()
        assert not give()
        assert [c.text for c in room.shared(session)] == ["hope"]
        with room.read() as c:
            assert "about Lena" not in c.execute(select(SharedRow.text)).scalars().all()
            [back] = notes.given_back(c, session, token_of("ann"))
            assert notes.given_back(c, session, token_of("ben")) == []
        assert (back.text, back.shown, back.said) == ("about Lena", "returned", "No names, please")

    def test_sent_again_it_waits_and_the_word_is_gone(self, room, session):
        room.note(session, "ann", 1, "about Lena", WITHOUT)
        [copy] = room.shared(session)
        room.write(lambda c: shared_texts.give_back(c, session, copy.step, copy.id, "No names, please"))
        assert room.note(session, "ann", 2, "about her", WITHOUT).shown == "waiting"
        assert self.shown(room, session) == {"about her": "waiting"}

    def test_what_a_group_shares_among_itself_is_not_given_back(self, room, session):
        room.note(session, "ann", 1, "ours", GROUP, group="g1")
        [copy] = room.shared(session)
        assert not room.write(lambda c: shared_texts.give_back(c, session, copy.step, copy.id, ""))

    def test_the_writer_is_told_what_became_of_it(self, room, session):
        room.note(session, "ann", 1, "hope", WITHOUT, moderated=True)
        fate = lambda: [o.shown for o in room.own_notes(session, "ann").values()]  # noqa: E731
        assert fate() == ["waiting"]
        [copy] = room.shared(session)
        room.write(lambda c: shared_texts.moderate(c, session, copy.step, [copy.id], "kept back"))
        assert fate() == ["kept back"]
        room.note(session, "ann", 2, "hope", Sees.ONLY_ME)
        assert fate() == [""]

    def test_no_id_of_another_session_can_be_moderated(self, room, session):
        room.note(session, "ann", 1, "hope", WITHOUT)
        [copy] = room.shared(session)
        other = room.session()
        assert not room.write(lambda c: shared_texts.moderate(c, other, copy.step, [copy.id], "kept back"))


class TestDrafts:
    def test_are_never_shared_counted_or_taken_home(self, room, session, token_of):
        room.note(session, "ann", 1, "half a thou", WITH, field="draft/", name="Ann")
        assert room.shared(session) == []
        with room.read() as c:
            assert notes.answered(c, session, "letter") == 0
            assert notes.own(c, session, token_of("ann")) == []
        assert room.own_notes(session, "ann")["draft/"].text == "half a thou"


class TestTakingBack:
    def test_a_withdrawn_note_is_gone_with_its_copy(self, room, session, token_of):
        room.note(session, "ann", 3, "hope and rain", WITHOUT)
        room.write(lambda c: notes.withdraw(c, session, token_of("ann"), "letter", ""))
        assert room.shared(session) == []
        with room.read() as c:
            assert notes.own(c, session, token_of("ann")) == []
        room.database.checkpoint()
        assert b"hope and rain" not in room.bytes()

    def test_a_late_retry_does_not_bring_it_back(self, room, session, token_of):
        room.note(session, "ann", 3, "hope", WITHOUT)
        room.write(lambda c: notes.withdraw(c, session, token_of("ann"), "letter", ""))
        assert room.note(session, "ann", 3, "hope", WITHOUT).status == "stale"
        assert room.shared(session) == []
        assert room.note(session, "ann", 5, "anew", WITHOUT).status == "ok"

    def test_nobody_can_withdraw_anothers(self, room, session, token_of):
        room.note(session, "ann", 1, "hope", WITHOUT)
        room.write(lambda c: notes.withdraw(c, session, token_of("ben"), "letter", ""))
        assert len(room.shared(session)) == 1

    def test_all_of_it_goes_and_only_theirs(self, room, session, token_of):
        room.note(session, "ann", 1, "hope", WITHOUT)
        room.note(session, "ann", 1, "more", WITH, step="other")
        room.note(session, "ann", 1, "draft", ONLY_ME, field="draft/")
        room.note(session, "ben", 1, "mine", WITHOUT)
        room.write(lambda c: notes.delete_all(c, session, token_of("ann")))
        with room.read() as c:
            assert c.execute(select(SharedRow.text)).scalars().all() == ["mine"]
            assert len(c.execute(select(NoteRow.step)).all()) == 1


def test_people_are_counted_once_however_many_fields_they_fill(room, session):
    room.note(session, "ann", 1, "a", ONLY_ME, field="first")
    room.note(session, "ann", 1, "b", ONLY_ME, field="second")
    room.note(session, "ben", 1, "c", WITHOUT, field="first")
    with room.read() as c:
        assert notes.answered(c, session, "letter") == 2


OPS = st.lists(st.tuples(st.integers(1, 6), st.sampled_from([ONLY_ME, WITHOUT])), min_size=1, max_size=6)


@given(ops=OPS, data=st.data())
def test_each_op_one_to_five_times_in_any_order_is_kept_once(room_in_memory, ops, data):
    room = room_in_memory
    session = room.session()
    wanted = dict(ops)  # one message for each n
    sent = [n for n in wanted for _ in range(data.draw(st.integers(1, 5)))]
    for n in data.draw(st.permutations(sent)):
        room.note(session, "ann", n, f"text {n}", wanted[n])
    newest = max(wanted)
    assert room.own_notes(session, "ann")[""].n == newest
    copies = [f"text {newest}"] if wanted[newest] is WITHOUT else []
    assert [s.text for s in room.shared(session)] == copies
