"""Words that mean a setting without its name: "anonymous", "several answers possible" alone on a line."""

import re
from collections.abc import Sequence

from .listing import Settings
from .model import Sees
from .scanner import Is, Line

ALONE = r"[(\[*_]*(?:{})[)\]*_.!]*"
NAMELESS = re.compile(
    ALONE.format(
        r"(?:fully |completely |all |alle |ganz )?(?:anonymous(?:ly)?|anonym|anonyme|anónim[oa]|"
        r"anonimo|anoniem|anônimo)"
        r"(?: (?:poll|vote|voting|survey|umfrage|abstimmung|answers?|antworten|posts?))?"
    ),
    re.IGNORECASE,
)
SEVERAL = re.compile(
    ALONE.format(
        r"multiple[- ](?:choice|answers?|selections?)(?: possible| allowed)?|several answers (?:possible|allowed)|"
        r"mehrfach(?:auswahl|nennung(?:en)?|antworten)(?: möglich| erlaubt)?|mehrere antworten (?:möglich|erlaubt)|"
        r"(?:choose|pick|select|tick) all that apply|choix multiples?|plusieurs réponses(?: possibles)?|"
        r"(?:selección|respuesta) múltiple|varias respuestas(?: posibles)?|risposta multipla|meerkeuze"
    ),
    re.IGNORECASE,
)
SOLVED = re.compile(
    r"(?i)(?P<mark>[*_]*)(?:(?:the )?(?:correct|right) answers?|correct|answer|solution|richtig|"
    r"richtige antwort(?:en)?|lösung|antwort|(?:bonne )?réponse(?: correcte)?|respuesta(?: correcta)?|"
    r"risposta(?: corretta)?|(?:juiste )?antwoord|resposta(?: certa)?)(?: is| ist| est| es)?[*_]* *[:：][*_]* *\S"
)
OTHER = re.compile(
    r"(?i)[^\w]*(?:others?|something else|andere[sr]?|sonstiges|etwas anderes|autres?|otr[oa]s?|altro|anders|outr[oa])"
    r"[^\w]*(?:____|\((?:please )?(?:say|specify|name|write|describe|which|state|bitte|angeben|was|préciser|précisez|"
    r"especificar|especifique|specificare)\b[^()]*\)\s*$|[:：…]\s*$|\.{3}\s*$)"
)
PRIVATE = re.compile(
    ALONE.format(
        r"(?:private|privat|privé|privado|privato|only (?:for )?(?:me|you)|just for (?:me|you)|"
        r"nur für (?:mich|dich|sie)|pour (?:moi|vous|toi) seul(?:ement)?|solo (?:para|per) (?:m[ií]|me|ti|te))"
    ),
    re.IGNORECASE,
)
ONE = re.compile(r"[-*+•] +\([ xX]?\) ")
LIST, SEES, POLL = (
    "People can choose one answer: for several write  - [ ]  before each instead of  - ( ).",
    "Write under the heading:  - who sees this: everyone without names",
    "Answers to a Poll never carry a name. Delete this line, or say it in a sentence.",
)
RIGHT = "People read this before they choose. Write  (x)  before the right answer: it shows with the results."
ELSE = "Nobody can write here. For an answer in one's own words write under the heading:  - other: yes"
READ = "The setting  who sees this  says otherwise. Delete this line, or write  - who sees this: only me"
OTHERS = "The setting  who sees this  decides, and says otherwise. Delete these words, or change the setting."
# For the catalogues.
CURES = (LIST, SEES, POLL, RIGHT, ELSE, READ, OTHERS)
PROMISED = re.compile(rf"(?i)[(\[*_]+(?P<who>{'|'.join(map(str, Sees))})[)\]*_]+[.:]*$")


def cure(line: Line, lines: Sequence[Line], scope: str, read: Settings) -> str | None:
    """What to do about such a line; None where it says what is so."""
    words = line.content
    if line.kind not in (Is.TEXT, Is.BULLET):
        return None
    if scope in ("poll", "check-in"):
        return _of_poll(words, lines)
    if scope in ("reflect", "worksheet"):
        return _of_writing(words, read)
    return None


def _of_poll(words: str, lines: Sequence[Line]) -> str | None:
    answered = any(ONE.match(other.text.lstrip()) for other in lines)
    if SEVERAL.fullmatch(words):
        return LIST if answered else None
    if SOLVED.match(words):
        return RIGHT
    if OTHER.match(words):
        return ELSE
    return POLL if NAMELESS.fullmatch(words) else None


def _of_writing(words: str, read: Settings) -> str | None:
    sees = read.get("who sees this", (Sees.ONLY_ME,))
    if NAMELESS.fullmatch(words):
        return SEES if not read.has("who sees this") else None
    promised = PROMISED.search(words)
    if promised and "____" not in words and (Sees(promised["who"].casefold()),) != sees:
        return OTHERS
    return READ if PRIVATE.fullmatch(words) and sees != (Sees.ONLY_ME,) else None
