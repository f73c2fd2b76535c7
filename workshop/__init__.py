"""Workshop: live sessions from a script. Imports nothing, so that monkey-patching can come first."""

__version__ = "0.1.0"
DISTRIBUTION = "workshop-live"  # what pip installs; `workshop` on the index is somebody else's
