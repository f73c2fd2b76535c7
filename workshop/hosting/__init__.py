"""For whoever runs a server: what it prints, what `doctor` and `audit` look for."""
