"""The program as its users start it: a process of its own."""

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

START_LIMIT_S = 30.0


def clean_environment(home: Path, changes: Mapping[str, str] | None = None) -> dict[str, str]:
    """This process's environment without the program's own variables, with `home` as home folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LIVEAPP_", "XDG_"))}
    return {**kept, "HOME": str(home), "QT_QPA_PLATFORM": "offscreen", **(changes or {})}


def run(
    home: Path,
    *arguments: str,
    environment: Mapping[str, str] | None = None,
    preexec: Callable[[], None] | None = None,
    interpreter_options: Sequence[str] = (),
) -> subprocess.CompletedProcess[str]:
    """The program run to its end."""
    return subprocess.run(
        [sys.executable, *interpreter_options, "-m", "liveapp", *arguments],
        capture_output=True,
        text=True,
        timeout=START_LIMIT_S,
        env=clean_environment(home, environment),
        cwd=home,
        preexec_fn=preexec,
        check=False,
    )


class Program:
    """A headless program that listens; `announcement` is its line of JSON."""

    def __init__(
        self,
        home: Path,
        *arguments: str,
        environment: Mapping[str, str] | None = None,
        preexec: Callable[[], None] | None = None,
        interpreter_options: Sequence[str] = (),
    ) -> None:
        self._errors = (home / "stderr.txt").open("a+", encoding="utf-8")
        self.process = subprocess.Popen(
            [sys.executable, *interpreter_options, "-m", "liveapp", "--headless", *arguments],
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
            env=clean_environment(home, environment),
            cwd=home,
            preexec_fn=preexec,
        )
        try:
            self.announcement: dict[str, Any] = json.loads(self._first_line())
        except BaseException:
            self.close()
            raise
        self.url: str = self.announcement["url"]

    @property
    def errors(self) -> str:
        """What the program wrote to standard error so far."""
        self._errors.seek(0)
        return self._errors.read()

    def stop(self, how: int = signal.SIGTERM, limit_s: float = 20.0) -> int:
        """Send a signal and wait; the exit status."""
        self.process.send_signal(how)
        return self.process.wait(limit_s)

    def close(self) -> None:
        """Make sure that nothing is left of it."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()
        self._errors.close()

    def _first_line(self) -> str:
        assert self.process.stdout
        ready, _, _ = select.select([self.process.stdout], [], [], START_LIMIT_S)
        line = self.process.stdout.readline() if ready else ""
        if not line:
            raise AssertionError(f"the program said nothing; standard error: {self.errors}")
        return line
