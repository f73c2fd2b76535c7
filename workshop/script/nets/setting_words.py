"""Words that mean a setting without its name: "anonymous", "several answers possible" alone on a line."""

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import islice

from ..listing import Settings
from ..model import Kind, Sees
from ..scanner import Is, Line
from ..settings import BY_SCOPE
from ..synonyms import VALUES
from ..values import VISIBILITIES
from ..words import fold
from .kept_back import ALONE as KEPT_BACK
from .kept_back import OTHERS

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
ONLY_ONE = re.compile(
    ALONE.format(
        r"(?:please )?(?:choose|pick|select|tick) (?:only |just )?one(?: answer| option)?|(?:only |just )?one answer"
        r"(?: only| each| possible)?|"
        r"single[- ]choice|(?:bitte )?(?:nur )?eine (?:antwort|option)?(?: ?(?:aus)?wählen| möglich)?|einfachauswahl|"
        r"(?:une )?seule réponse(?: possible)?|choix unique|choisissez une(?: seule)? réponse|"
        r"(?:una )?(?:sola|única) (?:respuesta|opción)|elige una(?: opción| respuesta)?|(?:una )?sola risposta|"
        r"scegli una(?: risposta| opzione)?|(?:slechts )?één antwoord|kies (?:er )?één|(?:apenas|só) uma resposta|"
        r"escolha uma(?: opção| resposta)?|(?:tylko )?jedna odpowiedź|wybierz jedn[ąo]"
    ),
    re.IGNORECASE,
)
NUMBER = "(?:[2-9]|two|three|four|five|zwei|drei|vier|fünf|deux|trois|quatre|cinq|dos|tres|due|tre|twee|drie|dois|duas)"
SO_MANY = re.compile(
    ALONE.format(
        rf"(?:(?:please |bitte )?(?:choose|pick|select|tick|mark|wähl(?:e|t|en sie)?|choisissez|choisis|elige|elegid|"
        rf"scegli(?:ete)?|kies|escolha) (?:up to |at most |a maximum of |maximal |höchstens |bis zu |"
        rf"jusqu['’]à |au plus |"
        rf"hasta |fino a |maximaal |até )?{NUMBER}|(?:bitte )?(?:bis zu |höchstens |"
        rf"maximal )?{NUMBER} (?:antworten )?(?:aus)?wählen|(?:max(?:imum|imal|\\.)?|up to|bis zu) {NUMBER})"
        r"(?: (?:answers?|options?|antworten|réponses?|respuestas?|risposte|antwoorden|respostas?))?"
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
# When the result shows, and whose vote it is.
SHOWN = re.compile(
    ALONE.format(
        r"(?:hide|hidden|no|live|secret|show|private)(?: the)? results?(?: live)?|"
        r"(?:the )?results? (?:are |is |stays? )?(?:hidden|secret|live|private|not shown|"
        r"(?:only )?for (?:us|the team|facilitators)(?: only)?)|(?:do not|don['’]t) show (?:the )?results?|"
        r"keine? ergebnis(?:se)?|ergebnis(?:se)? (?:verborgen|versteckt|nicht zeigen|live|nur für uns)|"
        r"sans résultats?|résultats? (?:cachés?|masqués?|en direct)|"
        r"(?:sin|sem) resultados?|resultados? (?:ocultos?|en vivo|ao vivo|escondidos?)|senza risultat[oi]|"
        r"risultat[oi] (?:nascost[oi]|dal vivo)|geen resultaten|resultaten (?:verborgen|live)|bez wyników|"
        r"wyniki (?:ukryte|na żywo)|النتائج مخفية|結果(?:は非公開|を隠す)"
    ),
    re.IGNORECASE,
)
NAMED = re.compile(
    ALONE.format(
        r"named|by name|with names?|not anonymous|non-?anonymous|(?:public|open|secret) (?:vote|ballot)|secret|"
        r"mit namen|namentlich|geheim(?:e (?:wahl|abstimmung))?|avec (?:les )?noms|nominatif|vote secret|con nombres?|"
        r"voto secreto|con nomi|met namen|com nomes|z imionami|記名"
    ),
    re.IGNORECASE,
)
ANY = re.compile(r"[-*+•] +\[[ xX]?\] ")
ONE = re.compile(r"[-*+•] +\([ xX]?\) ")
LIMIT = "People can choose any number of answers. Write under the heading:  - choose: up to 3"
BEHIND = "Write it in brackets behind the title, with a comma behind the length:  (5 min, optional)"
LIST, SEES, POLL = (
    "People can choose one answer: for several write  - [ ]  before each instead of  - ( ).",
    "Write under the heading:  - who sees this: everyone without names",
    "Answers to a Poll never carry a name. Delete this line, or say it in a sentence.",
)
SINGLE = "People can choose several answers: for one write  - ( )  before each instead of  - [ ]."
RIGHT = "People read this before they choose. Write  (x)  before the right answer: it shows with the results."
ELSE = "Nobody can write here. For an answer in one's own words write under the heading:  - other: yes"
READ = "The setting  who sees this  says otherwise. Delete this line, or write  - who sees this: only me"
RESULTS = "When the result shows is set under the heading:  - results: after closing  (or live, facilitators, never)"
# For the catalogues.
CURES = (LIST, SINGLE, SEES, POLL, RIGHT, ELSE, READ, OTHERS, LIMIT, BEHIND, RESULTS)
FLAG = re.compile(
    ALONE.format(
        r"optional(?: step| part|er schritt|er teil)?|if needed|bei bedarf|falls nötig|facultatif|optionnel|"
        r"si besoin|opcional|si hace falta|facoltativo|se serve|optioneel|indien nodig|opcjonalnie|se precisar"
    ),
    re.IGNORECASE,
)
# Who reads, in a line of its own: Visible to facilitators · Who sees this? Facilitators · - facilitators
SHOWN_TO = re.compile(
    r"(?i)[(\[*_🔒]*(?P<said>(?:(?:this is |only )?(?:visible|shown|readable) (?:only )?(?:to|for|by)|"
    r"who (?:sees|reads) this ?"
    r"[?:–-]?|(?:seen|read) (?:only )?by|sichtbar (?:nur )?für|wer (?:sieht|liest) (?:das|mit) ?[?:–-]?|"
    r"visible (?:pour|par)|"
    r"visible para|visibile (?:a|per)|zichtbaar voor|visível para)\s+)?(?:the |die |les |los |las |i |le |de |os )?"
    r"(?P<who>[\w ]{2,30}?)[)\]*_.!]*$"
)
# Settings of yes or no: their name alone in a list means yes.
BARE_SETTINGS = frozenset(
    {"shuffle", "moderate", "compare", "hands", "type instead", "on your own", "questions", "bell", "sound"}
)
IN_OTHER_WORDS = dict.fromkeys(
    map(
        fold,
        (
            "random order", "random", "randomized", "shuffled", "zufällige Reihenfolge",
            "ordre aléatoire", "orden aleatorio", "ordine casuale", "willekeurige volgorde", "ordem aleatória",
            "losowa kolejność", "ترتيب عشوائي", "順不同",
        ),
    ),
    "shuffle",
)  # fmt: skip
SHORT = 40  # letters: what is longer is a sentence
BREATH = re.compile(
    r"(?i)(?:in|ein) ?\d{1,2} ?s?, ?(?:(?:hold|halten) ?\d{1,2} ?s?, ?)?(?:out|aus) ?\d{1,2} ?s?|"
    r"\d(?:-\d{1,2}){1,3}|.*: ?breathing"
)
PROMISED = re.compile(rf"(?i)[(\[*_]{{1,6}}(?P<who>{'|'.join(map(str, Sees))})[)\]*_]{{1,6}}[.:]{{0,3}}$")


class Around:
    """What a step has around a line. Looked for once, however many of its lines ask."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines

    @cached_property
    def single(self) -> bool:
        return any(ONE.match(line.text.lstrip()) for line in self._lines)

    @cached_property
    def items(self) -> list[Line]:
        """Two of them at the most."""
        return list(islice((line for line in self._lines if line.kind is Is.BULLET), 2))

    @cached_property
    def several(self) -> bool:
        return any(ANY.match(line.text.lstrip()) for line in self._lines)


def cure(line: Line, around: Around, scope: str, read: Settings) -> str | None:
    """What to do about such a line; None where it says what is so."""
    words = line.content
    if line.kind not in (Is.TEXT, Is.BULLET):
        return None
    if len(words) < SHORT and FLAG.fullmatch(words) and _by_itself(line, around):
        return BEHIND if scope != "workshop" else None
    if scope in ("poll", "check-in"):
        return _of_poll(words, around, read)
    if scope in ("reflect", "worksheet"):
        return _of_writing(line, around, read)
    return None


def _of_poll(words: str, around: Around, read: Settings) -> str | None:
    if SEVERAL.fullmatch(words):
        return LIST if around.single else None
    if ONLY_ONE.fullmatch(words) and around.several and not around.single:
        return None if read.has("choose") else SINGLE
    if SO_MANY.fullmatch(words) and (around.single or not read.has("choose")):
        return LIST if around.single else LIMIT if around.several else None
    if SOLVED.match(words):
        return RIGHT
    if OTHER.match(words):
        return ELSE
    if SHOWN.fullmatch(words):
        return None if read.has("results") else RESULTS
    return POLL if NAMELESS.fullmatch(words) or NAMED.fullmatch(words) else None


def _by_itself(line: Line, around: Around) -> bool:
    """Of an item: whether it is a list by itself."""
    return line.kind is Is.TEXT or around.items == [line]


def _of_writing(line: Line, around: Around, read: Settings) -> str | None:
    words = line.content
    sees = read.get("who sees this", (Sees.ONLY_ME,))
    if NAMELESS.fullmatch(words):
        return SEES if not read.has("who sees this") else None
    promised = PROMISED.search(words)
    if promised and "____" not in words and (Sees(promised["who"].casefold()),) != sees:
        return OTHERS
    shown = SHOWN_TO.match(words)
    if shown and (shown["said"] or words[:1] in "([" or (line.kind is Is.BULLET and _by_itself(line, around))):
        meant = VALUES.get(fold(shown["who"]), fold(shown["who"]))
        if meant in VISIBILITIES and (Sees(meant),) != sees:
            return OTHERS
    return READ if KEPT_BACK.match(words) and sees != (Sees.ONLY_ME,) else None


def bare(line: Line, scope: str) -> str | None:
    """`- shuffle`, `(bell)`; in a Pause `in 4, out 6`."""
    if len(line.content) > SHORT:
        return None
    said = fold(line.content.strip("()[]*_. "))
    said = IN_OTHER_WORDS.get(said, said)
    if said in BARE_SETTINGS & {*BY_SCOPE[scope]} and (line.kind is Is.BULLET or line.content[:1] in "(["):
        return said
    breath = scope == str(Kind.PAUSE) and BREATH.fullmatch(line.content.strip(" *_.()"))
    return "breathing" if breath else None
