"""Handing the ingest token to a browser extension: a code that is shown is entered there."""

import hmac
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from liveapp.domain.clock import now_us

CODE_DIGITS = 6

SHOWN_FOR_S = 60.0
"""How long a code can be entered."""

TRIES = 5
"""So many wrong codes end a pairing."""


@dataclass(frozen=True, slots=True)
class PairingTried:
    """A code was entered while one was shown. `tries_left` is 0 once the shown one is dead.

    `origin` and `client` say who tried, in short texts that hold no character that could not be seen;
    None where it was not told. What was entered is not repeated.
    """

    is_right: bool
    tries_left: int
    origin: str | None
    client: str | None
    tried_us: int


class PairingOutcome(Enum):
    """How a try ended."""

    RIGHT = auto()
    WRONG = auto()
    NONE_UNDER_WAY = auto()


class Pairing:
    """At most one code at a time: right once, dead after `TRIES` wrong ones or `SHOWN_FOR_S`.

    Any thread. `on_tried` hears of the tries in their order, before they are answered; it must return quickly
    and not call back. `clock_s` is monotonic; `draw` gives a random number below the given one.
    """

    def __init__(
        self,
        on_tried: Callable[[PairingTried], None],
        clock_s: Callable[[], float] = time.monotonic,
        clock_us: Callable[[], int] = now_us,
        draw: Callable[[int], int] = secrets.randbelow,
    ) -> None:
        self._on_tried = on_tried
        self._clock_s = clock_s
        self._clock_us = clock_us
        self._draw = draw
        self._lock = threading.Lock()
        self._code: str | None = None
        self._tries_left = 0
        self._ends_s = 0.0

    def begin(self) -> str:
        """A new code to show, from now on the only one."""
        code = f"{self._draw(10**CODE_DIGITS):0{CODE_DIGITS}d}"
        with self._lock:
            self._code = code
            self._tries_left = TRIES
            self._ends_s = self._clock_s() + SHOWN_FOR_S
        return code

    def end(self) -> None:
        """No code is shown any more."""
        with self._lock:
            self._code = None

    def attempt(self, code: str, origin: str | None, client: str | None) -> PairingOutcome:
        """Somebody entered a code; `origin` and `client` are told on as they are."""
        with self._lock:
            if self._code is None or self._clock_s() >= self._ends_s:
                self._code = None
                return PairingOutcome.NONE_UNDER_WAY
            # As bytes: comparing text that is not ASCII raises.
            is_right = hmac.compare_digest(code.encode("utf-8", "surrogatepass"), self._code.encode())
            self._tries_left = 0 if is_right else self._tries_left - 1
            if self._tries_left == 0:
                self._code = None
            self._on_tried(PairingTried(is_right, self._tries_left, origin, client, self._clock_us()))
        return PairingOutcome.RIGHT if is_right else PairingOutcome.WRONG
