"""strace: whether it works here, how it is told what to strike, and striking a program that runs."""

import functools
import os
import select
import shutil
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

HANG_LIMIT_S = 30.0


@functools.cache
def missing() -> str:
    """Why nothing can be traced here; empty where it can."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    tried = subprocess.run(
        ["strace", "-f", "-qq", "-e", "trace=write", "-e", "inject=write:error=EIO:when=9", "true"],
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if tried.returncode == 0 else f"strace may not trace here: {tried.stderr.strip()}"


@functools.cache
def missing_attachment() -> str:
    """Why no running program can be traced here (Yama lets users trace what they start, and no more)."""
    if reason := missing():
        return reason
    with subprocess.Popen(["sleep", "60"]) as sleeper:
        try:
            with _attached(sleeper.pid, ["-e", "trace=write"], ()):
                return ""
        except AssertionError as error:
            return str(error)
        finally:
            sleeper.kill()


def needs_attachment(test: object) -> pytest.MarkDecorator:
    """Marks tests that skip where no running program can be traced."""
    reason = missing_attachment()
    return pytest.mark.skipif(bool(reason), reason=reason or "strace works")(test)  # type: ignore[operator]


def needs_strace(test: object) -> pytest.MarkDecorator:
    """Marks tests that skip where nothing can be traced."""
    reason = missing()
    return pytest.mark.skipif(bool(reason), reason=reason or "strace works")(test)  # type: ignore[operator]


def recording(names: Sequence[str]) -> list[str]:
    """Options that write every call of these names, with paths."""
    return ["--seccomp-bpf", "-y", "-e", f"trace={','.join(names)}"]


def striking(name: str, number: int, how: str) -> list[str]:
    """Options that strike one call: `how` is `signal=SIGKILL` or `error=ENOSPC`."""
    # WORKAROUND strace 6.1: with --seccomp-bpf it never injects a signal.
    fast = [] if how.startswith("signal") else ["--seccomp-bpf"]
    return [*fast, "-y", "-e", f"trace={name}", "-e", f"inject={name}:{how}:when={number}"]


@contextmanager
def failing(
    pid: int, names: Sequence[str], error: str, paths: Sequence[Path] = (), when: str = "1+"
) -> Iterator[None]:
    """Until the end of the block, calls of a running program fail: those on `paths`, or all.

    `when` counts from now, in each thread; `1+` is every one.
    """
    options = ["-e", f"trace={','.join(names)}", "-e", f"inject={','.join(names)}:error={error}:when={when}"]
    with _attached(pid, options, paths):
        yield


@contextmanager
def pretending(pid: int, names: Sequence[str]) -> Iterator[None]:
    """Until the end of the block, calls of a running program do nothing and say that all went well."""
    options = ["-e", f"trace={','.join(names)}", "-e", f"inject={','.join(names)}:retval=0"]
    with _attached(pid, options, ()):
        yield


@contextmanager
def killing(pid: int, name: str, number: int, paths: Sequence[Path] = ()) -> Iterator[None]:
    """A running program is killed before a thread's `number`-th such call from now, if it comes so far."""
    options = ["-e", f"trace={name}", "-e", f"inject={name}:signal=SIGKILL:when={number}"]
    with _attached(pid, options, paths):
        yield


@contextmanager
def _attached(pid: int, options: Sequence[str], paths: Sequence[Path]) -> Iterator[None]:
    only = [part for path in paths for part in ("-P", str(path))]
    command = ["strace", "-f", "-p", str(pid), "-o", os.devnull, *options, *only]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as tracer:
        try:
            assert tracer.stderr
            ready, _, _ = select.select([tracer.stderr], [], [], HANG_LIMIT_S)
            line = tracer.stderr.readline() if ready else ""
            assert "attached" in line, f"strace did not attach: {line}"
            yield
        finally:
            # SIGTERM makes it let go of the program, which goes on.
            tracer.send_signal(signal.SIGTERM)
            try:
                tracer.communicate(timeout=HANG_LIMIT_S)
            finally:
                tracer.kill()
