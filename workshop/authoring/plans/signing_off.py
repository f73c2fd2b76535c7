"""Where a mail begins and ends.

The lines of who wrote to whom, the words it closes with, the name below them, and what stands below two dashes.
"""

import re

from .vocabulary import plain

# Without accents. Words that say nothing else close a mail by themselves; the others only before a comma.
ALWAYS = (
    r"[lvgmb]g|glg|mfg|"
    r"(?:all the |with |my )?(?:best|kind(?:est)?|warm(?:est)?) (?:wishes|regards)|yours (?:sincerely|truly)|"
    r"(?:mit )?(?:ganz )?(?:liebe|viele|beste|herzliche|schone|freundliche|sonnige)[nr]? grusse?n?|"
    r"bien (?:cordialement|a (?:vous|toi))|(?:un )?(?:cordial )?saludos?|un (?:fuerte )?abrazo|"
    r"(?:cari|cordiali|tanti) saluti|un abbraccio|(?:met )?(?:vriendelijke|hartelijke|lieve) groet(?:en|jes)?|"
    r"(?:com os )?(?:melhores )?cumprimentos|(?:um )?(?:grande )?abraco"
)
BEFORE_A_COMMA = (
    r"best|all the best|cheers|thanks|thank you|many thanks|love|regards|yours|sincerely|see you(?: \w+){0,2}|"
    r"grusse?|danke(?: \w+){0,2}|herzlich(?:st)?|bis (?:dann|bald|morgen)|cordialement|amicalement|"
    r"merci(?: \w+)?|bises|a bientot|gracias|saluti|grazie|a presto|ciao|groet(?:en|jes)?|bedankt|abracos|"
    r"obrigad[oa]"
)
ADDRESSED = re.compile(
    r"(?:from|to|cc|date|sent|von|an|kopie|datum|gesendet|de|à|envoyé|para|fecha|enviado|da|a|inviato|data|van|aan|"
    r"verzonden|od|do|wysłano|差出人|宛先|日時)\s*[:：]\s*\S",
    re.IGNORECASE,
)
SUBJECT = re.compile(r"(?:subject|betreff|objet|asunto|oggetto|onderwerp|assunto|temat|件名)\s*[:：]", re.IGNORECASE)
HEAD = re.compile(f"{ADDRESSED.pattern}|{SUBJECT.pattern}", re.IGNORECASE)
ANSWERED = re.compile(
    r"(?i)(?:> ?)?(?:on|am|le|el|il giorno|op|em|w dniu)\b.{4,90}\b(?:wrote|schrieb\b.*|a écrit|escribió|ha scritto|"
    r"schreef\b.*|escreveu|napisał\(?a?\)?)\s?:\s*$"
)
NAME = r"(?:[^\W\d_][\w.’'-]*)(?: [^\W\d_][\w.’'-]*){0,2}"
CLOSES = re.compile(rf"(?:(?:{ALWAYS})[,.!]?|(?:{BEFORE_A_COMMA}),)(?: {NAME})?")
SIGNS = re.compile(NAME)
MOST_BELOW = 12  # lines under two dashes
MOST_NAMES = 3


def heads(raw: list[str]) -> int:
    """How many lines a mail has before what it says, up to its subject: who wrote to whom, and when."""
    first = next((n for n, line in enumerate(raw) if line.strip()), 0)
    count = first
    while count < len(raw) and HEAD.match(raw[count]):
        count += 1
    subject = next((n for n in range(first, count) if SUBJECT.match(raw[n])), count)
    return subject if subject > first and ADDRESSED.match(raw[first]) else 0


def parted(raw: list[str]) -> tuple[list[str], list[str]]:
    """What the mail says, and how it ends: that says who wrote it, and is no step."""
    at = next((n for n, line in enumerate(raw) if line in ("-- ", "--")), len(raw))
    at = at if len(raw) - at <= MOST_BELOW else len(raw)
    at = _closing(raw[: _quoted(raw[:at])])
    return raw[:at], raw[at:]


def _quoted(raw: list[str]) -> int:
    """Where the mail begins that this one answers, which programs put below it; it says nothing of the plan."""
    start = next((n for n, line in enumerate(raw) if ANSWERED.match(line)), len(raw))
    return start if all(line.lstrip().startswith(">") for line in raw[start + 1 :] if line.strip()) else len(raw)


def _closing(raw: list[str]) -> int:
    """Where the closing words begin, which stand apart at the end, with at most a few names below them."""
    filled = [n for n, line in enumerate(raw) if line.strip()]
    for below, n in enumerate(reversed(filled[-MOST_NAMES - 1 :])):
        if CLOSES.fullmatch(plain(raw[n])):
            return n if below < len(filled) - 1 and not raw[n - 1].strip() else len(raw)
        if not SIGNS.fullmatch(raw[n].strip()):
            break
    return len(raw)
