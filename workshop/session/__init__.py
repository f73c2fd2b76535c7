"""The live session as a pure core: commands in, events out, stages to look at. Standard library only."""
