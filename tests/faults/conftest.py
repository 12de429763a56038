"""The lab, and which share of a run's calls a test takes."""

import contextlib
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import pytest

from tests.faults.lab import Lab
from tests.program import Program

Item = TypeVar("Item")

TAKES_ALL = os.environ.get("FAULTS") == "all"
"""`FAULTS=all pytest -n auto tests/faults` strikes every call instead of a spread sample."""

TAKES_MORE = os.environ.get("FAULTS") == "more"
"""`FAULTS=more`, as in `.ci/run`, takes a sample of four times the plain run's size."""

ProgramFactory = Callable[..., Program]


def spread(items: Sequence[Item], count: int) -> Sequence[Item]:
    """Twice so many of the items, each from the middle of an equal part; half of `count` in the plain run."""
    count = count * 2 if TAKES_MORE else (count + 1) // 2
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
