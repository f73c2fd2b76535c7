"""The session script: text in, a `Script` and messages out. Pure but for `read_file`.

What others use is here; how it is done is in the modules beside.
"""

from .files import read_file
from .messages import as_data, as_json, explain, render
from .reading import is_script, read, read_step
from .writing import write_step

__all__ = ["as_data", "as_json", "explain", "is_script", "read", "read_file", "read_step", "render", "write_step"]
