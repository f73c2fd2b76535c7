"""Counting: from the votes of a closed poll to what may be published of them. One way for each form of answer."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from workshop.script.model import OTHER, Form, Number, Poll
from workshop.session import bands
from workshop.session.choices import BODY_REGIONS, Vote, takes_other
from workshop.session.columns import column_label, columns, within
from workshop.session.look_alike import in_one_spelling
from workshop.session.results import Bar, Movement, Result, Row
from workshop.session.right_answers import holds_right, is_right
from workshop.session.spots import FIELDS, field_of, square_of


def tally(poll: Poll, votes: Sequence[Vote], sensitive: bool, seed: int) -> Result:
    """Count `votes`; passes are left out. Below the poll's k the Result is hidden and holds no number.

    In sensitive care numbers are rounded. Seeded, so that a count that crashed gives the same result again.
    """
    given = [v for v in votes if not v.passed]
    if len(given) < poll.k:
        return Result(hidden=True, k=poll.k)
    answers = _Answers(poll, given, sensitive, random.Random(seed))
    blank = Result(
        hidden=False,
        k=poll.k,
        n=None if sensitive else answers.n,
        n_text=f"{bands.at_least(answers.n, poll.k)}+" if sensitive else str(answers.n),
        rounded=sensitive,
    )
    return _COUNTS.get(poll.form, _count_choices)(answers, replace(blank, right=_right(answers)))


@dataclass(frozen=True, slots=True)
class _Answers:
    """What every way of counting needs."""

    poll: Poll
    votes: Sequence[Vote]
    sensitive: bool
    dice: random.Random

    @property
    def n(self) -> int:
        return len(self.votes)

    @property
    def is_small(self) -> bool:
        """In sensitive care: so few that any number would tell of somebody."""
        return self.sensitive and self.n <= bands.SMALL

    def bar(self, label: str, count: int, correct: bool = False, of: int | None = None) -> Bar:
        share = 100 * count / (of or self.n)
        if not self.sensitive:
            return Bar(label, round(share), f"{round(share)} %", count, correct)
        tens = int(share / 10 + 0.5) * 10
        if share > 90:
            return Bar(label, 95, "over 90 %", None, correct)
        if share < 10:
            return Bar(label, 4, "under 10 %", None, correct)
        return Bar(label, tens, f"{tens} %", None, correct)

    def bars(
        self, labels: Sequence[str], counts: Counter[str], correct: Sequence[bool] | None = None
    ) -> tuple[Bar, ...]:
        """Of answers of which everybody gives one."""
        marks = correct or [False] * len(labels)
        named = [(label, counts[label], mark) for label, mark in zip(labels, marks, strict=True)]
        return self.together(named, self.n, (self.n, self.n))

    def together(
        self, named: Sequence[tuple[str, int, bool]], n: int, total: tuple[int, int], one_excludes: bool = False
    ) -> tuple[Bar, ...]:
        """(label, count, correct) as bars. Looked at together, for in small rooms one bar tells of the others."""
        if not self.sensitive or n > bands.SMALL:
            return tuple(self.bar(label, count, correct, n) for label, count, correct in named)
        told = bands.shares([count for _, count, _ in named], n, total, one_excludes)
        return tuple(
            Bar(label, share.percent, share.text, None, correct)
            for (label, _, correct), share in zip(named, told, strict=True)
        )

    def ordered(self, ranks: Sequence[tuple[str, float]], dots: int | None = None) -> dict[str, Any]:
        """In sensitive care, for a Result: what came best first as an order alone, also where two are alike."""
        first = bands.in_order(self.n, len(ranks), dots) if self.is_small else len(ranks)
        if not first:
            return {"bars": tuple(Bar(choice.label, 0, bands.NOT_TOLD) for choice in self.poll.choices)}
        written = [choice.label for choice in self.poll.choices]
        others = sorted((label for label, _ in ranks[first:]), key=written.index)
        best = [(label, float(place)) for place, (label, _) in enumerate(ranks[:first], 1)]
        return {"ranks": (*best, *((label, float(first + 1)) for label in others))}

    def in_all(self, answers: int) -> tuple[int, int]:
        """How many answers all together the poll lets so many people give."""
        if self.poll.form is Form.ONE:
            return self.n, self.n
        return self.n * self.poll.least, self.n * min(self.poll.most, answers)


def _right(answers: _Answers) -> Bar | None:
    """How many gave what is right. In sensitive care it would be one share more of the same few; of words that wait to
    be read it would tell what they are."""
    poll = answers.poll
    if poll.right is None or answers.sensitive or (poll.form is Form.WORDS and poll.moderate):
        return None
    right = poll.right
    return answers.bar(right.text, sum(1 for vote in answers.votes if is_right(right, vote)), True)


def _count_choices(answers: _Answers, blank: Result) -> Result:
    picked = Counter(i for v in answers.votes for i in v.choice)
    named = [(c.label, picked[i], c.correct) for i, c in enumerate(answers.poll.choices)]
    if takes_other(answers.poll):
        named.append((OTHER, sum(1 for v in answers.votes if v.words), False))
        blank = _count_texts(answers, blank)
    if takes_other(answers.poll) and answers.sensitive and answers.n - named[-1][1] <= bands.SMALL:
        bars = _beside_own_words(answers, named)
    else:
        bars = answers.together(named, answers.n, answers.in_all(len(named)))
    return replace(blank, bars=bars, movement=_movement(answers))


def _beside_own_words(answers: _Answers, named: Sequence[tuple[str, int, bool]]) -> tuple[Bar, ...]:
    """Own words hang there and can be counted. So they are no share, and the others are told as if that were known."""
    (other, own, _), one = named[-1], answers.poll.form is Form.ONE
    least, most = answers.in_all(len(named))
    n = answers.n - own if one else answers.n
    return (*answers.together(named[:-1], n, (max(0, least - own), most - own)), Bar(other, 0, bands.NOT_TOLD))


def _count_scale(answers: _Answers, blank: Result) -> Result:
    bars, average = _on_scale(answers, [v.scale or 0 for v in answers.votes])
    return replace(blank, bars=bars, average=average, movement=_movement(answers))


def _on_scale(answers: _Answers, values: Sequence[int]) -> tuple[tuple[Bar, ...], float | None]:
    """One value from each of `answers`."""
    assert answers.poll.scale is not None
    bins = answers.poll.scale.bins
    labels = [str(low) if low == high else f"{low}–{high}" for low, high in bins]
    place = {value: label for (low, high), label in zip(bins, labels, strict=True) for value in range(low, high + 1)}
    counts = Counter(place[v] for v in values)
    mean = sum(values) / answers.n
    average = None if answers.is_small else round(mean * 2) / 2 if answers.sensitive else round(mean, 1)
    return answers.bars(labels, counts, holds_right(answers.poll, bins)), average


def _count_number(answers: _Answers, blank: Result) -> Result:
    """Columns as a scale has them. Their ends come from the script, or in standard care from the numbers."""
    values = sorted(vote.scale or 0 for vote in answers.votes)
    number = answers.poll.number or Number()
    low = values[0] if number.low is None else number.low
    high = values[-1] if number.high is None else number.high
    if answers.sensitive and number.low is None:
        return blank  # no script without a range gets here; the largest number of one would tell of them
    parts = [within(column, number.low, number.high) for column in columns(low, high)]
    named = [(column_label(column), column) for column in parts]
    counts = Counter(label for value in values for label, (first, last) in named if first <= value <= last)
    bars = answers.bars([label for label, _ in named], counts, holds_right(answers.poll, parts))
    return replace(blank, bars=bars, median=_median(answers, values, dict(named)))


def _median(answers: _Answers, values: Sequence[int], named: Mapping[str, tuple[int, int]]) -> str:
    below, above = values[(answers.n - 1) // 2], values[answers.n // 2]
    if answers.is_small:
        return ""
    if answers.sensitive:  # a single number is one person's
        return next((label for label, (first, last) in named.items() if first <= below <= last), "")
    middle = (below + above) / 2
    return str(int(middle)) if middle == int(middle) else str(middle)


def _count_rows(answers: _Answers, blank: Result) -> Result:
    return replace(blank, rows=tuple(_row(answers, place) for place in range(len(answers.poll.choices))))


def _row(answers: _Answers, place: int) -> Row:
    """Each statement is a question of its own: whoever left it out is not among its people."""
    poll, given = answers.poll, [vote for vote in answers.votes if vote.sort[place]]
    label, whole = poll.choices[place].label, len(given) == answers.n
    if len(given) < poll.k or poll.scale is None:
        return Row(label)
    some = replace(answers, votes=given)
    bars, average = _on_scale(some, [poll.scale.low + vote.sort[place] - 1 for vote in given])
    return Row(label, bars, average, None if answers.sensitive else some.n, whole)


def _count_page(answers: _Answers, blank: Result) -> Result:
    return replace(blank, parts=tuple(_part(answers, place) for place in range(len(answers.poll.questions))))


def _part(answers: _Answers, place: int) -> Result:
    """Each question as if it were asked alone: whoever left it out is not among its people, nor is it told of how many
    they were in sensitive care. The dice of each are its own, so that the order of texts ties none to another."""
    question = answers.poll.questions[place]
    given = [part for vote in answers.votes if not (part := vote.parts[place]).passed]
    told = tally(question.poll, given, answers.sensitive, answers.dice.getrandbits(64))
    n_text = f"{question.poll.k}+" if answers.sensitive and not told.hidden else told.n_text
    return replace(told, label=question.title, whole=len(given) == answers.n, n_text=n_text)


def _count_texts(answers: _Answers, blank: Result) -> Result:
    texts = sorted(
        _words_of_people(answers) if answers.poll.form is Form.WORDS else (w for v in answers.votes for w in v.words)
    )
    answers.dice.shuffle(texts)  # sorted before: the order of arrival is nobody's business
    if answers.poll.moderate:
        return replace(blank, kept_back=tuple(texts))
    return replace(blank, texts=tuple(texts))


def _words_of_people(answers: _Answers) -> list[str]:
    """Each word as often as people gave it: who writes one twice, in whatever spelling, is one person."""
    told = iter(in_one_spelling(w for v in answers.votes for w in v.words))
    return [word for v in answers.votes for word in dict.fromkeys(islice(told, len(v.words)))]


def _count_ranking(answers: _Answers, blank: Result) -> Result:
    places = {c.label: 0.0 for c in answers.poll.choices}
    for vote in answers.votes:
        for place, index in enumerate(vote.choice, 1):
            places[answers.poll.choices[index].label] += place / answers.n
    ranks = sorted(((label, round(place, 1)) for label, place in places.items()), key=lambda rank: rank[1])
    if answers.sensitive:  # of few people, mean places tell the places
        return replace(blank, **answers.ordered(ranks))
    return replace(blank, ranks=tuple(ranks))


def _count_sorting(answers: _Answers, blank: Result) -> Result:
    def bins_of(thing: int) -> Counter[str]:
        return Counter(answers.poll.bins[v.sort[thing]] for v in answers.votes)

    table = ((c.label, answers.bars(answers.poll.bins, bins_of(i))) for i, c in enumerate(answers.poll.choices))
    return replace(blank, sorted=tuple(table))


def _count_dots(answers: _Answers, blank: Result) -> Result:
    """Each answer's dots and its share of all of them. In sensitive care the order alone, as of a ranking."""
    given = [sum(v.sort[i] for v in answers.votes) for i in range(len(answers.poll.choices))]
    labels = [c.label for c in answers.poll.choices]
    if answers.sensitive:
        fewest_last = sorted(zip(labels, given, strict=True), key=lambda rank: -rank[1])
        return replace(blank, **answers.ordered(fewest_last, answers.poll.most))
    shares = [round(100 * dots / sum(given)) for dots in given]
    bars = (Bar(*bar) for bar in zip(labels, shares, (f"{share} %" for share in shares), given, strict=True))
    return replace(blank, bars=tuple(sorted(bars, key=lambda bar: -(bar.count or 0))))


def _count_body(answers: _Answers, blank: Result) -> Result:
    counts = Counter(r for v in answers.votes for r in v.words)
    named = [(region, counts[region], False) for region in BODY_REGIONS]
    total = answers.n, answers.n * len(named)
    return replace(blank, bars=answers.together(named, answers.n, total, one_excludes=True))  # nowhere


def _count_spots(answers: _Answers, blank: Result) -> Result:
    """Nine fields, of which everybody names one; and finer squares, but not in sensitive care."""
    cells = [vote.scale or 0 for vote in answers.votes]
    bars = answers.bars(FIELDS, Counter(map(field_of, cells)))
    squares = () if answers.sensitive else tuple(sorted(Counter(map(square_of, cells)).items()))
    return replace(blank, bars=bars, spots=squares)


_COUNTS = {
    Form.SCALE: _count_scale,
    Form.WORDS: _count_texts,
    Form.TEXT: _count_texts,
    Form.RANKING: _count_ranking,
    Form.SORT: _count_sorting,
    Form.BODY: _count_body,
    Form.DOTS: _count_dots,
    Form.POINTS: _count_dots,
    Form.ROWS: _count_rows,
    Form.PAGE: _count_page,
    Form.NUMBER: _count_number,
    Form.SPOT: _count_spots,
}


def _movement(answers: _Answers) -> Movement | None:
    """Only where at least k carried their first answer, and those who did not are none or k as well.

    In small rooms in sensitive care none: beside the two results, whose bands it ties together, it gives counts back.
    """
    moved = [v for v in answers.votes if v.before is not None and (v.scale is not None or v.choice)]
    pairs = [(v.before or 0, v.scale if v.scale is not None else v.choice[0]) for v in moved]
    rest = answers.n - len(pairs)
    few = len(pairs) < answers.poll.k or (answers.sensitive and len(pairs) <= bands.SMALL)
    if not answers.poll.series or few or 0 < rest < answers.poll.k:
        return None
    up = sum(1 for before, after in pairs if after > before)
    down = sum(1 for before, after in pairs if after < before)
    named = [("", count, False) for count in (up, len(pairs) - up - down, down)]
    return Movement(*answers.together(named, len(pairs), (len(pairs), len(pairs))))
