"""Other processes, as tests see them."""

import contextlib
import os
import time
from collections.abc import Iterable
from pathlib import Path

HANG_LIMIT_S = 30.0


def children(of: int) -> set[int]:
    """Processes that this one has begun, and that run (Linux)."""
    found = set()
    for path in Path("/proc").glob("[0-9]*"):
        status = _status(int(path.name))
        if status and not _has_ended(status) and int(status[1]) == of:
            found.add(int(path.name))
    return found


def end_soon(pids: Iterable[int]) -> bool:
    """Whether all of these end soon, if they have not yet; their parents need not have noticed."""
    deadline_s = time.monotonic() + HANG_LIMIT_S
    while any(_runs(pid) for pid in pids):
        if time.monotonic() > deadline_s:
            return False
        time.sleep(0.01)
    return True


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return not _has_ended(_status(pid))


def _status(pid: int) -> list[str]:
    """What the system tells of a process, from its state and its parent on; nothing where it does not."""
    with contextlib.suppress(OSError):
        told = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
        return told.rpartition(")")[2].split()
    return []


def _has_ended(status: list[str]) -> bool:
    return status[:1] == ["Z"]
