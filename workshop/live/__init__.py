"""Load, decide, record, tell: one running session, whatever asks for it."""
