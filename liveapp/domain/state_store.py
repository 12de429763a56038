"""Where something small is kept from one start to the next."""

from collections.abc import Callable
from typing import Protocol


class StateStore(Protocol):
    """One small file of the data folder. `liveapp.app` provides it. Any thread."""

    def read(self) -> bytes | None:
        """What was written last; None where nothing was; raises OSError where it cannot be read."""
        ...

    def write(self, content: bytes, is_outdated: Callable[[], bool]) -> None:
        """Replace it as a whole, unless it is outdated meanwhile. Raises OSError."""
        ...
