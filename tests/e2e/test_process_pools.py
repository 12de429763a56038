"""A process pool works in the program, however it was started."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from liveapp.domain import pump
from tests.program import clean_environment

CHECKOUT = Path(__file__).parents[2]
SUFFIX = ".exe" if sys.platform == "win32" else ""
SCRIPT = Path(sys.executable).with_name(f"liveapp{SUFFIX}")

BUILT_PROGRAM = "BUILT_PROGRAM"
"""The environment variable that names a frozen program; without it the one in `dist` counts, if it is new."""

ROUND = ("server", "client", 7, "easy")
LIMIT_S = 60

# Has a pool compute a round, and says who computed it.
USE_A_POOL = f"""
import json, os, sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from liveapp.domain import pump

with ProcessPoolExecutor(1, get_context("spawn")) as pool:
    result = pool.submit(pump.multiplier, *{ROUND!r}).result()
    worker = pool.submit(os.getpid).result()
    executable = pool.submit(eval, "__import__('sys').executable").result()
    frozen = pool.submit(eval, "hasattr(__import__('sys'), 'frozen')").result()
said = dict(result=result, parent=os.getpid(), worker=worker, executable=executable, frozen=frozen)
print(json.dumps(said), flush=True)
"""

# A worker has its parent's tracker; without it, it starts one of its own, frozen as it is.
FORGET_THE_TRACKER = "from multiprocessing import resource_tracker as t; t._resource_tracker._fd = None"

# Python loads this before the program: its command then uses a pool, and nothing else of it changes.
SITECUSTOMIZE = f"""
import liveapp.cli

def main():
    exec({USE_A_POOL!r}, {{}})
    return 0

liveapp.cli.main = main
"""

# A frozen program has no door for code, but its worker processes do what they are told. So this process,
# which is not frozen, starts one as a frozen parent would; in that, a frozen process, the pool is made.
START_A_FROZEN_WORKER = f"""
import multiprocessing, sys
from multiprocessing import resource_tracker, spawn

resource_tracker.ensure_running()
sys.frozen = True
spawn.set_executable(sys.argv[1])
# Not this process's module path: a frozen process has its own.
spawn.get_preparation_data = lambda name: {{"name": name}}
code = {FORGET_THE_TRACKER + USE_A_POOL!r}
worker = multiprocessing.get_context("spawn").Process(target=exec, args=(code, {{}}))
worker.start()
worker.join()
sys.exit(worker.exitcode)
"""


def what_it_said(command: list[str], home: Path, **environment: str) -> dict[str, Any]:
    """Run to the end what prints a line of JSON."""
    run = subprocess.run(
        command,
        capture_output=True,
        text=True,
        timeout=LIMIT_S,
        env=clean_environment(home, environment),
        cwd=home,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert run.stderr == ""
    said: dict[str, Any] = json.loads(run.stdout)
    return said


@pytest.mark.parametrize(
    "command",
    [
        [sys.executable, "-m", "liveapp"],
        [str(SCRIPT)],
        # The one way in which workers load `__main__` again: as a module of a package Python spares them it.
        [sys.executable, str(CHECKOUT / "liveapp" / "__main__.py")],
    ],
    ids=["module", "script", "file"],
)
def test_a_pool_works_in_the_program_from_source(command: list[str], tmp_path: Path) -> None:
    if command == [str(SCRIPT)] and not SCRIPT.exists():
        pytest.skip(f"the command is not installed: there is no {SCRIPT}")
    (tmp_path / "sitecustomize.py").write_text(SITECUSTOMIZE, encoding="utf-8")
    said = what_it_said(command, tmp_path, PYTHONPATH=os.pathsep.join([str(tmp_path), str(CHECKOUT)]))
    assert said["result"] == pump.multiplier(*ROUND)
    assert said["worker"] != said["parent"]
    assert not said["frozen"]


def built_program() -> Path:
    """The frozen program; skips the test where there is none, or one of other sources."""
    if named := os.environ.get(BUILT_PROGRAM):
        return Path(named)
    program = CHECKOUT / "dist" / "liveapp" / f"liveapp{SUFFIX}"
    if not program.exists():
        pytest.skip("nothing is built: `pyinstaller build.spec` makes dist/liveapp")
    sources = [CHECKOUT / "build.spec", *(CHECKOUT / "liveapp").rglob("*.py")]
    if max(source.stat().st_mtime for source in sources) > program.stat().st_mtime:
        pytest.skip("dist/liveapp is older than the sources: `pyinstaller build.spec` makes it anew")
    return program


def test_a_pool_works_in_the_frozen_program(tmp_path: Path) -> None:
    program = built_program()
    said = what_it_said([sys.executable, "-c", START_A_FROZEN_WORKER, str(program)], tmp_path)
    assert said["result"] == pump.multiplier(*ROUND)
    assert said["worker"] != said["parent"]
    assert said["frozen"]
    assert Path(said["executable"]) == program
