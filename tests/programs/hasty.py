"""`workshop`, to which whoever joined and did not connect at once never came: python hasty.py serve."""

from workshop import cli, engine

patch = engine.patch


def patch_and_hurry(mode: str = "eventlet") -> None:
    patch(mode)
    from workshop.realtime import presence  # only now: the engine is patched before anything is loaded

    presence.UNSEEN_SECONDS = 0.0


engine.patch = patch_and_hurry
cli.main()
