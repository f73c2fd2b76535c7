"""W249: words for the team without a label of ours, by what they say: whom to watch, what to say to whom, what came
along with a mail or a chat, a column for whoever leads. Each is a question; a sentence for everybody stays alone.
"""

import re
from collections.abc import Sequence

from ..messages import Report
from ..near_words import AHEAD, COLON
from ..scanner import Is, Line
from .misspelt import OURS, THEIRS
from .nearly_notes import SAID
from .team_words import ALONE, CALLED, NOTE, PLAIN

SAY = "|".join(map(re.escape, sorted(SAID, key=len, reverse=True)))
LABEL = "|".join(map(re.escape, sorted(OURS | THEIRS | {"if late"}, key=len, reverse=True)))
THEN = (
    r"(?:(?:then|now|first|next|finally|dann|jetzt|zuerst|danach|zum schluss|puis|ensuite|maintenant|d['’]abord|luego|"
    r"ahora|primero|poi|adesso|prima|dan|nu|eerst|depois|agora|primeiro|potem|teraz|najpierw),? +)"
)
HOW = (
    r"(?:(?:to )?(?:all|everyone|everybody|them|the (?:whole )?(?:group|room|class|circle)|participants)|"
    r"aloud|out loud|again|before|after(?:wards)?|at the (?:end|start|beginning)|quietly|slowly|briefly|"
    r"something like|for example|e\.?g\.?|in (?:my|our|your) own words|#?\d{1,2}|[\[(][^\])]{1,30}[\])]|"
    r"(?:zu )?allen|laut|leise|langsam|etwa|zum beispiel|z\. ?b\.|am (?:ende|anfang)|noch einmal|"
    r"à tous|à voix haute|lentement|par exemple|encore|à la fin|a todos|en voz alta|despacio|por ejemplo|otra vez|"
    r"al final|a tutti|ad alta voce|piano|per esempio|alla fine|tegen iedereen|hardop|langzaam|bijvoorbeeld|"
    r"aan het eind|devagar|por exemplo|no fim|do wszystkich|głośno|powoli|na przykład|na końcu)"
)
NAME = r"(?!(?:I|It|We|You|They|He|She|Yes|No|Hello|Hi|The|This|That|Hallo|Sie|Wir|Ja|Nein)\b)[A-ZÀ-Þ][\w’'-]{1,20}"
DOES = (
    r"(?:will|is|has|was|can|cannot|comes?|leads?|needs?|wants?|went|left|won['’]t|isn['’]t|may|should|had|joins|"
    r"kommt|ist|hat|wird|war|kann|geht|arrive|vient|est|viene|llega|está|è|arriva|komt|heeft|chega|vem|jest|przyjdzie)"
)
SAYING = re.compile(
    rf"(?:(?i:{AHEAD}))*+(?:(?i:{THEN}(?:{SAY})(?: {HOW})?|(?:{SAY}),? {HOW}) ?{COLON}|"
    rf"(?i:(?:{LABEL})(?: ?[/&+] ?|,? (?:and|und|et|y|e|en|i) )(?:{LABEL}|show|explain|ask|zeigen))\b"
    rf"[^:：]{{0,20}}{COLON}|"
    rf"(?i:{SAY})\d{{1,2}}{COLON}|(?i:{SAY})(?:,? ?[“\"„«][^”\"“»]{{4,}}[”\"“»]|(?:…|\.\.\.)(?=\w))|"
    rf"(?i:{SAY}),? {NAME} {DOES}\b|(?i:say) that (?!again|once|three|twice|out)(?=\w+ \w+ \w+)|"
    r"(?:Sagen, dass|Dire (?:que|qu['’])|Decir que|Dire che|Zeggen dat|Dizer que|Powiedzieć, że) ?)"
)
# Whom or what somebody in front keeps an eye on.
WATCHED = re.compile(
    rf"(?:Watch(?: out)?(?: for)?|Look (?:out for|after)|Mind) (?:{NAME}(?=\s*(?:[,.:!]|$)| and | who | because )|"
    r"(?i:the (?:time|clock|energy|quiet|shy|group)\b))|"
    r"(?i:(?:keep|have) an eye on\b|achten auf \S|surveiller \S|tenere d['’]occhio|letten op \S|ficar de olho)|"
    rf"Auf {NAME}(?: und {NAME})? achten"
)
ALERT = (
    r"(?:achtung|hinweise?|vorsicht|merke|attention|remarque|ojo|atención|aviso|attenzione|avviso|let op|uwaga|"
    r"atenção|تنبيه|انتبه|ملاحظة|注意|メモ)"
)
CALL = re.compile(
    rf"(?i)(?:[^\w\s]\ufe0f? *)?[*_]{{0,3}}[¡]?{ALERT}[*_]{{0,3}} ?(?:[!！]+[*_]{{0,3}} *(?=\S)|[–—-] +(?=\S))|"
    r"(?:N\. ?B\.|NB|FYI|Nota bene)[,!]? (?=[A-Z\w])"
)
# Brackets around whom it is for: (for me) … · Only for us – …
FOR_US = re.compile(
    r"(?i)[(\[](?:only |just |nur |seulement |solo )?(?:for|für|pour|para|per|voor|dla) "
    r"(?:me|us|mich|uns|moi|nous|m[ií]|nosotr[oa]s|noi|mij|ons|mim|nós|mnie|nas)[)\]][:,]? *(?=\S)|"
    r"(?:only|just|nur|seulement|solo) (?:for|für|pour|para|per) (?:me|us|mich|uns|moi|nous|m[ií]|nosotr[oa]s) ?[-–—] "
)
# What came along with a mail, a chat, or the comments of a document.
STAMP = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?: ?[ap]\.?m\.?)?"
DAY = r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}"
CAME_ALONG = re.compile(
    rf"\[?(?:{STAMP},? {DAY}|{DAY},? {STAMP})\]?(?: ?[-–])? [^:：]{{1,30}}: |"
    r"(?i:(?:on|am|le|el|il|op|em|w dniu) .{4,60}(?:wrote|schrieb .{2,60}|a écrit|escribió|ha scritto|"
    r"schreef .{2,60}|escreveu|napisał\w*) ?:$|"
    r"-{2,} ?(?:original message|forwarded message|ursprüngliche nachricht|weitergeleitete nachricht)|"
    r"(?:sent|gesendet|envoyé|enviado|inviato|verzonden|verstuurd|wysłan[eo]) (?:from|von|mit|depuis|de|desde|da|"
    r"vanaf|via|z) .{0,15}(?:iphone|ipad|android|samsung|phone|handy|mobile|outlook|mail|smartphone|téléphone|móvil)|"
    r"von meinem (?:iphone|ipad|handy) gesendet|"
    r"(?:subject|betreff|objet|asunto|oggetto|onderwerp|assunto|temat) ?: \S|"
    r"(?:from|to|cc|von|an|de|à|para|da|a|van|aan|od|do) ?: .{1,60}\S@\S+\.\w|"
    r"(?:commented|kommentiert|commenté|comentado|commentato|opmerking|skomentowano?) ?\[\w{1,6}\] ?:)|"
    r"\[[A-Z]{2,3}\d{1,3}\] ?(?=\S)|\[[a-z]\](?=[A-Z])"
)
# No time? Skip it.
SHORT_OF_TIME = re.compile(
    r"(?i)(?:(?:there is |we have )?no time(?: left)?|out of time|short of time|(?:running |too )?late|behind schedule|"
    r"keine zeit(?: mehr)?|zeitnot|(?:zu )?spät(?: dran)?|en retard|(?:pas|plus) le temps|tarde|sin tiempo|in ritardo|"
    r"niente tempo|te laat|geen tijd|atrasad\w+|sem tempo|późno|brak czasu)\s*[?:–—-]+\s*(?=\S)|"
    r"(?:if|when) (?:we (?:are |run |get )?)?(?:running )?(?:late|short (?:of|on) time|behind|out of time)"
    r"(?: schedule)? ?[:,：] (?=\S)|cut if (?:needed|necessary|late)\b"
)
# Within a line: behind a sign, in brackets, or as a sentence of its own.
STRONG = rf"(?:say|if late|facilitators?|trainers?|{PLAIN})"
WITHIN = re.compile(
    rf"(?i:(?<=\S)\s+(?:>|&gt;|»|›|\|(?!.*\|)|//|/\*|\{{|<-+) ?[*_]{{0,3}}(?:{LABEL}|{PLAIN}) ?[*_]{{0,3}}{COLON} |"
    rf"(?<=\S)\s+(?:[-–—]{{1,3}} ?)?[(\[{{*_]{{1,3}}(?:{STRONG}|note for (?:us|me)) ?{COLON}|"
    rf"(?<=\s)[\[(](?:note|notiz|nota|hinweis|todo|remark)\b[^\])]{{0,12}}{COLON}|(?<=\S) --? (?:{STRONG}) ?{COLON} )|"
    rf"(?<=[.!?…] )(?:(?:Say|If late|Sagen|Dire|Decir|Zeggen|Dizer|Powiedz)|(?i:{PLAIN})) ?{COLON} |"
    r"(?<=[.!?] )@[A-ZÀ-Þ][\w.-]+|(?<=\s)%%.+%%|(?<=\s)/\*.+\*/"
)
# A line of a paragraph that begins so.
WRAPPED = re.compile(
    rf"[*_]{{0,3}}(?:(?:Say|If late|Facilitators?|Trainers?)|(?i:{PLAIN}))[*_]{{0,3}} ?{COLON}[*_]{{0,3}} "
)
# Heads of columns for whoever leads.
COLUMN = re.compile(
    r"(?i)[*_]*(?:facilitators?|trainers?|moderator(?:in|en)?|moderation|leitung|instructors?|lehrkraft|lk|"
    r"facilitator['’]?s? notes?|notes?(?: for us)?|notizen|bemerkungen|"
    r"remarks|comments?|kommentare?|(?:what )?(?:i|we) (?:say|do)|was (?:ich|wir) (?:sage|sagen|tue|tun)|say|script|"
    r"talking points|cues?|animat(?:eur|rice)|remarques|facilitador(?:a)?|formador(?:a)?|notas|observaciones|"
    r"facilitat(?:ore|rice)|note|begeleiders?|notities|opmerkingen|prowadząc[ya]|notatki|uwagi|الميسّ?ر|ملاحظات|"
    r"進行役|備考|メモ)[*_]*"
)
TABLE_LINE = re.compile(r"[ :|-]*-[ :|-]*$")
CODE = re.compile(r"`[^`]*`")
STARTS = (SAYING, WATCHED, CALL, FOR_US, CAME_ALONG, SHORT_OF_TIME)


def say_asides(lines: Sequence[Line], scope: str, report: Report) -> None:
    """At most one for a line of which nothing was said yet."""
    for at, line in enumerate(lines):
        readable = line.kind in (Is.TEXT, Is.BULLET, Is.NUMBER)
        if not readable or report.told(line.path, line.number):
            continue
        begins = line.kind is not Is.TEXT or at == 0 or lines[at - 1].kind is not Is.TEXT
        if begins and at + 1 < len(lines) and TABLE_LINE.match(lines[at + 1].text) and "|" in line.text:
            _columns(lines, at, scope, report)
            continue
        words = CODE.sub(lambda code: " " * len(code[0]), line.content)
        found = WITHIN.search(words)
        if begins and line.kind is not Is.NUMBER:
            found = found or next(filter(None, (start.match(words) for start in STARTS)), None)
        elif not begins:
            found = found or WRAPPED.match(words) or CALLED.match(words)
        if found and found[0].strip():
            start = line.start + found.start() + len(found[0]) - len(found[0].lstrip())
            report.add("W249.sign", line.place(start, line.start + found.end()), written=found[0].strip(" *_"))


def say_title_aside(head: Line, report: Report) -> None:
    """The heading of a part, which everybody reads: ## Say: … · ## Notes for us"""
    found = NOTE.match(head.content) or ALONE.fullmatch(head.content)
    if found and not report.told(head.path, head.number):
        report.add("W249.sign", head.place(), written=found[0].strip(" *_"))


def _columns(lines: Sequence[Line], at: int, scope: str, report: Report) -> None:
    """A table with a column for whoever leads. On a sheet with blanks everything is for those who fill it in."""
    line = lines[at]
    if scope == "worksheet":
        return
    for cell in re.finditer(r"[^|]+", line.text):
        words = cell[0].strip()
        if COLUMN.fullmatch(words):
            start = cell.start() + cell[0].index(words)
            report.add("W249", line.place(start, start + len(words)), label=words.strip("*_"))
            return
