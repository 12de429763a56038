"""The lab, and which share of a run's calls a test takes."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import pytest

from tests.faults.lab import Lab
from tests.program import Program
from tests.samples import TAKES_ALL, TAKES_MORE

Item = TypeVar("Item")

ProgramFactory = Callable[..., Program]


def spread(items: Sequence[Item], count: int) -> Sequence[Item]:
    """Twice so many of the items, each from the middle of an equal part; in the plain run a third."""
    count = count * 2 if TAKES_MORE else (count + 2) // 3
    if TAKES_ALL or count >= len(items):
        return items
    return [items[(2 * place + 1) * len(items) // (2 * count)] for place in range(count)]


@pytest.fixture
def lab(tmp_path: Path) -> Lab:
    """Runs commands below the test's own folder."""
    return Lab(tmp_path / "lab")


@pytest.fixture
def program_factory() -> Iterator[ProgramFactory]:
    """Starts headless programs on a home; closes all of them."""
    with contextlib.ExitStack() as stack:

        def start(home: Path, preexec: Callable[[], None] | None = None) -> Program:
            program = Program(
                home,
                *("--port", "0", "--no-token", "--data-dir", str(home / "data")),
                environment={"LIVEAPP_RATE_LIMIT": "0"},
                preexec=preexec,
            )
            stack.callback(program.close)
            return program

        yield start
