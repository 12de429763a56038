"""How much of what is tried by samples: few in the plain run, which has a limit, more in the whole check."""

import os

TAKES_ALL = os.environ.get("FAULTS") == "all"
"""`FAULTS=all`: every call is struck, not a spread sample of them."""

TAKES_MORE = TAKES_ALL or os.environ.get("FAULTS") == "more"
"""`FAULTS=more`, as in `.ci/run`: samples of several times the plain run's size."""


def histories(count: int) -> int:
    """How many random histories are played: `count` in the plain run, else four times as many."""
    return count * 4 if TAKES_MORE else count
