"""W208: who leads, in a line of its own: Led by Ana · Ana leads · Who: Ana. People would read it, the console not."""

import re
from collections.abc import Sequence

from ..messages import Report
from ..scanner import Is, Line

ONE = r"[A-ZÀ-ÞŁŚŻŹĆ][\w’'.-]+"
NAMES = rf"{ONE}(?:(?: |, ?| ?[&+/] ?| (?:and|und|et|y|e|en|i) ){ONE}){{0,3}}"
BY = (
    r"(?:(?:led|lead|facilitated|hosted|presented|moderated|run|guided) by|"
    r"(?:geleitet|moderiert|durchgeführt|angeleitet) (?:von|durch)|(?:animé|dirigé|présenté|facilité)e? par|"
    r"(?:dirigid|facilitad|moderad|conduzid|mediad)[oa] por|"
    r"(?:condott|guidat|facilitat)[oa] da|(?:geleid|begeleid) door|prowadzon[aey] przez)"
)
LEADS = r"(?:leads|is leading|leitet|moderiert|führt durch|anime|dirige|conduce|leidt|begeleidt|conduz|prowadzi)"
BEFORE = r"(?:es leitet|leitet|leitung|moderation|anleitung|animation|prowadzi|prowadzenie|begeleiding|conducción)"
ASKED = (
    r"(?:who(?: leads)?|wer(?: leitet)?|qui|quién|chi|quem|kto|responsible|verantwortlich|responsable|responsabile|"
    r"responsável|verantwoordelijk|odpowiedzialn[aye])"
)
WHO_LEADS = re.compile(
    rf"[*_(\[]{{0,3}}(?:(?i:{BY}) ?:? ?{NAMES}|{NAMES} (?i:{LEADS})(?i: this| it| das| ça| esto)?|"
    rf"(?i:{BEFORE}) ?[:–-]? ?{NAMES}|(?i:{ASKED}) ?[:：][*_]{{0,2}} ?{NAMES}|"
    rf"(?:[👤🎤🎙]\ufe0f?|[👩👨🧑]\u200d🏫) ?{NAMES}|(?:担当|進行|司会) ?[:：]? ?\S{{1,12}}|"
    r"(?:تقود|يقود|تدير|يدير|بقيادة|المسؤولة?) ?:? ?[\u0620-\u064a]+(?: [\u0620-\u064a]+)?)[.)\]*_]{0,3}$"
)


def say_who_leads(lines: Sequence[Line], scope: str, report: Report) -> None:
    """Of a step: a workshop as a whole has nobody's name beside it."""
    for at, line in enumerate(lines):
        around = [lines[n].kind for n in (at - 1, at + 1) if 0 <= n < len(lines)]
        alone = scope != "workshop" and line.kind in (Is.TEXT, Is.BULLET) and line.kind not in around
        if alone and not report.told(line.path, line.number) and WHO_LEADS.match(line.content):
            report.add("W208.colon", line.place(), name="lead")
