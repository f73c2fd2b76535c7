"""W208: words on a sheet or in a task that keep something back, where the setting says that others read it."""

import re
from collections.abc import Sequence

from workshop.util.phrases import phrase

from ..messages import Report
from ..scanner import Is, Line

OTHERS = "The setting  who sees this  decides, and says otherwise. Delete these words, or change the setting."
PHRASE = (
    r"(?:(?:only|just) (?:for )?(?:me|you|myself|yourself)|for (?:me|myself|you|yourself)(?: only| alone)?|"
    r"for my eyes only|"
    r"private|secret|confidential|not (?:to be )?(?:shared|shown|sent)|not for (?:the )?\w+|"
    r"(?:don['’]t|do not) (?:share|show|send)|(?:no ?one|nobody)(?: else)? (?:sees|reads|will (?:see|read))|"
    r"stays? (?:here|with (?:me|you)|private|secret)|"
    r"nur (?:für )?(?:mich|dich|sie|ich)|bleibt (?:hier|bei (?:mir|dir|ihnen))|nicht (?:teilen|zeigen|weitergeben)|"
    r"(?:niemand|keiner) (?:sieht|liest)|privat|geheim|vertraulich|"
    r"(?:(?:seulement|juste|rien que) )?pour (?:moi|toi|vous)(?: seule?(?:ment)?)?|moi seule?|"
    r"ne pas (?:partager|montrer)|personne ne (?:lit|voit)|reste ici|privée?|confidentiel(?:le)?|"
    r"s[oó]lo (?:para |per )?(?:m[ií]|ti|me|te|yo|io)|no compartir|nadie (?:lee|ve)|privad[oa]|confidencial|"
    r"non condividere|nessuno (?:legge|vede)|privat[oa]|riservat[oa]|"
    r"alleen (?:voor )?(?:mij|mezelf|jou|ik)|niet delen|niemand (?:leest|ziet)|vertrouwelijk|"
    r"(?:só|apenas) (?:para )?(?:mim|você|eu)|não (?:par|compar)tilhar|ninguém (?:lê|vê)|"
    r"tylko (?:dla )?(?:mnie|ciebie|ja)|nie udostępniać|nikt nie (?:czyta|widzi)|prywatne|poufne|"
    r"(?:لي|أنا) فقط|خاص|لا أحد (?:يقرأ|يرى)|自分だけ|非公開|誰も(?:見|読)ません)"
)
LOCK = re.compile("[🔒🔐🔏🙈🤫🤐]")
# (for me) · *only me* · ____ – don't share; at the end of a line also where a bracket was lost.
BESIDE = re.compile(
    rf"(?i)[(\[{{（［][^()\[\]_]{{0,25}}?(?<!\w)(?P<who>{PHRASE})(?!\w)|"
    rf"[*_]{{1,3}}(?P<bold>{PHRASE})[.!]?[*_]{{1,3}}(?!\w)|____[^\w]{{0,3}}[–—:-] ?(?P<dashed>{PHRASE})[^\w]{{0,3}}$|"
    rf"(?<!\w)(?P<behind>{PHRASE})[)\]）］]\s*$"
)
AHEAD = re.compile(rf"(?i)[^\w]{{0,6}}(?P<who>{PHRASE})\s?[)\]）］*_]{{0,3}}\s?[:：–—-]")
ALONE = re.compile(
    rf"(?i)[^\w]{{0,6}}(?:(?:the |all )?(?:next|following|rest)(?: one| part| line| question)?s? (?:is|are) )?"
    rf"(?P<who>{PHRASE})[^\w]{{0,6}}$"
)


def said(words: str) -> str:
    """What keeps a line back; "" where nothing does."""
    if lock := LOCK.search(words):
        return lock[0]
    found = ALONE.match(words) or AHEAD.match(words) or BESIDE.search(words)
    return next((who for who in found.groups() if who), "") if found else ""


def say_kept_back(lines: Sequence[Line], report: Report) -> None:
    """For the lines of a sheet whose answers others read."""
    for line in lines:
        readable = line.kind in (Is.TEXT, Is.BULLET, Is.NUMBER) or line.level >= 4
        if readable and not report.told(line.path, line.number) and (words := said(line.content)):
            report.add("W208.words", line.place(), written=words, cure=phrase(OTHERS))
