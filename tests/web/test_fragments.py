"""What stands on the phone: every screen of every shipped script, the promises, and nothing that is the team's."""

import re
from dataclasses import replace
from functools import reduce
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from workshop import script as scripts
from workshop.script.model import Poll, Sees
from workshop.session import commands as cmd
from workshop.session.audience_names import FACILITATOR, PARTICIPANTS, PROJECTOR
from workshop.session.choices import Vote
from workshop.session.counting import tally
from workshop.session.decide import decide
from workshop.session.evolve import evolve
from workshop.session.people import Person
from workshop.session.stage import past, stage_for
from workshop.session.state import Session, fresh
from workshop.util import language

ROOT = Path(__file__).resolve().parents[2]
SCRIPTS = sorted((ROOT / "sessions").glob("[a-z]*.md"))
PEOPLE = tuple(Person(str(i), name) for i, name in enumerate(("Heron", "Wren", "Fox", "Otter")))
TEXTS = (("one", "The first"), ("two", "The second"))  # to vote on
HEAD = "# T\n\n- format: 1\n\n"
POLL = HEAD + "### Poll: Which?\n\n- id: which\n\n- ( ) A — with more words\n- (x) B\n"


@pytest.fixture(scope="module")
def env() -> Environment:
    made = Environment(
        loader=FileSystemLoader(ROOT / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    language.into(made)
    made.globals.update(asset=lambda path: f"/static/{path}", giving_way=iter)
    return made


def started(text: str) -> Session:
    return do(fresh("s", scripts.read(text).script), cmd.Start(0, all_the_same=True))


def do(session: Session, *commands: cmd.Command) -> Session:
    for command in commands:
        session = reduce(evolve, decide(session, command), session)
    return session


def shown(env: Environment, session: Session, audience: str = PARTICIPANTS, texts: tuple[str, ...] = ()) -> str:
    stage = stage_for(session, audience, texts)
    return env.get_template(f"fragments/participant/{stage.screen}.html").render(stage=stage, url="", code=None)


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def counted(session: Session, people: int) -> Session:
    step = session.step
    assert step is not None and isinstance(step.detail, Poll)
    result = tally(step.detail, [Vote(choice=(0,))] * people, sensitive=False, seed=1)
    return do(session, cmd.Close(2), cmd.Count(step.id, result, 9))


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem)
def test_every_step_shows_and_keeps_the_teams_notes_to_the_team(env, path):
    reading = scripts.read_file(path)
    session = do(fresh("s", reading.script), cmd.Start(0, all_the_same=True))
    for step in reading.script.planned:
        here = do(session, cmd.GoTo(step.id, 1))
        for now in [here, do(here, cmd.Open(2, texts=TEXTS))] if isinstance(step.detail, Poll) else [here]:
            html = shown(env, now)
            assert step.title in words(html).replace("&#39;", "'")
            assert not re.search(r"\sstyle=|<script|\son[a-z]+=", html)
            assert not [note.html for note in step.notes if note.html in html]


@pytest.mark.parametrize("sees", list(Sees))
def test_the_promise_stands_above_the_box(env, sees):
    html = shown(env, started(f"{HEAD}### Reflect: R\n\n- id: r\n- who sees this: {sees}\n\nWrite.\n"))
    promise = {
        Sees.ONLY_ME: "Only you can read this, now and later.",
        Sees.MY_GROUP: "Your group can read this, with your name.",
        Sees.FACILITATORS: "The facilitators can read this, without your name.",
        Sees.TEAM_WITH_NAMES: "The facilitators can read this, with your name.",
        Sees.WITHOUT_NAMES: "Everyone can read this, without your name, after it was mixed with the others.",
        Sees.WITH_NAMES: "Everyone can read this, with your name.",
    }[sees]
    assert promise in words(html.partition("<textarea")[0])
    assert f'name="sees" value="{sees}"' in html


class TestPoll:
    def test_it_can_be_read_before_it_opens_and_answered_after(self, env):
        session = started(POLL)
        assert "disabled" in shown(env, session) and "data-keep" not in shown(env, session)
        html = shown(env, do(session, cmd.Open(1)))
        assert "disabled" not in html and 'id="vote-which-1"' in html and "data-keep" in html
        assert "Nobody can tell who answered what. The result shows once 3 have answered." in words(html)

    def test_a_closed_poll_is_another_form_so_that_the_open_one_is_not_kept(self, env):
        html = shown(env, counted(do(started(POLL), cmd.Open(1)), 3))
        assert 'id="vote-which-1-closed"' in html and "disabled" in html and "data-keep" not in html

    def test_too_few_answers_are_kept_back(self, env):
        session = counted(do(started(POLL), cmd.Open(1)), 2)
        assert "Kept back to protect the few." in words(shown(env, do(session, cmd.Reveal(10))))

    def test_an_answer_that_decides_groups_is_no_secret(self, env):
        text = f"{POLL}\n### Breakout: Together\n\n- id: b\n- groups: by answer to which\n\nTalk.\n"
        html = shown(env, do(started(text), cmd.Open(1)))
        assert "so your group and the facilitators can guess it. It is kept beside your name" in words(html)
        assert "Nobody can tell" not in html


class TestBreakout:
    TEXT = f"{HEAD}### Breakout: Pairs (4 min)\n\n- id: b\n- groups: pairs\n- notes: my group\n\nTalk.\n"

    def test_the_room_names_its_people_and_the_box_its_readers(self, env):
        session = do(started(self.TEXT), cmd.FormGroups(1, PEOPLE, 1))
        html = shown(env, session, "group:g1")
        assert html.count("data-person=") == 2 and "Talk." in html
        assert "Your group can read this" in words(html)

    def test_alone_and_afterwards_nothing_is_shared(self, env):
        session = do(started(self.TEXT), cmd.FormGroups(1, PEOPLE, 1))
        for now in (session, do(session, cmd.Recall(2, 0))):
            assert re.findall(r'name="sees" value="([^"]+)"', shown(env, now)) == ["only me"]

    @pytest.mark.parametrize(
        ("rounds", "clocks"), [("", ["round"]), ("\n#### Round: One (4 min)\n", ["step", "round"])]
    )
    def test_while_groups_are_at_work_the_console_has_the_clock_of_their_phones(self, env, rounds, clocks):
        stage = stage_for(do(started(self.TEXT + rounds), cmd.FormGroups(1, PEOPLE, 1)), FACILITATOR)
        html = env.get_template("fragments/facilitator/breakout.html").render(stage=stage, url="", code=None)
        assert re.findall(r'<time data-timer="(\w+)"', html) == clocks


def test_after_the_time_a_text_is_kept_for_its_writer_only(env):
    session = started(f"{HEAD}### Reflect: R\n\n- id: r\n- who sees this: everyone without names\n\nWrite.\n")
    html = shown(env, do(session, cmd.Close(1)))
    assert "Time is over. Your text stays." in words(html)
    assert re.findall(r'name="sees" value="([^"]+)"', html) == ["only me"]


def test_what_people_wrote_is_text_and_never_markup(env):
    reflect = "### Reflect: R\n\n- id: r\n- who sees this: everyone without names\n\nX\n\n"
    text = f"{HEAD}{reflect}### Wall: W\n\n- from: r\n\nX\n"
    session = do(started(text), cmd.Next(1))
    html = shown(env, replace(session, v=2), texts=("<b>a</b>", "b", "c"))
    assert "&lt;b&gt;a" in html and "<b>a" not in html


ROOMS = {PARTICIPANTS: "participant", PROJECTOR: "projector", FACILITATOR: "facilitator"}


@pytest.mark.parametrize("audience", ROOMS)
def test_a_column_of_a_wall_with_nothing_in_it_says_so_on_every_screen(env, audience):
    reflect = "### Reflect: {0}\n\n- id: {0}\n- who sees this: everyone without names\n\nX\n\n"
    text = f"{HEAD}{reflect.format('one')}{reflect.format('two')}### Wall: W\n\n- from: one, two\n\nX\n"
    stage = stage_for(do(started(text), cmd.GoTo("w", 1)), audience, ("a", "b", "c"), (3, 0))
    html = env.get_template(f"fragments/{ROOMS[audience]}/wall.html").render(stage=stage, url="", code=None, qr="")
    assert words(html).count("Nothing yet, or too few to be shown.") == 1


class TestHeadsUp:
    TEXT = f"{HEAD}### Slide: A\n\nOne.\n\n### Pause: P\n\n- breathing: in 4, out 6\n- heads up: Breath next.\n\nB.\n"

    def test_the_step_before_offers_to_skip_it(self, env):
        html = shown(env, started(self.TEXT))
        assert "Coming next: Breath next." in words(html) and 'data-sit-out="p"' in html
        assert "Coming next" not in shown(env, do(started(self.TEXT), cmd.Next(1)))

    def test_on_a_pause_as_well(self, env):
        text = f"{HEAD}### Pause: P\n\nB.\n\n### Break: Q\n\n- heads up: Soon.\n\nC.\n"
        assert 'data-sit-out="q"' in shown(env, started(text))


def test_own_words_stand_beside_the_choices_and_under_the_result(env):
    session = do(started(POLL.replace("- id: which\n", "- id: which\n- other: yes\n")), cmd.Open(1))
    assert 'name="other"' in shown(env, session) and "Own words show mixed" in words(shown(env, session))
    poll = session.step.detail
    result = tally(poll, [Vote(words=(w,)) for w in ("<i>sea", "sun", "moon")], sensitive=False, seed=1)
    html = shown(env, do(session, cmd.Close(2), cmd.Count("which", result, 9), cmd.Reveal(10)))
    assert "&lt;i&gt;sea" in html and "In other words" in html


def test_an_earlier_prompt_is_for_its_writer_alone(env):
    session = started(f"{HEAD}### Reflect: R\n\n- id: r\n- who sees this: everyone without names\n\nWrite.\n")
    stage = past(session, session.step)
    html = env.get_template("fragments/participant/reflect.html").render(stage=stage)
    assert "Only you can read this" in words(html) and "Time is over" not in html
    assert re.findall(r'name="sees" value="([^"]+)"', html) == ["only me"]


def test_a_narrowed_field_says_so_and_ticks_are_private(env):
    text = f"{HEAD}### Worksheet: W\n\n- who sees this: my group\n\nA: ____\n\nB: ____ (only me)\n\n- [ ] C\n"
    html = words(shown(env, started(text)))
    assert html.count("Only you can read this") == 1 and "What you tick is for you only" in html
