"""`workshop`, whose minutes of upkeep are two seconds: python brisk.py serve."""

from workshop import cli, engine

patch = engine.patch


def patch_and_hurry(mode: str = "eventlet") -> None:
    patch(mode)
    from workshop.realtime import upkeep  # only now: the engine is patched before anything is loaded

    upkeep.MINUTE = 2


engine.patch = patch_and_hurry
cli.main()
