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

# Has a pool compute a round, and says who computed it, with what.
USE_A_POOL = f"""
import json, os, sys
from liveapp.domain.right_of_way import RightOfWay
from liveapp.jobs.process_pool import WORTH_WORKERS, computed

class Control:
    def report(self, progress): pass
    def pause(self, duration_s): pass

SYSTEM = "__import__('sys')."
QUESTIONS = dict(
    result="__import__('liveapp.domain.pump').domain.pump.multiplier(*{ROUND!r})",
    worker="__import__('os').getpid()",
    executable=SYSTEM + "executable",
    frozen="hasattr(" + SYSTEM[:-1] + ", 'frozen')",
    modules="sorted(" + SYSTEM + "modules)",
    library_path="__import__('os').environ.get('LD_LIBRARY_PATH')",
)
answers = computed(eval, QUESTIONS.values(), WORTH_WORKERS, RightOfWay(), Control())
print(json.dumps(dict(zip(QUESTIONS, answers), parent=os.getpid())), flush=True)
answers.close()
"""

WHAT_WORKERS_LOAD = ("liveapp", "liveapp.domain", "liveapp.jobs", "liveapp.jobs.worker_process")
WHAT_THEY_DO_WITHOUT = ("PySide6", "peewee", "pydantic", "bottle", "waitress", "sqlite3", "http")

# A worker has its parent's tracker; without it, it starts one of its own, frozen as it is.
FORGET_THE_TRACKER = "from multiprocessing import resource_tracker as t; t._resource_tracker._fd = None"

# Python loads this before the program: its command then uses a pool, and nothing else of it changes.
SITECUSTOMIZE = f"""
import sys

def main():
    exec({USE_A_POOL!r}, {{}})
    return 0

if "--multiprocessing-fork" not in sys.orig_argv:
    import liveapp.cli
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
        # Left to itself Python has every worker load this again: it spares them a module of a package only.
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
    assert heavy(said["modules"]) == []


def heavy(modules: list[str]) -> list[str]:
    """What of the program, or of what it is made of, a worker would better do without."""
    of_program = [name for name in modules if name.partition(".")[0] == "liveapp"]
    too_much = [
        name
        for name in of_program
        if name not in WHAT_WORKERS_LOAD and not name.startswith("liveapp.domain.")
    ]
    return too_much + [name for name in WHAT_THEY_DO_WITHOUT if name in modules]


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
    assert heavy(said["modules"]) == []
    assert Path(said["executable"]) == program
    # Programs that it starts look for libraries where the system has them.
    assert said["library_path"] == os.environ.get("LD_LIBRARY_PATH")
