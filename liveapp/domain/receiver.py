"""What the window and clients may know of the receiver."""

from dataclasses import dataclass
from enum import Enum
from urllib.parse import urlsplit

INGEST_PATH = "/live/ingest"
"""Where bots post to, below the receiver's base URL."""

SEEDS_PATH = "/live/seeds"
"""Where server seeds that a casino has revealed are posted to."""

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


def ingest_url_of(text: str) -> str:
    """Where bots post to, from a receiver's base URL, or from that address itself, as a user gives it.

    Raises:
        ValueError: it is neither; the text says why.
    """
    url = text.strip()
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or not url.isprintable() or " " in url:
        raise ValueError(f"{text!r} is no URL such as http://127.0.0.1:17888")
    if parts.port == 0:  # raises where it is no port at all
        raise ValueError("port 0 is no port to send to")
    if "@" in parts.netloc:
        raise ValueError("a receiver's URL names no user")
    if "?" in url or "#" in url:
        raise ValueError("a receiver's URL has nothing behind its path")
    if parts.path.rstrip("/") not in ("", INGEST_PATH):
        raise ValueError(f"a receiver's URL has no path but {INGEST_PATH}")
    return f"{parts.scheme}://{parts.netloc}{INGEST_PATH}"
