"""Several questions on one page (`#### Question: …`): each with answers of its own, all of them on one ballot."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from .answer_values import Answer
from .drafts import Draft, Sub
from .messages import Report
from .model import Fix, Form, Poll, Question
from .scanner import Is, Line
from .words import fold

MOST_QUESTIONS, MOST_TEXTS = 8, 3  # so many fit on a phone, and so many texts into one sealed vote
FORMS = (Form.ONE, Form.SEVERAL, Form.SCALE, Form.NUMBER, Form.WORDS, Form.TEXT)
OF_ONE = ("answer", "answers from", "again", "choose", "right", "shuffle", "other")  # said of each question by itself


ASKED = r"(?:question|frage|pregunta|domanda|vraag|pergunta|pytanie|السؤال|سؤال|質問)"
LEAD = re.compile(rf"(?i)[*_]{{0,3}}(?:{ASKED}|q) ?\d{{0,2}}[*_]{{0,3}} ?[:：.)][*_]{{0,3}} *(?=\S)")
# A question whose #### was lost: Question: Two? · **Question 2:** Two?
LOST = re.compile(
    r"(?i)[*_]{0,3}(?:\d{1,2}[.)] ?)?question(?: ?\d{1,2})?[*_]{0,3} ?[:：][*_]{0,3} *(?P<title>\S.*?)[*_]{0,3}$"
)


def lost_questions(draft: Draft, asked: bool) -> list[tuple[Line, str]]:
    """`asked`: it is a page already. Of a step without questions one such line is prose, two are none."""
    bodies = [draft.body, *(sub.asks.body for sub in draft.subs if sub.asks)]
    lines = [line for body in bodies for line in body.text_lines if line.kind is Is.TEXT]
    found = [(line, lost["title"]) for line in lines if (lost := LOST.match(line.content))]
    return found if asked or len(found) > 1 else []


def say_lost(draft: Draft, asked: bool, report: Report) -> bool:
    """E134 at each, instead of what follows from it."""
    found = lost_questions(draft, asked)
    for line, title in found:
        report.add("E134", line.place(), Fix(line.number, line.number, f"#### Question: {title}"), what="Question")
    return bool(found)


def questions_of(draft: Draft) -> list[Sub]:
    return [sub for sub in draft.subs if sub.asks]


def page(whole: Poll, draft: Draft, read: Callable[[Draft], Poll], report: Report) -> Poll:
    """`whole`: what the settings of the step say. `read` makes a poll of one question."""
    found = questions_of(draft)
    if not say_lost(draft, True, report):
        _answers_above(draft, report)
    _how_many(found, report)
    asked = [(sub, read(sub.asks)) for sub in found if sub.asks]
    for sub, poll in asked:
        if poll.form not in FORMS:
            report.add("E262", sub.head.place())
    _twice(found, report)
    free = any(poll.form in (Form.WORDS, Form.TEXT) for _, poll in asked)
    whole = replace(whole, form=Form.PAGE, moderate=draft.settings.get("moderate", whole.moderate and free))
    told = tuple(Question(sub.label, _as_the_page(poll, whole), sub.body.html) for sub, poll in asked)
    return replace(whole, questions=told)


def _as_the_page(poll: Poll, whole: Poll) -> Poll:
    return replace(
        poll, k=whole.k, results=whole.results, solution=whole.solution, change=whole.change, moderate=whole.moderate
    )


def _answers_above(draft: Draft, report: Report) -> None:
    """E261: whose answers would they be?"""
    for name in (name for name in OF_ONE if name in draft.settings.written):
        report.add("E261", draft.written(name).name_place())
    if draft.body.items:
        line = draft.body.items[0].line
        fix = Fix(line.number, line.number, f"#### Question: {draft.heading.title}\n\n{line.raw}")
        report.add("E261", line.place(), fix)


def _how_many(found: Sequence[Sub], report: Report) -> None:
    texts = [sub for sub in found if sub.asks and _is_text(sub.asks)]
    if len(found) > MOST_QUESTIONS:
        report.add("E263", found[MOST_QUESTIONS].head.place(), most=MOST_QUESTIONS)
    elif len(texts) > MOST_TEXTS:
        report.add("E263.texts", texts[MOST_TEXTS].head.place(), most=MOST_TEXTS)


def _is_text(draft: Draft) -> bool:
    answer = draft.settings.maybe("answer", Answer)
    return answer is not None and answer.form is Form.TEXT


def _twice(found: Sequence[Sub], report: Report) -> None:
    seen: dict[str, int] = {}
    for sub in found:
        if fold(sub.label) in seen:
            report.add("E264", sub.head.place(sub.at, None), label=sub.label, first=seen[fold(sub.label)])
        seen.setdefault(fold(sub.label), sub.head.number)
