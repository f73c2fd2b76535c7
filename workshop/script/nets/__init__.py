"""What looks like machinery and is none: people would read it as text, so each of these nets says it at its line."""
