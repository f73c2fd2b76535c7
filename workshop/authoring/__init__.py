"""The author's room: the folder of scripts, the desk they are written at, and how they will look."""
