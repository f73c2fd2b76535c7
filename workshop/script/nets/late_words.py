"""What is left out when time runs short, said without a label: `Wenn es spät wird, lassen wir das weg.`

Three things together, in any language: a condition, a word for being late, and a word for leaving out. Each alone is
prose: "If you are late, come in quietly."
"""

import re

IF = (
    r"(?:if|when|in case|wenn|falls|sollte(?:n|st)?|bei|si|s['’]|quand|en cas|se|quando|caso|in caso|cuando|en caso|"
    r"als|indien|wanneer|bij|jeśli|jeżeli|gdy|gdyby|w razie|przy)"
)
LATE = (
    r"(?:late|behind|short|running out|no time|little time|spät|verspät\w*|knapp|verzug|hinterher|zeitnot|retards?|"
    r"tard|manque|court|tarde|retras\w*|falta|poco tiempo|ritardo|tardi|poco tempo|manca|laat|vertraging|krap|"
    r"uitlo\w+|atras\w*|pouco tempo|późno|późni\w*|opóźnieni\w*|spóźni\w*|brak\w* czasu|mało czasu)"
)
DROP = (
    r"(?:skip\w*|drop|leave (?:\w+ ){0,2}out|cut|shorten|omit|weglassen|weg|kürzen|überspringen|streichen|auslassen|"
    r"entfällt|entfallen|saut(?:er|ez|ons)|pass(?:er|ez|ons)|raccourci\w*|supprim\w*|omett\w*|abrég\w*|salt(?:ar|arse|a|amos)|"
    r"omit(?:ir|imos)|acort\w*|suprim\w*|quitar|saltare|saltiamo|omettere|accorci\w*|tagliare|togliere|overslaan|slaan|"
    r"weglaten|inkorten|schrappen|vervalt|pul(?:ar|amos)|encurt\w*|cortar|pomin\w*|pomij\w*|skróci\w*|opuś\w*)"
)
LATE_LINE = re.compile(
    rf"(?i){IF}\b[^.!?]{{0,40}}\b{LATE}\b[^.!?]{{0,30}}?[,;:–—-]? (?:[^.!?]{{0,60}} )?{DROP}\b|"
    rf"{IF}\b[^.!?]{{0,20}}\b{LATE}\b:? {DROP}\b|"
    rf"(?:{DROP})\b[^.!?]{{0,20}}\b{IF}\b[^.!?]{{0,30}}\b{LATE}\b|"
    r"(?:إذا|إن|لو|عند)[^.!؟]{0,30}(?:تأخر|الوقت)[^.!؟]{0,30}(?:تجاوز|احذف|نحذف|تخط|نتخط|اختصر)|"
    r"(?:遅れ|時間が(?:ない|足りない|なけれ)|押し)[^。！？]{0,20}(?:省|飛ば|カット|短縮|なし)"
)
