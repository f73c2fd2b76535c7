"""`workshop`, whose phones are told after two seconds, not eight, that nobody leads: python impatient.py serve."""

from workshop import cli, engine

patch = engine.patch


def patch_and_hurry(mode: str = "eventlet") -> None:
    patch(mode)
    from workshop.realtime import leader_absence  # only now: the engine is patched before anything is loaded

    leader_absence.PATIENCE = 2.0


engine.patch = patch_and_hurry
cli.main()
