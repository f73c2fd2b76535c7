"""Every message there is. E codes are errors, W codes are warnings."""

from .answers import ANSWERS
from .care import CARE
from .files import FILES
from .headings import HEADINGS
from .lookalikes import LOOKALIKES
from .media import MEDIA
from .references import REFERENCES
from .settings import SETTINGS
from .tasks import TASKS
from .times import TIMES
from .wording import Wording

__all__ = ["CODES", "Wording"]

CODES: dict[str, Wording] = {
    **HEADINGS,
    **FILES,
    **SETTINGS,
    **ANSWERS,
    **LOOKALIKES,
    **TASKS,
    **REFERENCES,
    **MEDIA,
    **TIMES,
    **CARE,
}
