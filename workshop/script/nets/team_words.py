"""Words for the team that stand where everybody reads them: notes without their sign, comments that are none.

The labels are those of the languages that people plan in. A role alone (Coach: …) is no label, for plays and
dialogues have them; with a word such as note or only it is.
"""

import re
from collections.abc import Sequence

from ..messages import Report
from ..model import Fix
from ..scanner import Is, Line, next_line

OWN = "say|do|watch|if late|before|note"
ROLE = (
    r"(?:facilitators?|trainers?|hosts?|coach(?:es)?|teachers?|presenters?|speakers?|moderators?|leaders?|staff|team|"
    r"instructors?|lecturers?|tutors?|organi[sz]ers?|educators?|mentors?|therapists?|dozent(?:in|en|innen)?|"
    r"leitung|leitende|moderation|moderatorin|trainer(?:in|innen)?|anleitung|kursleitung|seminarleitung|"
    r"animat(?:eur|rice)s?|équipe|facilitat(?:eur|rice)s?|format(?:eur|rice)s?|facilitador(?:a|es|as)?|equipo|"
    r"moderador(?:a)?|formador(?:a)?|facilitatore|facilitatori|conduttore|conduttrice|formatore|begeleiders?|"
    r"trainer|equipa|equipe|lehrkr(?:aft|äfte)|lehrer|(?:kurs|seminar|gruppen|spiel)?leiter|referent(?:en)?|prof(?:\.|essor)?)"
    r"(?:[*:/_·]?-?in(?:nen)?)?"
)
REMARK = (
    r"(?:notes?|hints?|tips?|instructions?|remarks?|comments?|reminders?|cues?|script|hinweise?|notiz(?:en)?|"
    r"anmerkung(?:en)?|anweisung(?:en)?|consignes?|remarques?|notas?|instrucci[oó]n(?:es)?|istruzioni|notities?|"
    r"opmerking(?:en)?|instructies?|observaç(?:ão|ões))"
)
FOR = (
    r"(?:for|to|für|an|pour|de|para|per|voor|aan)(?: (?:the|das|die|den|der|l'|le|la|les|el|il|lo|gli|het|de|o|a|os|"
    r"our|mein|meine|my))? ?(?:l'|d')?"
)
ONLY = r"(?:only |nur |seulement |solo |solamente |alleen |só |apenas )"
# Labels that stand for themselves, also alone on a line or as a heading.
PLAIN = (
    rf"note to self|notes?(?: to)? (?:my|our)sel(?:f|ves)|{ROLE}(?:'s)? (?:{REMARK}|only)|{REMARK} {FOR}{ROLE}|"
    rf"{ONLY}?(?:for|für|pour|para|per|voor) (?:the |das |die |den |le |la |les |el |il |het |de |o |a )?(?:l')?"
    rf"(?:facilitators?|trainers?|hosts|team|staff|leitung|moderation|animateurs?|animatrices?|équipe|facilitadora?|"
    rf"equipo|facilitatore|conduttore|begeleiders?|equipa|equipe)(?: only| nur)?|"
    r"not for participants|nicht für teilnehmende|do not read(?: this)?(?: aloud| out)?|facilitation notes?|"
    r"nicht vorlesen|"
    r"internal(?: notes?)?|intern|private notes?|confidential notes?|team notes?|todo|to do|talking points|"
    r"regieanweisung(?:en)?|moderationshinweise?|regie|script notes?|note privée|nota privada|reminder to self"
)
# What somebody says or does in front of the group.
SPOKEN = (
    rf"{ROLE} says?|sprech(?:er)?text|moderationstext|"
    r"(?:notes?|anmerkung|hinweis|notiz|nota) (?:for|to|für|pour|para) (?:me|us|mich|uns|moi|nous|m[ií]|nosotros)|"
    r"(?:only|just|nur|seulement|solo) (?:for|für|pour|para) (?:us|uns|nous|nosotros)|"
    r"(?:do not|don't|don’t) (?:show|project|display|print)(?: this)?|nicht (?:zeigen|anzeigen|auf (?:der|die) folie)|"
    r"ne pas (?:montrer|afficher|lire)|no (?:mostrar|leer)|non (?:mostrare|leggere)|niet (?:tonen|voorlezen)|backstage|"
    r"fyi(?: team)?|ask the (?:group|room|class|participants)|frag(?:e|t)? (?:die|in die) (?:gruppe|runde)|"
    r"demander au groupe|preguntar al grupo"
)
# Called by a sign of a chat or a note app: @facilitator, #note, #! todo, !note.
CALLED = re.compile(
    rf"(?i)(?P<mark>)(?:@ ?(?P<role>{ROLE})|#?!+ ?(?P<bang>{OWN}|todo|{ROLE})|#(?P<tag>notes?|todo|{ROLE}))\b"
    r" *[:：,–—-]? *(?=\S)"
)
SAID = (
    rf"{OWN}|{PLAIN}|{SPOKEN}|notes|facilitators?|trainers?|moderator|moderation|script|what to say|to say|"
    r"if (?:we are |you are )?(?:late|short of time|running late)|"
    r"if time is short|when (?:we are )?late|sagen|ansage|anmoderation|"
    r"wenn die zeit knapp (?:ist|wird)|bei verspätung|falls spät|beachten|achten auf|dire|à dire|si en retard|decir|"
    r"si vamos tarde|da dire|se in ritardo|zeggen|als het laat is|dizer"
)
MARKS = r"[*_~`]{0,3}"
COLON = rf"(?: *{MARKS}) *\\?[:：;]{{1,2}}(?: *{MARKS})(?=[ \u200b\u2060\ufeff]|$)"
NOTE = re.compile(rf"(?i)(?P<mark>{MARKS})(?P<label>{SAID}){COLON}")
DASHED = re.compile(
    rf"(?i)(?P<mark>{MARKS})(?P<label>say|if late|{PLAIN}) *{MARKS} ?(?:[-–—>→⇒|=]|-+>|\.{{3}}|…|,(?= skip|"
    rf" leave| drop)) (?=\S)"
)
TIGHT = re.compile(r"(?i)(?P<mark>)(?P<label>say|if late|note to self) ?:(?=[\w\"“„'])")
TAGGED = re.compile(rf"(?i){MARKS}[\[({{<](?P<label>{OWN}|{PLAIN}|facilitator|trainer)[\])}}>]{MARKS}:? (?=\S)")
ALONE = re.compile(rf"(?i)[*_# (\[]*(?P<label>{PLAIN})[*_:)\] ]*")
# As a point of a list these are words like others.
ALONE_IN_TEXT = re.compile(r"(?i)[*_# (\[]*(?P<label>notes|notizen|facilitators?|trainers?|say)[*_:)\] ]*")
# A line drawn around it: --- notes ---
DRAWN = re.compile(rf"(?i)[-=~—–]{{2,}} *(?P<label>notes?|script|notizen|facilitators?|{PLAIN}) *[-=~—–]{{2,}}")
WIDE_SIGN = re.compile(r"(?:[＞›»❯▶►ᐳ≻]|&gt;|&#62;|&#[xX]3[eE];) *")
HIDDEN_NOTE = re.compile(r"[\u200b\u2060\ufeff\\*_•◦▪‣●○∙·]+> ?")
# A sign of another keyboard; where a second one stands in the line, it is a quotation or a table.
LONE_SIGN = re.compile(r"(?:» (?!.*«)|› (?!.*‹)|\| (?!.*\|))(?=\S)")
# The last net: any sign at all before the words.
NET_NOTE = re.compile(
    rf"(?i)(?:\W{{1,9}}|\(?[a-h]\) +|[a-h]\. +)(?:(?P<label>{SAID})[*_]* *[:：]|(?<=\| )(?P<cell>say|if late|"
    rf"note to self) *\|)"
)
NET_QUOTE = re.compile(r"(?:[❯⟩﹥]|[\"“„'‘|]+ *>) *(?=\S)")
COMMENT = re.compile(
    r"(?:<! ?[-–—−]+|`<!-+|<[!?](?=\w| \w)|!-{2,}(?=\s)|--\s(?=.*\s--$|(?:\S+\s+){3})|"
    r"< !-+|&lt;!-+|//(?=\s)|%%|[%;^](?=\s)|/\*|\{#(?=\s)|\{>>|\?\?\?(?=\s|$))(?P<said>.*)"
)
ENDS = re.compile(r"(?:[-–—−]{1,3}>`|\?>|(?<=\w|\.)\s?>|\s--|[-–—−]{1,3} ?>|-{1,3}&gt;|%%|\*/|#\}|<<\})$")
LEFT_END = re.compile(r"(?<=\w)[.!?]? *-->$")  # its beginning was lost
CLOSERS = {
    "“": "”",
    "„": "“",
    '"': '"',
    "'": "'",
    "‘": "’",
    "|": "|",
    "(": ")",
    "[": "]",
    "<": ">",
    "{": "}",
    "*": "*",
    "_": "_",
}
NAMED = re.compile(rf"(?i)(?:{OWN})")


def say_notes(lines: Sequence[Line], at: int, sensitive: bool, report: Report) -> None:
    """E232, W232, W239: line `at` reads like a word for the team, but everybody sees it."""
    line = lines[at]
    key = "E232" if sensitive else "W232"
    if "____" in line.text:
        return
    if hidden := HIDDEN_NOTE.match(line.text):
        told = line.text[hidden.end() :].strip().rstrip("*_\\")
        report.add(key, line.place(0, hidden.end()), _as_note(line, told), label=told.partition(":")[0][:20])
    elif comment := COMMENT.match(line.content):
        said = ENDS.sub("", comment["said"].strip()).strip()
        fix = Fix(line.number, line.number, f"<!-- {said} -->") if said and "--" not in said else None
        report.add("E239" if sensitive else "W239", line.place(), fix, written=line.content[:3].strip())
    elif LEFT_END.search(line.content):
        report.add("E239" if sensitive else "W239", line.place(), written="-->")
    elif not _is_field(lines, at) and not _labelled(line, key, _goes_on(lines, at), report):
        _signed(line, key, report)


def _is_field(lines: Sequence[Line], at: int) -> bool:
    """Whether the line stands above a blank of a sheet: Notes, and below it ____."""
    below = next_line(lines, at, Is.BLANK)
    return below is not None and "____" in below.text and ":" not in lines[at].content


def _goes_on(lines: Sequence[Line], at: int) -> bool:
    """Whether the paragraph has a next line, which a note takes along."""
    return at + 1 < len(lines) and lines[at + 1].kind is Is.TEXT


def _labelled(line: Line, key: str, goes_on: bool, report: Report) -> bool:
    words, start = line.content, line.start
    wide = WIDE_SIGN.match(words)
    begin = wide.end() if wide else 0
    bare = words[begin:]
    patterns = (NOTE, DASHED, TIGHT, TAGGED, CALLED)
    found = next((match for pattern in patterns if (match := pattern.match(bare))), None)
    if found is None and not (wide and words[0] in "＞&"):
        return _alone(line, key, report)
    label = _label(found) if found else words[:begin].strip()
    rest = bare[found.end() :].strip() if found else bare
    if found and found.groupdict().get("mark") and not rest.endswith(found["mark"]):
        rest = rest.removeprefix(found["mark"]).strip()
    elif found and found.groupdict().get("mark"):
        rest = rest.removesuffix(found["mark"]).strip()
    named = f"{label.capitalize()}: {rest}" if NAMED.fullmatch(label) else f"{label}: {rest}"
    fix = _as_note(line, named if found else rest) if rest or goes_on else None
    report.add(key, line.place(start, start + begin + (found.end() if found else 0)), fix, label=label.strip("*_ "))
    return True


def _label(found: re.Match[str]) -> str:
    names = found.groupdict()
    return next(names[name] for name in ("label", "role", "bang", "tag") if names.get(name))


def _alone(line: Line, key: str, report: Report) -> bool:
    """A label alone, as a line or a heading: what stands below it is meant too, and how far nobody can tell."""
    found = ALONE.fullmatch(line.content) or DRAWN.fullmatch(line.content)
    if line.kind is not Is.BULLET:
        found = found or ALONE_IN_TEXT.fullmatch(line.content)
    if found:
        report.add(f"{key}.alone", line.place(), label=found["label"])
    return bool(found)


def _signed(line: Line, key: str, report: Report) -> None:
    words, start = line.content, line.start
    net = NET_QUOTE.match(words) or LONE_SIGN.match(words) or NET_NOTE.match(words)
    if net is None:
        return
    quoted = net.re is not NET_NOTE
    cell = None if quoted else net["cell"]
    if cell:
        report.add(key, line.place(start, start + net.end()), label=cell)
        return
    told = words[net.end() :] if quoted else words[net.start("label") :]
    for sign in words[: 1 if quoted else net.start("label")]:  # what was opened before is closed behind
        told = told.rstrip().removesuffix(CLOSERS.get(sign, "")).rstrip()
    label = (net[0].strip().strip("|\"“„'‘ ") or net[0].strip()) if quoted else net["label"]
    report.add(key, line.place(start, start + net.end()), _as_note(line, told), label=label)


def _as_note(line: Line, text: str) -> Fix:
    return Fix(line.number, line.number, f"> {text.strip()}")
