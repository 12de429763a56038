"""What the window and clients may know of the receiver."""

from dataclasses import dataclass
from enum import Enum

INGEST_PATH = "/live/ingest"
"""Where bots post to, below the receiver's base URL."""

PAIR_PATH = "/live/pair"
"""Where a browser extension gets the token for a code that the window shows."""


class ReceiverPhase(Enum):
    """Where the receiver is in its life."""

    STARTING = "starting"
    RECEIVING = "receiving"
    PORT_IN_USE = "port in use"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ReceiverState:
    """The receiver's phase. `url` is its base URL while it listens; `detail` says why it does not."""

    phase: ReceiverPhase
    port: int
    url: str | None = None
    detail: str = ""
