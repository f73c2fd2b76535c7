"""The plan on the clock, and the run sheet on paper."""

from tests.script.conftest import HEAD, reading_of
from workshop.script import printing
from workshop.script.schedule import clock, plan

BODY = """\
Come in.

> Before: Put out chairs.

## Arrive (10 min)

### Slide: Welcome (2 min)

- lead: Ana

Hello <you>.

> Say: Welcome.

### Poll: How? (8 min, optional)

- ( ) Well
- (x) Badly

## Work

- repeat: 2

### Worksheet: Plan (5 min)

- materials: pens

First sign: ____ now

- [ ] read

### Pause: Ground (2 min, if needed)
"""


def test_when_each_step_begins():
    schedule = plan(reading_of(BODY).script)
    assert [(s.step.title, s.start, s.seconds) for s in schedule.slots] == [
        ("Welcome", 0, 120), ("How?", 120, 480), ("Plan", 600, 300), ("Plan", 900, 300),
    ]  # fmt: skip
    assert (schedule.seconds, schedule.optional_seconds) == (1200, 480)


def test_a_part_whose_steps_have_no_times():
    script = reading_of("## One (10 min)\n\n### Slide: A\n\n## Two\n\n### Slide: B (1 min)\n").script
    assert [(s.step.id, s.start) for s in plan(script).slots] == [("a", 0), ("b", 600)]


def test_clock_runs_over_midnight():
    assert clock("23:50", 1200) == "00:10"


def test_the_run_sheet():
    sheet = printing.run_sheet(reading_of(BODY).script, "14:00")
    assert [(r.clock, r.minutes, r.kind, r.title, r.optional, r.part) for r in sheet.rows] == [
        ("14:00", "2 min", "Slide", "Welcome", False, "Arrive"),
        ("14:02", "8 min", "Poll", "How?", True, ""),
        ("14:10", "5 min", "Worksheet", "Plan", False, "Work"),
        ("14:15", "5 min", "Worksheet", "Plan", False, ""),
    ]
    assert sheet.rows[1].answers == ("Well", "Badly ✓")
    assert (sheet.total, sheet.optional, sheet.materials) == ("20 min", "8 min", ("pens",))
    assert [r.title for r in sheet.drawer] == ["Ground"]
    assert [s.title for s in sheet.handouts] == ["Plan"]


def test_a_clock_without_a_start_is_no_midnight():
    assert [r.clock for r in printing.run_sheet(reading_of(BODY).script).rows] == ["0:00", "0:02", "0:10", "0:15"]


def test_the_page_holds_everything_and_escapes_titles():
    script = reading_of(BODY, HEAD.replace("Test", "Tea & <talk>")).script
    page = printing.page(printing.run_sheet(script))
    for words in (
        "Tea &amp; &lt;talk&gt;",
        "Put out chairs",
        "Ana",
        "Hello &lt;you&gt;",
        "0:02",
        "First sign:",
        "@page",
    ):
        assert words in page
    assert page.count('class="handout"') == 1


def test_questions_all_session_are_in_no_step_so_the_run_sheet_tells_of_them():
    for setting, told in (("on", True), ("off", False)):
        script = reading_of("### Slide: Hello (2 min)\n", f"# T\n\n- format: 1\n- questions: {setting}\n").script
        sheet = printing.run_sheet(script)
        assert sheet.questions is told
        assert ("from the room are open all session" in printing.page(sheet)) is told


def test_between_a_question_and_its_answers_stands_one_sign():
    page = (
        "### Poll: The day\n\n#### Question: How was it?\n\n- ( ) Good\n- ( ) Bad\n\n"
        "#### Question: The pace\n\n- ( ) Slow\n- ( ) Fast\n"
    )
    sheet = printing.run_sheet(reading_of(page).script)
    assert sheet.rows[0].answers == ("How was it? Good / Bad", "The pace: Slow / Fast")
    assert "<li>How was it? Good / Bad</li><li>The pace: Slow / Fast</li>" in printing.page(sheet)


def test_statements_stand_there_each_on_its_line_with_their_scale():
    body = "- answer: scale 1 (no) to 5 (yes)\n\n1. The pace was right\n2. I felt safe\n"
    (row,) = printing.run_sheet(reading_of(f"{HEAD}### Poll: How was it?\n\n{body}").script).rows
    assert row.several and row.answers == ("The pace was right", "I felt safe", "1 no … 5 yes")
