"""The frozen program as a process, in an environment that has nothing of this one."""

import os
import re
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx

from tests.bets import TOKEN
from tests.http_client import free_port
from tests.waiting import wait_until

LIMIT_S = 120

LOGGED = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} INFO liveapp\.")
"""How a line of the log begins that tells of nothing wrong."""


def environment(home: Path, variables: Mapping[str, str] | None = None) -> dict[str, str]:
    """What a desktop gives a program, and no more: nothing of the virtual environment, and no Python."""
    return {"HOME": str(home), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", **(variables or {})}


class BuiltProgram:
    """The program's file, with the folders it is run in."""

    def __init__(self, file: Path, folder: Path) -> None:
        self.file = file
        self.home = folder / "home"
        self.working_folder = folder / "somewhere else"
        self.data = folder / "Daten für Łódź 数据"
        self.home.mkdir()
        self.working_folder.mkdir()

    def run(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run to the end, with the data folder."""
        return subprocess.run(
            [self.file, *arguments],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=LIMIT_S,
            env=environment(self.home, {"LIVEAPP_DATA_DIR": str(self.data)}),
            cwd=self.working_folder,
            check=False,
        )

    def result(self, *arguments: str) -> str:
        """What a command prints that does well, and says nothing else."""
        run = self.run(*arguments)
        assert (run.returncode, run.stderr) == (0, "")
        return run.stdout


class Running:
    """The program with its receiver, with a window or without."""

    def __init__(
        self,
        program: BuiltProgram,
        arguments: Sequence[str],
        variables: Mapping[str, str],
        *,
        has_streams: bool,
    ) -> None:
        port = free_port()
        self.url = f"http://127.0.0.1:{port}"
        self._said = program.home / "said.txt"
        self._errors = program.home / "errors.txt"
        with self._said.open("w") as said, self._errors.open("w") as errors:
            self.process = subprocess.Popen(
                [program.file, "--data-dir", program.data, "--port", str(port), "--token", TOKEN, *arguments],
                stdout=said,
                stderr=errors,
                env=environment(program.home, variables),
                cwd=program.working_folder,
                # A program on Windows that is no console's has no standard streams.
                preexec_fn=None if has_streams else close_streams,
            )
        self.client = httpx.Client(base_url=self.url, headers={"X-Ingest-Token": TOKEN}, timeout=LIMIT_S)

    @property
    def said(self) -> str:
        """What it wrote to standard output."""
        return self._said.read_text(encoding="utf-8")

    @property
    def errors(self) -> str:
        """What it wrote to standard error."""
        return self._errors.read_text(encoding="utf-8")

    @property
    def complaints(self) -> list[str]:
        """What standard error holds beside the log of what went well."""
        return [line for line in self.errors.splitlines() if not LOGGED.match(line)]

    def wait_until_it_receives(self) -> None:
        """Until it answers; fails where it ends before."""
        wait_until(self._receives, "it does not receive")

    def post(self, payload: Any) -> Any:
        """What the receiver answers to a bet, or to a batch."""
        return self.client.post("/live/ingest", json=payload).raise_for_status().json()

    def ask(self, path: str) -> Any:
        """What the receiver answers."""
        return self.client.get(path).raise_for_status().json()

    def has_loaded(self, library: str) -> bool:
        """Whether a file with this in its path is among those that the process has in its memory."""
        return library in Path(f"/proc/{self.process.pid}/maps").read_text(encoding="utf-8")

    def children_worked_ticks(self) -> int:
        """Processor time of its processes that have ended, its worker processes'."""
        after_name = (
            Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        )
        return int(after_name[13]) + int(after_name[14])

    def stop(self) -> int:
        """Have it end as a session does; the exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(LIMIT_S)

    def close(self) -> None:
        """Make sure that nothing is left of it."""
        self.client.close()
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def _receives(self) -> bool:
        assert self.process.poll() is None, self.errors
        with suppress(httpx.TransportError):
            return self.client.get("/healthz").status_code == httpx.codes.OK
        return False


def close_streams() -> None:
    """Take its standard streams from a process that begins."""
    for number in range(3):
        os.close(number)
