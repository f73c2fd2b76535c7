"""Poll and Check-in: from settings and answers to a `Poll`."""

from dataclasses import replace
from itertools import takewhile

from workshop.util.phrases import phrase

from .answer_values import Answer, Choose
from .drafts import Draft
from .markup import is_media
from .messages import Report
from .model import OTHER, Choice, Fix, Form, Ground, Kind, Poll, Rules, Show, Solution
from .nets.bare_answers import say_bare, say_nested, say_numbered, say_right
from .nets.boxes import BOX, second_list
from .question_pages import LEAD, page, questions_of, say_lost
from .right_answer import right_answer
from .rules import minimum
from .scanner import Is, Line
from .settings import KIND_NAMES
from .words import LINK, fold

MOST_ANSWERS, LONGEST_ANSWER = 20, 300
MOST_TEXTS = 60  # that people wrote, as answers of one poll: so many fit on a ballot


def poll(draft: Draft, rules: Rules, report: Report) -> Poll:
    settings = draft.settings
    _care(draft, rules, report)
    form = Form.PAGE if questions_of(draft) else _form(draft, report)
    free = form in (Form.WORDS, Form.TEXT)
    basic = Poll(
        form=form,
        results=Show(settings.get("results", "after closing")),
        solution=Solution(settings.get("solution", "with results")),
        change=settings.get("change", True),
        k=settings.get("minimum answers", rules.k),
        time_limit=settings.maybe("time limit", int),
        moderate=settings.get(
            "moderate", rules.sensitive and (free or form is Form.PAGE or settings.get("other", False))
        ),
        shuffle=settings.get("shuffle", False),
        other=settings.get("other", False),
        series=settings.get("series", ""),
        compare=settings.get("compare", True),
        again=settings.get("again", ""),
        sources=settings.get("answers from", ()),
    )
    if form is Form.PAGE:
        return page(basic, draft, lambda asked: poll(asked, rules, report), report)
    answered = _choose(_answers(basic, draft), draft, report)
    return replace(answered, right=right_answer(answered, draft, report))


def _care(draft: Draft, rules: Rules, report: Report) -> None:
    if rules.sensitive and draft.settings.get("results", "") == "live":
        report.add("E602", draft.written("results").place())
    answer = draft.settings.maybe("answer", Answer)
    if rules.sensitive and answer and answer.number and answer.number.low is None:
        unit = f" ({answer.number.unit})" if answer.number.unit else ""
        report.add("E602.number", draft.written("answer").place(), unit=unit)
    minimum(draft.settings, rules.sensitive, report)


def _form(draft: Draft, report: Report) -> Form:
    """How it is answered; reports what is missing or contradicts itself."""
    answer = draft.settings.maybe("answer", Answer)
    items = draft.body.items
    texts = "answers from" in draft.settings.written
    if "again" in draft.settings.written:
        return _form_of_earlier(answer, draft, report)
    draft.answers_here = bool(answer or items or texts or "answer" in draft.settings.written)
    if texts:
        return _form_of_texts(answer, draft, report)
    if answer:
        _answer_and_list(answer, draft, report)
        if answer.form is Form.SPOT and draft.kind is Kind.CHECK_IN:
            report.add("E265", draft.written("answer").place(), title=draft.heading.title)
        return Form.ROWS if answer.form is Form.SCALE and items else answer.form
    if not items:
        if draft.kind is Kind.POLL and "answer" not in draft.settings.written:
            _nothing_to_answer(draft, report)
        return Form.ONE
    mark = items[0].mark
    mixed = next((i for i in items if i.mark != mark), None)
    lost = draft.kind is Kind.POLL and draft.head.level == 3 and say_lost(draft, False, report)
    for line in second_list(draft.body.blocks):
        above = _words_above(line, draft)
        if not lost and not (above and report.told(above.path, above.number)):
            key = "E234.page" if draft.head.level == 4 else "E234"
            report.add(key, line.place(line.start, None), _second_question(line, draft))
    if mixed:
        report.add("E222", mixed.line.place(mixed.line.start, None))
    bare = say_bare(draft, report)
    say_right(draft, report)
    say_numbered(draft, report)
    say_nested(draft, report)
    _check_items(draft, report, 2 - min(bare, 1))
    return {"(": Form.ONE, "[": Form.SEVERAL}.get(mark, Form.RANKING)


def _form_of_texts(answer: Answer | None, draft: Draft, report: Report) -> Form:
    """The texts of earlier steps are the answers: to choose from, or to put dots or points on."""
    line = draft.written("answers from").line.number
    if draft.body.items:
        report.add("E226.texts", draft.body.items[0].line.place(), line=line)
    if answer and not answer.form.spreads:
        report.add("E226.form", draft.written("answer").place(), answer=draft.written("answer").value)
    return answer.form if answer and answer.form.spreads else Form.SEVERAL


def _form_of_earlier(answer: Answer | None, draft: Draft, report: Report) -> Form:
    """It asks what the earlier poll asked, so nothing of that stands here; `references` puts it in."""
    line = draft.written("again").line.number
    twice = [name for name in ("answer", "answers from", "choose", "other", "right") if name in draft.settings.written]
    if draft.body.items:
        report.add("E226.again", draft.body.items[0].line.place(), line=line)
    for name in twice:
        report.add("E226.again", draft.written(name).name_place(), line=line)
    draft.answers_here = False
    return Form.ONE


def _nothing_to_answer(draft: Draft, report: Report) -> None:
    if draft.heading.broken or draft.body.notes_for_answers:
        return
    if any(BOX.match(line.text) for line in draft.body.text_lines):
        return  # E245 says it at each of them
    bullet = next((line for line in draft.body.text_lines if line.kind is Is.BULLET), None)
    if bullet:
        report.add("E220.bullets", bullet.place(), _ringed(bullet, draft), label=bullet.content)
    else:
        report.add("E220", draft.head.place(), kind=KIND_NAMES[draft.kind].lower())


def _ringed(first: Line, draft: Draft) -> Fix | None:
    """A ( ) for each item of the list that begins here, where nothing else stands between them."""
    lines = [line for line in draft.body.text_lines if line.path == first.path and line.number >= first.number]
    run = list(takewhile(lambda pair: pair[1].number == first.number + pair[0], enumerate(lines)))
    items = [line for _, line in takewhile(lambda pair: pair[1].kind is Is.BULLET and pair[1].indent < 2, run)]
    behind = lines[len(items)].kind if len(items) < len(lines) else Is.BLANK
    if behind is Is.TEXT or len(items) < 2:
        return None
    texts = [f"{line.raw[: line.start]}( ) {line.raw[line.start :]}" for line in items]
    return Fix(first.number, items[-1].number, "\n".join(texts))


def _second_question(answer: Line, draft: Draft) -> Fix | None:
    """The words before a second list as its heading. Not where settings, or notes, would have to come along."""
    words = _words_above(answer, draft)
    above = [line for block in draft.body.blocks for line in block.lines]
    before = [line for line in above if words and line.number == words.number - 1 and line.kind is Is.TEXT]
    plain = words and words.kind is Is.TEXT and words.path == answer.path and len(words.text) < 100
    if not words or not plain or before or draft.settings.written or draft.body.notes:
        return None
    asked = LEAD.sub("", words.content.strip("*_ "))
    return Fix(words.number, words.number, f"{draft.head.sign} {draft.head.content.partition(':')[0]}: {asked}")


def _words_above(answer: Line, draft: Draft) -> Line | None:
    above = [line for block in draft.body.blocks for line in block.lines if line.number < answer.number]
    return next((line for line in reversed(above) if line.kind is not Is.BLANK), None)


def _answer_and_list(answer: Answer, draft: Draft, report: Report) -> None:
    items = draft.body.items
    if answer.lists:
        sorts = answer.form is Form.SORT
        if not items:
            report.add("E229" if sorts else "E229.spread", draft.head.place(), what=phrase(str(answer.form)))
        _check_items(draft, report, least=1 if sorts else 2)
    elif items and answer.form is Form.SCALE and items[0].mark == "1":
        if answer.scale and answer.scale.wide:
            report.add("E229.rows", draft.written("answer").place(), number=answer.scale.high - answer.scale.low + 1)
        _check_items(draft, report)
    elif items:
        line = draft.written("answer").line.number
        report.add("E226", items[0].line.place(), answer=draft.written("answer").value, line=line)


def _check_items(draft: Draft, report: Report, least: int = 2) -> None:
    items = draft.body.items
    if items and not least - draft.body.notes_for_answers <= len(items) <= MOST_ANSWERS:
        few = len(items) < least
        cure = phrase("Add another answer.") if few else phrase("Leave some out, or ask in two polls.")
        at = items[0] if few else items[MOST_ANSWERS]
        report.add("E221", at.line.place(), number=len(items), cure=cure)
    seen: set[str] = set()
    for item in items:
        if not item.label:
            report.add("E228", item.line.place(), mark={"(": "( )", "[": "[ ]"}.get(item.mark, phrase("number")))
        elif fold(item.label) in seen:
            report.add("E224", item.line.place(), label=item.label)
        elif len(item.label) + len(item.more) > LONGEST_ANSWER:
            report.add("E225", item.line.place())
        if link := LINK.search(item.line.text):
            report.add("W225", item.line.place(link.start(), link.end()))
        seen.add(fold(item.label))
    _other_twice(draft, report)


def _other_twice(draft: Draft, report: Report) -> None:
    own = next((i for i in draft.body.items if i.mark in ("(", "[") and fold(i.label) == fold(OTHER)), None)
    if own and draft.settings.get("other", False):
        report.add("W224", own.line.place(), label=own.label, line=draft.written("other").line.number)


def _answers(poll: Poll, draft: Draft) -> Poll:
    answer = draft.settings.maybe("answer", Answer)
    choices = tuple(Choice(i.label, i.more, i.correct, i.picture, i.alt) for i in draft.body.items)
    if (answer and not answer.lists and poll.form is not Form.ROWS) or poll.sources:
        choices = ()
    most = len(choices) if poll.form in (Form.SEVERAL, Form.RANKING) else 1
    most = MOST_TEXTS if poll.sources else most
    least = len(choices) if poll.form is Form.RANKING else 1
    poll = replace(poll, choices=choices, most=max(1, most), least=max(1, least))
    if answer and answer.form.spreads:
        return replace(poll, most=answer.most, least=answer.most if answer.form is Form.POINTS else 1)
    if answer and answer.scale and poll.form is Form.ROWS:
        return replace(poll, scale=answer.scale, bins=answer.scale.heads)
    if answer is None:
        return poll
    ground = answer.ground
    if ground and not is_media(ground.picture):  # which `links` says
        ground = Ground(alt=ground.alt)
    return replace(poll, scale=answer.scale, number=answer.number, bins=answer.bins, grid=answer.grid, ground=ground)


def _choose(poll: Poll, draft: Draft, report: Report) -> Poll:
    wanted = draft.settings.maybe("choose", Choose)
    if wanted is None or not draft.answers_here:
        return poll
    why = None
    if poll.form in (Form.SEVERAL, Form.RANKING) and wanted.most > len(poll.choices) and not poll.sources:
        why = phrase("there are only {n} answers.", n=len(poll.choices))
    elif poll.form is Form.ONE and wanted.most > 1:
        why = phrase("with ( ) people choose one answer.")
    elif poll.form in (Form.SCALE, Form.NUMBER, Form.TEXT, Form.BODY, Form.SORT, Form.ROWS, Form.SPOT):
        why = phrase("there are no answers to choose from.")
    elif poll.form.spreads:
        why = phrase("the number of {what} says how many each person has.", what=phrase(str(poll.form)))
    if why:
        report.add("E227", draft.written("choose").place(), why=why)
        return poll
    return replace(poll, most=wanted.most, least=wanted.least)
