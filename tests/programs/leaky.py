"""`workshop` with one rule of privacy taken out, which a test must miss: LEAK=group python leaky.py serve."""

import os
import sys
from pathlib import Path

from workshop import cli, engine

sys.path.append(str(Path(__file__).parents[2]))
from tests.support.leaks import take_out

patch = engine.patch


def patch_and_leak(mode: str = "eventlet") -> None:
    patch(mode)
    take_out(os.environ["LEAK"])


engine.patch = patch_and_leak
cli.main()
