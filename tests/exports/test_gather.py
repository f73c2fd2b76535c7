"""What may be told of a session: promises kept, k held, nothing missing that people chose to share."""

import csv
import io
import re

import pytest
from pypdf import PdfReader
from sqlalchemy import update

from tests.exports.stories import NAMES, SCRIPT, SENSITIVE, TEAM_ONLY, Story, choice, scale
from tests.exports.test_formats import workbook
from workshop.script.model import Sees
from workshop.session import commands as cmd
from workshop.session.attendance import left_count
from workshop.store import gather, notes, shared_pages
from workshop.store.models import SharedRow

K = 3


def texts(step, sees):
    return sorted(t.text for pool in step.pools if pool.sees is sees for t in pool)


class TestSession:
    def test_tells_title_day_and_how_many_joined(self, lived):
        told = lived.gather()
        assert (told.title, told.joined, told.k, told.phase) == ("An evening of everything", "12", K, "ended")
        assert told.day.isoformat() == "2026-09-21"

    def test_fewer_than_k_people_are_not_counted(self, story):
        assert story.join("Ann", "Ben").gather().joined == "fewer than 3"
        assert story.join("Cem").gather().joined == "3"

    @pytest.mark.parametrize(("here", "left"), [(12, "fewer than 3"), (10, "fewer than 3"), (9, "3"), (3, "9"),
                                                (2, "more than 9"), (0, "more than 9")])  # fmt: skip
    def test_who_left_and_who_stayed_are_told_of_only_where_they_are_k(self, story, here, left):
        story.join(*NAMES).do(cmd.Start(0), cmd.End(0, left_count(12, here, K)))
        assert story.gather().left == left

    def test_of_few_people_it_is_not_told_at_all(self, story):
        assert [left_count(5, here, K) for here in range(6)] == [""] * 6
        assert "left by the end" not in story.everything()

    def test_it_stands_in_every_format(self, story):
        story.join(*NAMES).do(cmd.Start(0), cmd.End(0, left_count(12, 8, K)))
        assert story.json()["session"]["left"] == "4"
        assert "12 people joined, 4 had left by the end" in story.download("html").decode()
        assert "12 people joined, 4 had left by the end" in story.download("md").decode()
        assert '"12","4"' in story.csv()["session.csv"]

    def test_an_end_that_is_taken_back_tells_nothing(self, story):
        story.join(*NAMES).do(cmd.Start(0), cmd.End(0, left_count(12, 8, K)), cmd.Undo(0))
        assert (story.session.phase, story.gather().left) == ("live", "")

    def test_until_the_end_is_settled_every_format_says_that_late_texts_are_to_come(self, story):
        """In the words of people who read it, and for programs as a field."""

        def told() -> list[bool]:
            sentence = "What came late for the facilitators is not in here yet."
            overview = [value for _, value in workbook(story.download("xlsx"))["Overview"]]
            assert overview[overview.index("The end can no longer be taken back") + 1] == ("no" if ending() else "yes")
            row = next(csv.DictReader(io.StringIO(story.csv()["session.csv"], newline="")))
            printed = "".join(page.extract_text() for page in PdfReader(io.BytesIO(story.download("pdf"))).pages)
            texts = [*(story.download(f).decode() for f in ("html", "md")), " ".join(overview), printed]
            said = [sentence in " ".join(text.split()) for text in texts]
            return [*said, row["end_settled"] == "no", not story.json()["session"]["end_settled"]]

        def ending() -> bool:
            return not story.session.settled

        story.go("welcome").end()
        assert told() == [True] * 6
        story.wait(7).do(cmd.Tick(0))
        assert told() == [False] * 6

    def test_no_such_session(self, story):
        assert gather.gather(story.engine.begin, "nowhere") is None

    def test_before_the_start_there_is_a_plan_and_nothing_else(self, story):
        told = story.gather()
        assert told.phase == "lobby"
        assert not any(s.tells or s.reached for s in told.steps)
        assert told.day.isoformat() == "2026-09-20"

    def test_real_seconds_add_up_over_all_visits(self, story):
        story.go("welcome").wait(60).go("drink").go("welcome").wait(30).go("drink")
        assert 90 <= story.step("welcome").real <= 95
        assert story.step("drink").real is not None
        assert story.step("habits").real is None

    def test_the_step_that_is_on_has_no_time_yet(self, story):
        assert story.go("say").step("say").real is None


class TestPolls:
    @pytest.mark.parametrize("n", range(K))
    def test_below_k_nothing_but_the_reason(self, story, n):
        [asking] = story.vote("drink", *(choice(0) for _ in range(n))).step("drink").askings
        assert asking.result is None
        assert asking.hidden == gather.FEW_VOTES.format(k=K)

    def test_k_same_answers_are_told(self, story):
        [asking] = story.vote("drink", *(choice(1) for _ in range(K))).step("drink").askings
        assert [(b.label, b.count) for b in asking.result.bars][:2] == [("Tea", 0), ("Coffee", 3)]

    def test_in_sensitive_care_nobody_learns_that_all_agreed(self, tmp_path):
        story = Story(tmp_path, SENSITIVE).vote("drink", *(choice(1) for _ in range(7)))
        [asking] = story.step("drink").askings
        told = [("the smaller part", None), ("the larger part", None)]
        assert [(b.text, b.count) for b in asking.result.bars][:2] == told
        assert (asking.result.n, asking.result.n_text) == (None, "5+")

    def test_each_asking_stays_apart(self, story):
        story.vote("drink", *(choice(0) for _ in range(3))).vote("drink", choice(1))
        first, second = story.step("drink").askings
        assert (first.result.n, second.result) == (3, None)

    def test_an_open_poll_has_no_result_and_says_why(self, story):
        story.vote("drink", *(choice(0) for _ in range(4))).do(cmd.AskAgain(0))
        assert [a.hidden for a in story.step("drink").askings] == ["", gather.OPEN]
        story.do(cmd.Close(0))
        assert [a.hidden for a in story.step("drink").askings] == ["", gather.COUNTING]

    def test_what_the_script_shows_to_nobody_stays_so(self, lived):
        [asking] = lived.step("nobody").askings
        assert (asking.result, asking.hidden) == (None, gather.FOR_NOBODY)

    def test_facilitators_have_what_is_for_them(self, lived):
        [asking] = lived.step("team").askings
        assert asking.result.n == 8
        assert "facilitators only" in asking.remark

    def test_words_that_moderation_holds_are_not_told(self, tmp_path):
        text = SCRIPT.replace("- answer: words", "- answer: words\n- moderate: yes")
        story = Story(tmp_path, text).vote("word", *({"words": [f"secret{i}"]} for i in range(4)))
        assert story.step("word").hidden == (gather.UNMODERATED,)
        assert "secret" not in story.everything()


class TestCheckIns:
    def check_in(self, story, *pairs):
        story.vote("first", *(scale(2) for _ in range(6)))
        return story.vote("last", *(scale(after, before) for after, before in pairs)).step("last")

    def test_movement_where_k_brought_their_first_answer(self, story):
        step = self.check_in(story, (5, 2), (5, 2), (1, 2))
        assert [b.count for b in (step.askings[0].result.movement.up, step.askings[0].result.movement.down)] == [2, 1]
        assert step.before.average == 2

    @pytest.mark.parametrize("without", [1, K - 1])
    def test_no_movement_where_the_rest_is_fewer_than_k(self, story, without):
        step = self.check_in(story, *[(5, 2)] * 4, *[(5, None)] * without)
        assert step.askings[0].result.movement is None
        assert step.hidden == (gather.FEW_MOVED,)

    def test_movement_where_the_rest_is_k(self, story):
        assert self.check_in(story, *[(5, 2)] * 4, *[(5, None)] * K).askings[0].result.movement

    def test_a_hidden_second_answer_moves_nothing(self, story):
        step = self.check_in(story, (5, 2), (5, 2))
        assert (step.before, step.askings[0].result) == (None, None)


class TestTexts:
    @pytest.mark.parametrize("n", range(1, K))
    def test_without_names_below_k_are_kept_back(self, story, n):
        for name in NAMES[:n]:
            story.write(name, "say", f"secret of {name}", Sees.WITHOUT_NAMES)
        [pool] = story.step("say").pools
        assert (pool.hidden, list(pool)) == (gather.STILL_WRITING, [])
        story.do(cmd.Close(0))
        [pool] = story.step("say").pools
        assert (pool.hidden, list(pool)) == (gather.FEW_TEXTS.format(k=K), [])
        assert "secret of" not in story.everything()

    def test_k_without_names_are_told_without_names(self, story):
        for name in NAMES[:K]:
            story.write(name, "say", f"words {name}", Sees.WITHOUT_NAMES)
        [pool] = story.step("say").pools
        assert sorted(t.text for t in pool) == ["words Ann", "words Ben", "words Cem"]
        assert {t.name for t in pool} == {""}

    def test_named_texts_do_not_help_the_nameless_over_k(self, story):
        story.write("Ann", "say", "secret a", Sees.WITHOUT_NAMES).write("Ben", "say", "secret b", Sees.WITHOUT_NAMES)
        story.write("Cem", "say", "open c", Sees.WITH_NAMES).write("Dea", "say", "open d", Sees.WITH_NAMES)
        told = story.everything()
        assert "secret" not in told
        assert "open c" in told

    def test_a_wall_with_a_stricter_rule_holds_for_its_source(self, tmp_path):
        story = Story(tmp_path, SCRIPT.replace("- from: say", "- from: say\n- minimum answers: 5"))
        for name in NAMES[:4]:
            story.write(name, "say", f"secret of {name}", Sees.WITHOUT_NAMES)
        assert "secret of" not in story.everything()
        story.write("Eva", "say", "secret of Eva", Sees.WITHOUT_NAMES)
        assert len(texts(story.step("say"), Sees.WITHOUT_NAMES)) == 5

    def test_somebody_withdraws_while_the_download_runs(self, story):
        for name in NAMES[:K]:
            story.write(name, "say", f"words {name}", Sees.WITHOUT_NAMES)
        [pool] = story.step("say").pools
        with story.engine.begin() as conn:
            notes.withdraw(conn, story.id, story.token("Ann"), "say", "")
        assert list(pool) == []

    def test_the_order_of_writing_is_lost(self, story):
        written = [f"{i:03}" for i in range(40)]
        for text in written:
            story.write(text, "say", text, Sees.WITHOUT_NAMES)
        told = [t.text for t in story.step("say").pools[0]]
        assert sorted(told) == written
        assert told != written

    def test_what_moderation_keeps_back_stays_back(self, story):
        for name in NAMES[:5]:
            story.write(name, "say", f"held by {name}", Sees.WITHOUT_NAMES, moderated=True)
        story.write("Kim", "say", "held by Kim", Sees.WITH_NAMES, moderated=True)
        assert "held by" not in story.everything()
        assert gather.UNMODERATED in story.step("say").hidden

    def test_only_shown_texts_count_for_k(self, story):
        for name in NAMES[:2]:
            story.write(name, "say", f"secret {name}", Sees.WITHOUT_NAMES)
        story.write("Cem", "say", "held", Sees.WITHOUT_NAMES, moderated=True)
        assert "secret" not in story.everything()

    def test_each_promise_has_its_own_pool(self, lived):
        say = lived.step("say")
        assert texts(say, Sees.WITHOUT_NAMES) == sorted(f"{n} without names" for n in NAMES[:6])
        assert texts(say, Sees.WITH_NAMES) == ["Gus with names"]
        assert texts(say, Sees.FACILITATORS) == ["Hal for the team"]

    def test_names_only_where_promised(self, story):
        for name in ("Ann", "Ben", "Cem"):
            story.write(name, "say", f"bare {name}", Sees.WITHOUT_NAMES)
        story.write("Dea", "say", "named", Sees.WITH_NAMES)
        with story.engine.begin() as conn:  # as if something else had put one there: the file heeds what was promised
            conn.execute(update(SharedRow).where(SharedRow.sees == Sees.WITHOUT_NAMES).values(name="Ann"))
        told = {pool.sees: {text.name for text in pool} for pool in story.step("say").pools}
        assert told == {Sees.WITHOUT_NAMES: {""}, Sees.WITH_NAMES: {"Dea"}}

    def test_long_pools_come_page_by_page_whole(self, story, monkeypatch):
        monkeypatch.setattr(shared_pages, "PAGE", 7)
        for i in range(30):
            story.write(f"P{i}", "say", f"text {i}", Sees.WITHOUT_NAMES)
        assert len(set(texts(story.step("say"), Sees.WITHOUT_NAMES))) == 30

    def test_they_are_counted_piece_by_piece(self, lived, monkeypatch):
        whole = lived.gather()
        for size in (1, 3, 7):
            monkeypatch.setattr(shared_pages, "COUNTED", size)
            assert [(s.id, len(s.pools), s.hidden) for s in lived.gather().steps] == [
                (s.id, len(s.pools), s.hidden) for s in whole.steps
            ]
            assert len(texts(lived.step("say"), Sees.WITHOUT_NAMES)) == 6

    def test_a_worksheet_for_the_team_with_names_is_a_table_too(self, tmp_path):
        text = SCRIPT.replace("sees this: everyone with names", "sees this: facilitators with names")
        story = Story(tmp_path, text).join("Ann")
        story.write("Ann", "plan", "the dishes", Sees.TEAM_WITH_NAMES, field="what-i-will-do")
        step = story.step("plan")
        assert [(row.name, row.cells) for row in step.sheet] == [("Ann", (("the dishes",),))]
        assert step.sheet.sees is Sees.TEAM_WITH_NAMES
        told = story.everything()
        assert "Ann" in told and "For the facilitators, with names" in told

    def test_a_worksheet_with_names_is_a_table(self, lived, monkeypatch):
        monkeypatch.setattr(shared_pages, "NAMES", 2)
        sheet = lived.step("plan").sheet
        assert sheet.prompts == ("What I will do:", "By when:")
        assert [(r.name, r.cells) for r in sheet] == [
            (name, ((f"{name} calls",), ("Friday",))) for name in ("Ann", "Ben", "Cem")
        ]

    def test_its_rows_stand_as_one_looks_for_a_name(self, story):
        field = story.session.script.step("plan").detail.items[0].name
        names = ("Guest 10", "Guest 2", "Émile", "Zoe")
        for name in story.join(*names) and names:
            story.write(name, "plan", name, Sees.WITH_NAMES, field=field)
        assert [row.name for row in story.step("plan").sheet] == ["Émile", "Guest 2", "Guest 10", "Zoe"]

    def test_two_people_of_one_name_are_not_mixed_up(self, story):
        field = story.session.script.step("plan").detail.items[0].name
        story.write("Ann", "plan", "one", Sees.WITH_NAMES, field=field)
        with story.engine.begin() as conn:
            other = b"another Ann".ljust(32)
            notes.write(conn, story.id, other, "plan", field, 1, "two", Sees.WITH_NAMES, name="Ann")
        [row] = story.step("plan").sheet
        assert sorted(row.cells[0]) == ["one", "two"]

    def test_a_wall_says_whose_texts_hung_there(self, lived):
        assert lived.step("voices").walls == ("say",)

    def test_texts_of_a_step_that_nobody_reached_are_not_looked_for(self, story):
        assert story.go("welcome").step("say").pools == ()


class TestSecrets:
    """One negative test per secret, over every text format."""

    @pytest.mark.parametrize("secret", [
        "Jon for himself", "Ann plants", "Kim drafts", "Ida for the group", "Dea to the pair", TEAM_ONLY,
    ])  # fmt: skip
    def test_never_told(self, lived, secret):
        assert secret not in lived.everything()

    def test_no_code_token_or_person(self, lived):
        told = lived.everything()
        with lived.engine.begin() as conn:
            rows = conn.exec_driver_sql("select id from participant").scalars().all()
            shared = conn.exec_driver_sql("select id from shared").scalars().all()
        assert not [secret for secret in (*rows, *shared) if secret in told]
        assert lived.token("Ann").hex() not in told

    def test_no_time_of_day(self, lived):
        assert not re.findall(r"\b\d{1,2}:\d{2}\b|1790\d{6}", lived.everything("md", "json"))

    def test_sensitive_care_tells_no_counts(self, careful):
        told = careful.json()
        answers = [a for s in told["steps"] for r in s["results"] for a in r.get("answers", [])]
        assert answers
        assert {a["count"] for a in answers} == {None}
        assert {r.get("n") for s in told["steps"] for r in s["results"]} == {None}
