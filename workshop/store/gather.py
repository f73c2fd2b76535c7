"""Everything that may be told of a session. Drafts, private notes and groups' texts are never even read.

Reasons are in the language that is spoken.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from workshop.script.model import QUESTIONS_ID, Field, Poll, Sees, Show, Step, Wall, Worksheet
from workshop.script.prompts import prompts
from workshop.session.comparable import earlier_askings, moves_openly
from workshop.session.moderation_view import enough
from workshop.session.note_rules import is_written_on, promised
from workshop.session.report import Asking, Coming, Pool, Report, ReportStep, Sheet
from workshop.session.results import Result, public
from workshop.session.right_answers import with_right_words
from workshop.session.running_order import planned_times
from workshop.session.state import PollRun, Session, Visit
from workshop.store import looks, people, sessions, shared_texts
from workshop.store.sessions import Record
from workshop.store.shared_pages import TOLD, QuestionPages, Reading, RowPages, SharedPages, TextPages, counts
from workshop.util.language import ENGLISH, marked, said

FEW_VOTES = marked("Fewer than {k} people answered, so the result is kept back to protect the few.")
TOO_ALIKE = marked(
    "Almost the same people answered this before, or the server was restarted since. The difference could tell of the "
    "few, so this result is kept back."
)
FEW_TEXTS = marked("Fewer than {k} texts came without names, so they are kept back to protect the few.")
FEW_LET_THROUGH = marked(
    "Fewer than {k} texts came without names and were let through, so they are kept back to protect the few."
)
STILL_WRITING = marked(
    "People are still writing. What they share without a name comes all at once when they have finished."
)
FEW_MOVED = marked("Too few people brought their first answer along, so the movement is kept back.")
SMALL_MOVED = marked("Kept back to protect the few.")  # beside the two results, or one that fewer may see
OPEN = marked("This poll is still open. Its result comes once it is closed.")
COUNTING = marked("The last answers are being counted. Download again in a moment.")
UNCOUNTED = marked("This poll was never closed, so there is no result.")
FOR_NOBODY = marked("The script shows this result to nobody.")
UNMODERATED = marked("What waits in moderation, or was kept back there, is not shown.")
OWN = marked("What people wrote for themselves stays sealed. Only they can read it, under My notes.")
GROUPS = marked("What people wrote for their group stays with that group.")


def gather(read: Reading, session_id: str) -> Report | None:
    """What may be told of the session, None where there is none.

    The texts come later, while they are written down, page by page: each `read()` (`Database.read`) is a connection
    that is free again in between, and others have their turn.
    """
    with read() as conn:
        record, session = sessions.record_of(conn, session_id), sessions.load(conn, session_id)
        joined = people.count(conn, session_id)
        look = looks.of_session(conn, session_id)
        logo = looks.logo(conn, look.mark)
    if record is None or session is None:
        return None
    shelf = SharedPages(session, read, counts(read, session_id))
    rules = session.script.rules
    return Report(
        id=session.id, title=session.script.title, day=_day(record, session), k=rules.k,
        joined=_joined(joined, rules.k), left=session.gone, language=rules.language or ENGLISH, theme=rules.theme,
        sensitive=rules.sensitive, rehearsal=record.rehearsal, phase=session.phase, settled=session.settled,
        delete_on=record.delete_on, steps=tuple(_steps(shelf)), colour=look.colour, logo=logo or b"",
        logo_name=look.name, logo_plate=look.plate,
    )  # fmt: skip


def _day(record: Record, session: Session) -> date:
    return date.fromtimestamp(session.started_at) if session.started_at else record.created_on


def _joined(count: int, k: int) -> str:
    return str(count) if count >= k else f"fewer than {k}"


# Steps


def _steps(shelf: SharedPages) -> Iterator[ReportStep]:
    series: dict[str, Result] = {}
    lines = [s for s in (shelf.session.script.step(i) for i in shelf.session.order) if s]
    for number, step in enumerate(lines, 1):
        gathered = _step(shelf, step, number)
        if isinstance(step.detail, Poll):
            gathered = _compared(gathered, shelf.session, step.detail, series)
        if isinstance(step.detail, Poll) and step.detail.again:
            gathered = _asked_again(gathered, shelf.session, step.detail.again)
        yield gathered
    yield from _questions(shelf, len(lines) + 1)


def _questions(shelf: SharedPages, number: int) -> Iterator[ReportStep]:
    """What people asked all session long, behind the steps."""
    step = shelf.session.script.step(QUESTIONS_ID)
    if step is None or not any(of == QUESTIONS_ID for of, *_ in shelf.counts):
        return
    bare = ReportStep(number, step.id, step.kind, said(step.title))
    hidden = (said(UNMODERATED),) if any(of == QUESTIONS_ID and not told for of, _, _, told in shelf.counts) else ()
    told = {sees for of, _, sees, _ in shelf.counts if of == QUESTIONS_ID}
    pools = (Pool(sees, texts=QuestionPages(shelf, sees)) for sees in shared_texts.FOR_ALL if sees in told)
    yield replace(bare, pools=tuple(pools), hidden=hidden)


def _step(shelf: SharedPages, step: Step, number: int) -> ReportStep:
    session = shelf.session
    visits = [v for v in session.visits if v.step == step.id]
    parts, own = session.script.parts, session.part_of(step.id)
    bare = ReportStep(
        number, step.id, step.kind, step.title, parts[own].title if own < len(parts) else "",
        step.html, prompts(step), tuple(_comings(session, step, visits)),
    )  # fmt: skip
    if not visits:
        return bare
    if isinstance(step.detail, Poll):
        return _with_poll(bare, step.detail, session.polls.get(step.id))
    if isinstance(step.detail, Wall):
        return replace(bare, walls=step.detail.sources)
    return _with_texts(bare, shelf, step)


def _comings(session: Session, step: Step, visits: Sequence[Visit]) -> Iterator[Coming]:
    """A part that repeats brings its steps as often as planned, or oftener; what was inserted, as often as it came."""
    came = {visit.time for visit in visits}
    inserted = step.id in {inserted for inserted, _ in session.inserted}
    planned = 0 if came and inserted else max(1, planned_times(session, session.part_of(step.id)))
    for time in sorted(came | set(range(1, planned + 1))):
        stays = [visit.left - visit.at for visit in visits if visit.time == time and visit.left is not None]
        expected = step.seconds if inserted or time <= planned else None
        yield Coming(time, expected, round(sum(stays)) if stays else None, time in came)


# Polls


def _with_poll(step: ReportStep, poll: Poll, run: PollRun | None) -> ReportStep:
    if run is None:
        return replace(step, poll=poll)
    results = [*run.earlier, *([run.result] if run.result else [])]
    askings = [_asking(number, poll, result) for number, result in enumerate(results, 1)]
    if run.result is None:
        askings.append(Asking(len(results) + 1, hidden=_missing(poll, run)))
    kept_back = (
        any(r.kept_back or r.set_aside for whole in results for r in (whole, *whole.parts))
        and poll.results is not Show.NEVER
    )
    return replace(step, poll=poll, askings=tuple(askings), hidden=(said(UNMODERATED),) if kept_back else ())


def _missing(poll: Poll, run: PollRun) -> str:
    if poll.results is Show.NEVER:
        return said(FOR_NOBODY)
    reason = {"open": OPEN, "closing": COUNTING}.get(run.phase, UNCOUNTED)
    return said(reason)


def _asking(number: int, poll: Poll, result: Result) -> Asking:
    if poll.results is Show.NEVER:
        return Asking(number, hidden=said(FOR_NOBODY))
    if result.hidden:
        return Asking(number, hidden=_few(result))
    remark = said("Shown to facilitators only.") if poll.results is Show.FACILITATORS else ""
    return Asking(number, with_right_words(public(result, poll), poll), remark=remark)


def _few(result: Result) -> str:
    return said(TOO_ALIKE) if result.too_alike else said(FEW_VOTES).format(k=result.k)


def _compared(step: ReportStep, session: Session, poll: Poll, series: dict[str, Result]) -> ReportStep:
    """Put the series' first result beside a later check-in; what is hidden stays so."""
    results = [a.result for a in step.askings if a.result]
    first = series.get(poll.series)
    if not poll.series or not results:
        return step
    if first is None:
        series[poll.series] = results[0]
        return step
    if not poll.compare:
        return step
    moved = any(r.movement for r in results)
    reason = FEW_MOVED if moves_openly(session, step.id) and not any(r.rounded for r in results) else SMALL_MOVED
    return replace(step, before=first, hidden=step.hidden if moved else (*step.hidden, said(reason)))


def _asked_again(step: ReportStep, session: Session, named: str) -> ReportStep:
    """The result of the poll that was asked again beside this one, and said so wherever only words stand."""
    first = session.script.step(named)
    before = earlier_askings(session, step.id, for_team=True)
    remark = said("Asked before as “%(title)s”.", {"title": first.title if first else named})
    told = tuple(replace(a, remark=f"{remark} {a.remark}".strip()) for a in step.askings)
    return replace(step, askings=told, before=before[0] if before else None)


# Texts


def _with_texts(step: ReportStep, shelf: SharedPages, source: Step) -> ReportStep:
    fields = _fields(shelf, source)
    pools = tuple(p for field, prompt in fields for p in _pools(shelf, source, field, prompt))
    return replace(step, pools=pools, sheet=_sheet(shelf, source, fields), hidden=_sealed(shelf, source))


def _fields(shelf: SharedPages, step: Step) -> list[tuple[str, str]]:
    """(field, the words around it) in the order of the page; fields of an older text of the script last."""
    items = step.detail.items if isinstance(step.detail, Worksheet) else ()
    fields = [item for item in items if isinstance(item, Field)]
    known = [(f.name, f"{f.before} … {f.after}" if f.after else f.before) for f in fields]
    names = {name for name, _ in known} if known else {""}
    found = {field for of, field, _, _ in shelf.counts if of == step.id} - names
    return [*(known or [("", "")]), *((name, name) for name in sorted(found))]


def _pools(shelf: SharedPages, step: Step, field: str, prompt: str) -> Iterator[Pool]:
    for sees in TOLD:
        count, k = shelf.count(step, field, sees), shelf.k(step)
        few = sees is Sees.WITHOUT_NAMES and not enough(sees, count, k)
        writing = is_written_on(shelf.session, step.id)
        if few and (count or sees in promised(step, field)):
            # By the script alone: whether anything waits in moderation would tell that somebody wrote.
            few_words = FEW_LET_THROUGH if shelf.session.script.moderates(step) else FEW_TEXTS
            why = STILL_WRITING if writing else few_words
            yield Pool(sees, field, prompt, hidden=said(why).format(k=k))
        elif count and not few:
            least = k if sees is Sees.WITHOUT_NAMES else 0
            yield Pool(sees, field, prompt, texts=TextPages(shelf, step.id, field, sees, least))


def _sealed(shelf: SharedPages, step: Step) -> tuple[str, ...]:
    """What stays hidden, in words. They come from the script alone: an observer must not learn from them who wrote."""
    allowed = {s for field, _ in _fields(shelf, step) for s in promised(step, field)}
    moderated = shelf.session.script.moderates(step) and any(sees.for_all for sees in allowed)
    held = moderated or any(of == step.id and not told for of, _, _, told in shelf.counts)  # taken down by the team
    reasons = ((Sees.ONLY_ME in allowed, OWN), (Sees.MY_GROUP in allowed, GROUPS), (held, UNMODERATED))
    return tuple(said(reason) for holds, reason in reasons if holds)


# Worksheets with names


def _sheet(shelf: SharedPages, step: Step, fields: list[tuple[str, str]]) -> Sheet | None:
    if not isinstance(step.detail, Worksheet):
        return None
    for sees in (Sees.WITH_NAMES, Sees.TEAM_WITH_NAMES):
        used = [(name, prompt) for name, prompt in fields if shelf.count(step, name, sees)]
        if used:
            names = tuple(name for name, _ in used)
            return Sheet(names, tuple(prompt for _, prompt in used), RowPages(shelf, step.id, names, sees), sees)
    return None
