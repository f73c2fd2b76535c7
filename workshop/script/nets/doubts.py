"""What may be meant for the team, or as a step, and may as well be prose: a warning that asks, no Fix that guesses."""

import re
from collections.abc import Sequence

from ..messages import Report
from ..scanner import Is, Line
from ..settings import KINDS
from .misspelt import LABELS, SAID
from .team_words import MARKS, ROLE

# Resources and Pause begin many a paragraph that is meant for everybody.
NAMES = "|".join(kind for kind in KINDS if kind not in ("Resources", "Pause"))
# What an agenda, a list or another program has before the kind: 10:00–10:15, 5 min –, (1), ▶, H3:, Step 2 –
CLOCKED = r"(?:\d{1,2}[:.h]\d\d(?: ?(?:[-–—]|to|bis|à) ?\d{1,2}[:.h]\d\d)?(?: ?uhr)?|\d{1,3} ?(?:min\.?|['′]))"
AHEAD = (
    rf"(?:(?i:h|heading |überschrift |titre |kop )[1-6][.:]? +|{CLOCKED} *[-–—:|]? *|\(?\d{{1,2}}[.)]+ *|"
    r"\d\ufe0f?\u20e3 *|(?i:step|schritt|teil|part|étape|paso) \d{1,2} *[.:)–—-]? *|"
    r"(?:\*{2,3}|_{2,3}|-{2,3}) +|(?:&#35;|&num;)+ *|(?![#>(\[*_-])[^\w\s] *|"
    r"[(\[“\"](?![ xX]?[\])]))*+"
)
# A row of a table with a kind in one cell, and a length in another.
ROW = rf"\|(?=.*\| *\d{{1,3}} ?(?:min|['′h]))(?:[^|]*\|)?? *(?:{NAMES}) *\|.*"
STEP = re.compile(rf"(?:{AHEAD}(?P<step>(?:{NAMES}|{NAMES.upper()}) ?[:：] *\S.{{0,120}})|{ROW})$")
AIM = (
    "goals?|aims?|purpose|objectives?|desired outcomes?|tips?|reminder|timing|ziele?|tipps?|absicht|lernziele?|"
    "ask|explain|hide|hidden|transition|debrief(?:ing)?|outcomes?|methods?|methode|méthode|método|metodo|sozialform|"
    "matériel|materiales|materiali|materiaal|buffer|puffer|verantwortlich|led by|facilitated by|animé par|owner|"
    "if time (?:permits|allows)|if there is time|falls (?:noch )?zeit(?: ist| bleibt)?|"
    "wenn (?:noch )?zeit(?: ist| bleibt| knapp)?|si le temps (?:le permet|manque)|si hay tiempo|backup|fallback|plan b|"
    "tn|sus|i say|ich sage|je dis|digo|sag(?:e|t)?|erklären?|anmerkung(?:en)?|übergang|expliquer|demander|explicar|"
    "learning outcomes?|prep|preparation|vorbereitung|préparation|variations?|variante|private|secret|geheim|"
    "materials?|materialien|set-?up|aufbau|logistics|logistik|contingency|risks?|risiko|"
    r"n\.? ?b\.?|key (?:messages?|points?)|intentions?|time ?check|back-?up questions?|prompts?(?: if quiet)?|"
    "alternative|trigger warning for (?:the )?team|if (?:they are|they're|people are|you are) stuck|careful|watch out|"
    "don['’]t forget|success looks like|when done|flip ?charts?|whiteboard|materials? needed|room set-?up|hinweise?|"
    "achtung|vorsicht|nicht vergessen|merke|zur info|kernbotschaft|zeitcheck|attention|rappels?|astuces?|nota|ojo|"
    "trucos?|attenzione|let op|uwaga|wskazówka|atenção|注意|メモ|ملاحظة|تنبيه|"
    rf"info (?:for|für|pour|para|per|voor) (?:the |die |das |den |les |le |el |il )?{ROLE}|"
    "rationale|didactic (?:notes?|comments?)|(?:didaktisch|methodisch)er? (?:hinweise?|kommentare?)|narrat(?:ion|or)|"
    "voice-?over|nota bene|for us|für uns|pour nous|para nosotr[oa]s|per noi|voor ons|para nós|dla nas|لنا|私たちへ|"
    r"read (?:aloud|out(?: loud)?)|vorlesen|laut (?:vor)?lesen|(?:à )?lire à (?:voix haute|haute voix)|"
    r"leer en voz alta|"
    r"leggere ad alta voce|(?:hardop )?voorlezen|ler em voz alta|(?:przeczytać|czytać|odczytać) (?:na głos|głośno)|"
    r"اقرأ بصوت عالٍ?|読み上げる?|wording|spoken|speech|facis?|fac|mod|tl|lk|assistant|tech|technik|producer|"
    r"(?:nur )?für mich|(?:only |just )?for me|pour moi|para m[ií]|per me|voor mij|para mim|dla mnie|between us|"
    r"unter uns|entre nous|entre nosotros|tra noi|onder ons|entre nós|między nami|off the record|"
    r"not for (?:the )?(?:group|participants|class)|nicht für (?:die )?(?:gruppe|klasse|tn)|pas pour le groupe|"
    r"no para el grupo|privat|confidential|vertraulich|confidentiel(?:le)?|confidencial|riservato|vertrouwelijk|poufne|"
    r"background info|comments?|kommentare?|commentaires?|comentarios?|comment[oi]|opmerking(?:en)?|komentarz|"
    r"(?:my|our) notes?|meine notizen|hinweis an mich|have ready|to prepare|beforehand|set up|equipment|needed|observe|"
    "preguntar|objectifs?|but|conseils?|objetivos?|consejos?|obiettiv[oi]|consigli|doel|doelen|dicas?|cel"
)
# What note apps put before a remark.
SIGN = "(?:[💡⚠👉📝📌📍ℹ❗❕🎯🔔✋🚨🔍⏰⏱⏳🕐-🕧]\ufe0f? *)?"
LABEL = re.compile(
    rf"(?i){SIGN}(?P<mark>{MARKS})(?P<label>{AIM}|{LABELS}|(?:co-?)?{ROLE}(?: [A-Z]\w+)?|"
    rf"[\w-]{{1,30}} \((?:co-?)?{ROLE}\)|"
    rf"say (?:\w+ly|slowly|this|now)|(?:say|if late)(?:, [\w’' ]{{1,30}}| \([^()]{{1,30}}\))|cues?|[🗣🎤🎙🎬📣]\ufe0f?)"
    r"(?:(?P=mark) ?[:：]|[:：](?P=mark))(?:(?<=：)| |$)"
)
DASHED = re.compile(rf"(?i)(?P<label>{SAID}) ?[-–—→] (?=\S)")
# Where others speak as well, it is a play or a dialogue.
SPEAKER = re.compile(rf"{MARKS}[A-ZÄÖÜÉÈÀ][\w'’-]{{0,20}}(?: [A-Z][\w'’-]{{0,20}})?{MARKS} ?[:：]")
LONGEST_LABEL = 90
SIGNS = re.compile("[:：|–—→-]")  # without one of these a line has no label


def say_doubts(lines: Sequence[Line], report: Report) -> None:
    """W248 and W249 for the paragraphs of one body."""
    texts = [(n, line) for n, line in enumerate(lines) if line.kind is Is.TEXT]
    begins = [line for n, line in texts if n == 0 or lines[n - 1].kind is not Is.TEXT]
    play = sum(bool(SPEAKER.match(line.content)) for _, line in texts) > 1
    for line in begins:
        head = line.content[:LONGEST_LABEL]
        if report.told(line.path, line.number) or not SIGNS.search(head) or "____" in line.text:
            continue
        colon = ":" in head or "：" in head or head[:1] == "|"
        if colon and (found := STEP.match(line.content)):
            report.add("W248", line.place(), title=(found["step"] or line.content).rstrip(' |]”"'))
        elif not play and (found := (colon and LABEL.match(line.content)) or DASHED.match(line.content)):
            report.add("W249", line.place(line.start, line.start + len(found[0].rstrip())), label=found["label"])
