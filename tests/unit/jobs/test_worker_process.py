"""A worker loads little, stands back, and ends with the program however that ends."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

import pytest

from liveapp.jobs.worker_process import NICENESS, Task, Worker, can_stand_back
from tests.processes import end_soon

HANG_LIMIT_S = 30.0
CHECKOUT = Path(__file__).parents[3]
MAIN = sys.modules["__main__"]

# A script without a guard: whoever loaded it again as `__main__` would start workers without end.
PROGRAM = """
import os, sys, time
from liveapp.jobs.worker_process import Task, Worker

worker = Worker(eval)
worker.hand(Task("__import__('os').getpid()"))
print(worker.answers.recv()[0], flush=True)
worker.hand(Task("__import__('time').sleep(3600)"))
time.sleep(3600)
"""


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker(eval)
    yield worker
    worker.end()


def asked(worker: Worker, expression: str) -> Any:
    task = Task[str, Any](expression)
    worker.hand(task)
    assert wait([worker.answers], HANG_LIMIT_S)
    worker.take_answer()
    assert task.is_done
    return task.answer()


def test_a_worker_loads_the_domain_at_most(worker: Worker) -> None:
    assert "liveapp.cli" in sys.modules or "PySide6" in sys.modules or "peewee" in sys.modules
    modules = asked(worker, "sorted(__import__('sys').modules)")
    loaded = {name for name in modules if name.partition(".")[0] == "liveapp"}
    assert loaded == {"liveapp", "liveapp.jobs", "liveapp.jobs.worker_process"}
    assert not {"PySide6", "peewee", "pydantic", "bottle", "waitress", "sqlite3"}.intersection(modules)


def test_a_worker_has_nothing_of_the_program_as_its_main_module(worker: Worker) -> None:
    assert asked(worker, "getattr(__import__('sys').modules['__main__'], '__file__', None)") is None


def test_this_process_keeps_its_main_module(worker: Worker) -> None:
    assert sys.modules["__main__"] is MAIN


@pytest.mark.skipif(not can_stand_back(), reason="the system has no niceness")
def test_a_worker_stands_back_behind_the_program(worker: Worker) -> None:
    assert asked(worker, "__import__('os').nice(0)") == min(19, os.nice(0) + NICENESS)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl-C otherwise")
def test_an_interrupt_from_the_terminal_is_nothing_to_a_worker(worker: Worker) -> None:
    os.kill(asked(worker, "__import__('os').getpid()"), signal.SIGINT)
    assert asked(worker, "1 + 1") == 2


def test_an_interrupt_is_still_something_to_this_process(worker: Worker) -> None:
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def test_an_error_is_an_answer_and_the_worker_goes_on(worker: Worker) -> None:
    with pytest.raises(ZeroDivisionError):
        asked(worker, "1 / 0")
    assert asked(worker, "2") == 2


def test_ending_a_worker_that_is_busy_takes_no_time_and_leaves_no_process() -> None:
    worker = Worker(eval)
    pid = asked(worker, "__import__('os').getpid()")
    worker.hand(Task[str, Any]("__import__('time').sleep(3600)"))
    worker.end()
    assert end_soon([pid])


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_busy_worker_ends_with_the_program(how: signal.Signals, tmp_path: Path) -> None:
    script = tmp_path / "program.py"
    script.write_text(PROGRAM, encoding="utf-8")
    program = subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
    )
    assert program.stdout
    pid = int(program.stdout.readline())
    program.send_signal(how)
    # The pipe ends once nobody has it any more: not the worker, and not what Python puts beside it.
    _, said = program.communicate(timeout=HANG_LIMIT_S)
    assert program.returncode == -how
    assert said == ""
    assert end_soon([pid])
