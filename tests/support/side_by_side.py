"""What runs beside what: browsers work the machine while most of the other tests wait, so they run together."""

from xdist.scheduler import LoadFileScheduling
from xdist.workermanage import WorkerController

BROWSER = "tests/browser/"
# The longest of either kind: begun last, one of them would still run when all others are done.
FIRST = (
    "tests/browser/test_editor.py",
    "tests/browser/test_screens.py",
    "tests/browser/test_at_hand.py",
    "tests/browser/test_participant.py",
    "tests/browser/test_stage.py",
    "tests/browser/test_answering.py",
    "tests/attack/test_two_thousand_workshops.py",
    "tests/rehearsal/test_rehearse.py",
    "tests/engine/test_engine.py",
    "tests/attack/test_random_rooms.py",
    "tests/sharing/test_processes.py",
    "tests/script/test_damage.py",
    "tests/chaos/test_kill.py",
    "tests/web/test_behind_proxies.py",
    "tests/sharing/test_spread.py",
    "tests/attack/test_server.py",
)
AT_A_TIME = 2  # files with browsers: more of them make one another slow, and with them every test that waits


class SideBySide(LoadFileScheduling):
    """Gives out whole files, the longest first: at most two with browsers at a time while others are left."""

    def _assign_work_unit(self, node: WorkerController) -> None:
        """The base gives out what comes first."""
        wanted = self._browsers_beside(node) < AT_A_TIME
        chosen = min((file for file in self.workqueue if file.startswith(BROWSER) is wanted), key=_turn, default=None)
        if chosen:
            self.workqueue.move_to_end(chosen, last=False)
        super()._assign_work_unit(node)

    def _browsers_beside(self, node: WorkerController) -> int:
        """How many others are at it."""
        others = [work for other, work in self.assigned_work.items() if other is not node]
        return sum(any(_is_open(file, tests) for file, tests in work.items()) for work in others)


def _turn(file: str) -> int:
    """All but the longest have the same, and keep their order."""
    return FIRST.index(file) if file in FIRST else len(FIRST)


def _is_open(file: str, tests: dict[str, bool]) -> bool:
    return file.startswith(BROWSER) and not all(tests.values())
