"""Whole runs of a command, each on folders of its own, struck at one call."""

import compileall
import json
import os
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import liveapp
from tests.faults.calls import FILE_CHANGING, Call, calls_in, struck
from tests.faults.strace import HANG_LIMIT_S, recording, striking
from tests.program import clean_environment


@dataclass(frozen=True, slots=True)
class Command:
    """What is run: `{home}` and `{data}` in `arguments` become each run's folders.

    `prepare` gets the home before each run and fills it. `use`, for a program that listens, gets
    its base URL once it does; when it returns, the program is told to stop. `preexec` runs in the
    new process before the command.
    """

    arguments: tuple[str, ...]
    prepare: Callable[[Path], object] = lambda _home: None
    use: Callable[[str], object] | None = None
    preexec: Callable[[], object] | None = None


def liveapp_command(*arguments: str) -> tuple[str, ...]:
    """A command line of the program on a run's data folder."""
    return (sys.executable, "-m", "liveapp", *arguments, "--data-dir", "{data}")


@dataclass(frozen=True, slots=True)
class Ended:
    """A run that is over. `status` is negative where a signal ended it."""

    home: Path
    status: int
    output: str
    errors: str
    trace: str

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.home / "data"

    @property
    def struck_at(self) -> str:
        """The call that was struck, as strace tells it; empty where the run never came so far."""
        return struck(self.trace)


class Lab:
    """Runs commands below `folder`; nothing that it starts outlives the call that started it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._runs = 0
        # A module compiled in one run only would shift the numbers of the next one's calls.
        compileall.compile_dir(Path(liveapp.__file__).parent, quiet=2)

    def run(self, command: Command, tracing: Sequence[str] = ()) -> Ended:
        """Run a command to its end, under strace with the options `tracing` where there are some."""
        home = self._new_home()
        command.prepare(home)
        trace = home / "trace.txt"
        arguments = [part.format(home=home, data=home / "data") for part in command.arguments]
        if tracing:
            arguments = ["strace", "-f", "-qq", "-o", str(trace), *tracing, *arguments]
        status, output, errors = _run_to_end(arguments, home, command)
        text = trace.read_text(encoding="utf-8", errors="replace") if tracing else ""
        return Ended(home, status, output, errors, text)

    def calls(self, command: Command, names: Sequence[str] = FILE_CHANGING) -> list[Call]:
        """What a whole run does to its data folder, in order."""
        ended = self.run(command, recording(names))
        return calls_in(ended.trace, ended.data)

    def count(self, command: Command, names: Sequence[str] = FILE_CHANGING) -> int:
        """How many such calls a whole run makes on its data folder."""
        return len(self.calls(command, names))

    def killed_at(self, command: Command, call: Call) -> Ended:
        """Run it anew, killed on entering the call, which is not made."""
        return self.run(command, striking(call.name, call.number, "signal=SIGKILL"))

    def failed_at(self, command: Command, call: Call, error: str = "ENOSPC") -> Ended:
        """Run it anew; the call, and no other, fails and does nothing."""
        return self.run(command, striking(call.name, call.number, f"error={error}"))

    def forget(self, ended: Ended) -> None:
        """Remove a run's folders."""
        shutil.rmtree(ended.home)

    def _new_home(self) -> Path:
        self._runs += 1
        home = self._folder / f"run-{self._runs}"
        home.mkdir(parents=True)
        return home


def _run_to_end(arguments: Sequence[str], home: Path, command: Command) -> tuple[int, str, str]:
    process = subprocess.Popen(
        arguments,
        stdout=subprocess.PIPE,
        # No file: it could be one that may not grow.
        stderr=subprocess.PIPE,
        text=True,
        env=clean_environment(home, {"LIVEAPP_RATE_LIMIT": "0"}),
        cwd=home,
        start_new_session=True,
        preexec_fn=command.preexec,
    )
    try:
        first = _first_line(process) if command.use else ""
        if first and command.use:
            announcement = json.loads(first)
            command.use(announcement["url"])
            # The program itself: strace would only let go of it.
            _tell_to_stop(announcement["pid"])
        rest, errors = process.communicate(timeout=HANG_LIMIT_S)
    finally:
        _end_all_of(process)
    return process.returncode, first + rest, errors


def _first_line(process: "subprocess.Popen[str]") -> str:
    assert process.stdout
    ready, _, _ = select.select([process.stdout], [], [], HANG_LIMIT_S)
    assert ready, "the program neither listened nor ended"
    return process.stdout.readline()


def _tell_to_stop(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGTERM)
    except ProcessLookupError:
        return


def _end_all_of(process: "subprocess.Popen[str]") -> None:
    """End what is left of the process and of what it started."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
