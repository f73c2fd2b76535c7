"""`workshop`, whose scripts lie in an installed package, where nothing is written: python packaged.py serve."""

from workshop import cli, engine

patch = engine.patch


def patch_and_close(mode: str = "eventlet") -> None:
    patch(mode)
    from workshop.authoring.editable_library import EditableLibrary  # only now: the engine is patched before all else

    EditableLibrary.writable = property(lambda _: False)


engine.patch = patch_and_close
cli.main()
