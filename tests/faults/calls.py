"""System calls of a recorded run, read from what strace wrote."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

WRITES = ("write", "pwrite64", "ftruncate", "fallocate")
"""Calls that a full disk refuses."""

SYNCS = ("fsync", "fdatasync")

FILE_CHANGING = (
    *WRITES,
    *SYNCS,
    "openat",
    *("rename", "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat"),
    *("unlink", "unlinkat", "rmdir", "mkdir", "mkdirat"),
    *("chmod", "fchmod", "fchmodat"),
)
"""Calls that change files or folders, or make the change last. Of `openat`, those that may make a file."""

_BEGINNING = re.compile(r"^(?P<thread>\d+) +(?P<name>\w+)\((?P<rest>.*)")
_PATH = re.compile(r'[<"](/[^>"]*)[>"]')


@dataclass(frozen=True, slots=True)
class Call:
    """One call: the `number`-th of its name in its thread, from 1. `text` is how strace tells it."""

    name: str
    number: int
    text: str

    @property
    def path(self) -> str:
        """The file or folder meant; of two, the last."""
        paths = _PATH.findall(self.text.partition(" = ")[0])
        return paths[-1] if paths else ""

    def __str__(self) -> str:
        return f"{self.name} {self.number} on {Path(self.path).name}"


def calls_in(trace: str, folder: Path) -> list[Call]:
    """The calls that touch `folder` or what is in it, in order.

    strace counts each thread's calls by name, so it cannot strike one whose number another thread
    reached before; such calls are left out (those of threads that start late, mostly).
    """
    reached: Counter[tuple[str, str]] = Counter()
    highest: Counter[str] = Counter()
    found = []
    for line in trace.splitlines():
        beginning = _BEGINNING.match(line)
        if beginning is None:  # a signal, an exit, or the end of a call that was told before
            continue
        thread, name, rest = beginning.group("thread", "name", "rest")
        reached[thread, name] += 1
        number = reached[thread, name]
        is_first = number > highest[name]
        highest[name] = max(highest[name], number)
        if is_first and _touches(rest, folder) and (name != "openat" or "O_CREAT" in rest):
            found.append(Call(name, number, f"{name}({rest}"))
    return found


def struck(trace: str) -> str:
    """The call at which a run was killed or made to fail; empty where it never came so far."""
    lines = trace.splitlines()
    failed = [line for line in lines if line.endswith("(INJECTED)")]
    if failed:
        return failed[0]
    if not any("killed by SIGKILL" in line for line in lines):
        return ""
    begun = [line for line in lines if _BEGINNING.match(line)]
    return begun[-1] if begun else ""


def _touches(text: str, folder: Path) -> bool:
    return any(f"{start}{folder}{end}" in text for start in '<"' for end in '/">')


def kinds(calls: Iterable[Call]) -> Counter[str]:
    """How many calls there are of each name."""
    return Counter(call.name for call in calls)
