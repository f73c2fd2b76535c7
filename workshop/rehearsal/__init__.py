"""A workshop tried out before anybody real takes part: simulated people over real sockets, and a report."""
