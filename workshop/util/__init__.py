"""Small things that know nothing of workshops."""
