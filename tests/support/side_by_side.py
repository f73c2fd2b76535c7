"""What runs beside what: browsers work the machine while most of the other tests wait, so they run together."""

from xdist.scheduler import LoadFileScheduling
from xdist.workermanage import WorkerController

BROWSER = "tests/browser/"
AT_A_TIME = 2  # files with browsers: more of them make one another slow, and with them every test that waits


class SideBySide(LoadFileScheduling):
    """Gives out whole files, in their order: at most two with browsers at a time while others are left."""

    def _assign_work_unit(self, node: WorkerController) -> None:
        """The base gives out what comes first."""
        wanted = self._browsers_beside(node) < AT_A_TIME
        chosen = next((file for file in self.workqueue if file.startswith(BROWSER) is wanted), None)
        if chosen:
            self.workqueue.move_to_end(chosen, last=False)
        super()._assign_work_unit(node)

    def _browsers_beside(self, node: WorkerController) -> int:
        """How many others are at it."""
        others = [work for other, work in self.assigned_work.items() if other is not node]
        return sum(any(_is_open(file, tests) for file, tests in work.items()) for work in others)


def _is_open(file: str, tests: dict[str, bool]) -> bool:
    return file.startswith(BROWSER) and not all(tests.values())
