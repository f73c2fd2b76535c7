"""Results → files. `formats.export` is the way in; this loads nothing, for the processes that press one file."""
