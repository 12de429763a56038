"""Outcomes of Pump, provably fair.

The key of an HMAC-SHA256 is the server seed's text, its message `client_seed:nonce:cursor`. Four
bytes make one float in [0, 1). Positions 0 to 24 are drawn without replacement, one for each pop;
the lowest one drawn is the number of safe pumps, and the difficulty's table turns that into the
multiplier that the round reached.
"""

import hashlib
import hmac
from collections.abc import Iterator
from itertools import count

POSITIONS = 25

POPS = {"easy": 1, "medium": 3, "hard": 5, "expert": 10}
"""How many of the 25 positions pop, by difficulty."""

# fmt: off
MULTIPLIERS: dict[str, tuple[float, ...]] = {
    "easy": (
        1.0, 1.02, 1.07, 1.11, 1.17, 1.23, 1.29, 1.36, 1.44, 1.53, 1.63, 1.75, 1.88, 2.04, 2.23, 2.45,
        2.72, 3.06, 3.5, 4.08, 4.9, 6.13, 8.17, 12.25, 24.5,
    ),
    "medium": (
        1.0, 1.11, 1.27, 1.46, 1.69, 1.98, 2.33, 2.76, 3.31, 4.03, 4.95, 6.19, 7.88, 10.25, 13.66, 18.78,
        26.83, 40.25, 64.4, 112.7, 225.4, 563.5, 2254.0,
    ),
    "hard": (
        1.0, 1.23, 1.55, 1.98, 2.56, 3.36, 4.48, 6.08, 8.41, 11.92, 17.34, 26.01, 40.46, 65.74, 112.7,
        206.62, 413.23, 929.77, 2479.4, 8677.9, 52067.4,
    ),
    "expert": (
        1.0, 1.63, 2.8, 4.95, 9.08, 17.34, 34.68, 73.21, 164.72, 400.02, 1066.73, 3200.18, 11200.65,
        48536.13, 291216.8, 3203384.8,
    ),
}
# fmt: on
"""Multiplier by number of safe pumps, by difficulty."""


def hash_server_seed(server_seed: str) -> str:
    """The commitment to a server seed that is shown before it is revealed: SHA-256 of its text."""
    return hashlib.sha256(server_seed.encode()).hexdigest()


def safe_pumps(server_seed: str, client_seed: str, nonce: int, difficulty: str) -> int:
    """How many pumps the round survives.

    Raises:
        KeyError: no such difficulty.
    """
    remaining = list(range(POSITIONS))
    floats = _floats(server_seed, client_seed, nonce)
    return min(remaining.pop(int(next(floats) * len(remaining))) for _ in range(POPS[difficulty]))


def multiplier(server_seed: str, client_seed: str, nonce: int, difficulty: str) -> float:
    """The multiplier that the round reaches; errors as in `safe_pumps`."""
    return MULTIPLIERS[difficulty][safe_pumps(server_seed, client_seed, nonce, difficulty)]


def _floats(server_seed: str, client_seed: str, nonce: int) -> Iterator[float]:
    for cursor in count():
        message = f"{client_seed}:{nonce}:{cursor}".encode()
        digest = hmac.new(server_seed.encode(), message, hashlib.sha256).digest()
        for start in range(0, len(digest), 4):
            yield int.from_bytes(digest[start : start + 4], "big") / 2**32
