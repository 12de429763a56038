"""Outcomes of Pump, provably fair.

The key of an HMAC-SHA256 is the server seed's text, its message `client_seed:nonce:cursor`. Four
bytes make one float in [0, 1). Positions 0 to 24 are drawn without replacement, one for each pop;
the lowest one drawn is the number of safe pumps, and the difficulty's table turns that into the
multiplier that the round reached.
"""

import hashlib
import struct
from collections.abc import Callable

_Digests = Callable[[int], bytes]
_SafePumps = Callable[[int], int]

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
HIGHEST_MULTIPLIER = max(table[-1] for table in MULTIPLIERS.values())
"""No round of any difficulty reaches more."""
"""Multiplier by number of safe pumps, by difficulty."""


def hash_server_seed(server_seed: str) -> str:
    """The commitment to a server seed that is shown before it is revealed: SHA-256 of its text."""
    return hashlib.sha256(server_seed.encode()).hexdigest()


class SeedPairOutcomes:
    """The outcomes of one revealed seed pair, whose HMAC key is prepared once.

    Each draw takes one float u of 32 bits and chooses index floor(u * positions left) among the positions
    that are left. The lowest position drawn is the lowest index: an index under the lowest position so far
    has no drawn position below it, so it is that position; any other one is above. So no list is kept, and
    u * n >> 32 is the floor exactly.
    """

    def __init__(self, server_seed: str, client_seed: str) -> None:
        key = server_seed.encode()
        if len(key) > _BLOCK_BYTES:
            key = hashlib.sha256(key).digest()
        key = key.ljust(_BLOCK_BYTES, b"\0")
        self._inner = hashlib.sha256(key.translate(_INNER_PAD))
        self._inner.update(f"{client_seed}:".encode())
        self._outer = hashlib.sha256(key.translate(_OUTER_PAD))

    def of(self, difficulty: str) -> Callable[[int], int]:
        """What gives the number of safe pumps of a nonce (from 0 on); for many nonces, ask once for it.

        Raises:
            KeyError: no such difficulty.
        """
        return _DRAWS[difficulty](self._digests(0), self._digests(1))

    def digest(self, nonce: int, cursor: int) -> bytes:
        """HMAC-SHA256 of `client_seed:nonce:cursor` under the server seed: 32 bytes, eight draws."""
        return self._digests(cursor)(nonce)

    def _digests(self, cursor: int) -> _Digests:
        new_inner, new_outer = self._inner.copy, self._outer.copy
        message = b"%%d:%d" % cursor

        def digest(nonce: int) -> bytes:
            inner = new_inner()
            inner.update(message % nonce)
            outer = new_outer()
            outer.update(inner.digest())
            return outer.digest()

        return digest


def safe_pumps(server_seed: str, client_seed: str, nonce: int, difficulty: str) -> int:
    """How many pumps the round survives; of many rounds, ask `SeedPairOutcomes`.

    Raises:
        KeyError: no such difficulty.
    """
    return SeedPairOutcomes(server_seed, client_seed).of(difficulty)(nonce)


def multiplier(server_seed: str, client_seed: str, nonce: int, difficulty: str) -> float:
    """The multiplier that the round reaches; errors as in `safe_pumps`."""
    return MULTIPLIERS[difficulty][safe_pumps(server_seed, client_seed, nonce, difficulty)]


# Comparing one by one, not by min, saves a quarter of what is not hashing; so does unrolling.


def _easy(first: _Digests, _second: _Digests) -> _SafePumps:
    def safe_pumps_of(nonce: int) -> int:
        (a,) = _ONE(first(nonce))
        return a * 25 >> 32

    return safe_pumps_of


def _medium(first: _Digests, _second: _Digests) -> _SafePumps:
    def safe_pumps_of(nonce: int) -> int:
        a, b, c = _THREE(first(nonce))
        lowest = a * 25
        if (b := b * 24) < lowest:
            lowest = b
        if (c := c * 23) < lowest:
            lowest = c
        return lowest >> 32

    return safe_pumps_of


def _hard(first: _Digests, _second: _Digests) -> _SafePumps:
    def safe_pumps_of(nonce: int) -> int:
        a, b, c, d, e = _FIVE(first(nonce))
        lowest = a * 25
        if (b := b * 24) < lowest:
            lowest = b
        if (c := c * 23) < lowest:
            lowest = c
        if (d := d * 22) < lowest:
            lowest = d
        if (e := e * 21) < lowest:
            lowest = e
        return lowest >> 32

    return safe_pumps_of


def _expert(first: _Digests, second: _Digests) -> _SafePumps:
    def safe_pumps_of(nonce: int) -> int:
        a, b, c, d, e, f, g, h = _EIGHT(first(nonce))
        lowest = a * 25
        if (b := b * 24) < lowest:
            lowest = b
        if (c := c * 23) < lowest:
            lowest = c
        if (d := d * 22) < lowest:
            lowest = d
        if (e := e * 21) < lowest:
            lowest = e
        if (f := f * 20) < lowest:
            lowest = f
        if (g := g * 19) < lowest:
            lowest = g
        if (h := h * 18) < lowest:
            lowest = h
        if lowest < _TO_1:
            return 0  # nothing is lower: the second digest is not needed
        a, b = _TWO(second(nonce))
        if (a := a * 17) < lowest:
            lowest = a
        if (b := b * 16) < lowest:
            lowest = b
        return lowest >> 32

    return safe_pumps_of


_DRAWS = {"easy": _easy, "medium": _medium, "hard": _hard, "expert": _expert}
_TO_1 = 1 << 32
_BLOCK_BYTES = 64
_INNER_PAD, _OUTER_PAD = (bytes(byte ^ pad for byte in range(256)) for pad in (0x36, 0x5C))


def _unpacker(draws: int) -> Callable[[bytes], tuple[int, ...]]:
    return struct.Struct(f">{draws}I").unpack_from


_ONE, _TWO, _THREE, _FIVE, _EIGHT = (_unpacker(draws) for draws in (1, 2, 3, 5, 8))
