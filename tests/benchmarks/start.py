"""How long a start takes, warm, beside an empty window of Qt, and what is imported for it. Prints tables.

    python -m tests.benchmarks.start [--program PATH] [--runs N]

A window is usable once it answers as to a second start, which it does when it is shown, and its receiver
answers; reading its list takes a few milliseconds more, see the second table. Each figure is the median of
several starts, in turn with the others, of processes whose bytecode is written already. `--program` names a
frozen program, measured beside the sources. Drawn offscreen, or where `QT_QPA_PLATFORM` says. Aim: a usable
window in under 0.8 s.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication

from liveapp.app.core.options import parse_options
from liveapp.app.windowed.instance import hand_over
from liveapp.domain.bets import SeedPair
from liveapp.storage import open_store
from tests.http_client import free_port
from tests.shell import bet

AIM_S = 0.8
STREAMS = 100
LIMIT_S = 20.0
ROWS = 14

EMPTY_WINDOW = """
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([]); window = QMainWindow(); window.show(); app.processEvents()
"""

PARTS = """
import json, sys, time
begun_s = time.perf_counter()
from liveapp.app.windowed.wiring import Application
told = {"imports": time.perf_counter()}
application = Application.from_arguments(sys.argv[1:])
told["building"] = time.perf_counter()
application.start()
told["showing and listening"] = time.perf_counter()
while not application.window.panel.is_loaded:
    application.qt.processEvents()
told["reading the list"] = time.perf_counter()
application.shutdown()
moments = [begun_s, *told.values()]
print(json.dumps({name: after - before for name, before, after in zip(told, moments, moments[1:])}))
"""

_IMPORTED = re.compile(r"import time:\s+(\d+) \|\s+\d+ \|\s*(\S+)")


class Bench:
    """Starts programs on one data folder, one at a time, and measures them."""

    def __init__(self, folder: Path) -> None:
        self._data = folder / "data"
        kept = {name: value for name, value in os.environ.items() if not name.startswith("LIVEAPP_")}
        kept.pop("PYTHONDONTWRITEBYTECODE", None)
        self.environment = {**kept, "PYTHONPYCACHEPREFIX": str(folder / "bytecode")}
        self._data.mkdir()
        store = open_store(self._data / "liveapp.sqlite3")
        for number in range(STREAMS):
            seeds = SeedPair(f"{number:064x}", f"stream {number}")
            store.writer.record([bet(seeds, nonce) for nonce in range(1, 5)])
        store.close()

    def options(self, port: int) -> list[str]:
        return ["--data-dir", str(self._data), "--port", str(port)]

    def until_usable_s(self, program: Sequence[str]) -> float:
        """From the process's start until its window answers, and its receiver."""
        port = free_port()
        begun_s = time.perf_counter()
        with self._started([*program, *self.options(port)]) as process:
            self._wait(process, lambda: hand_over(self._data, parse_options([])))
            self._wait(process, lambda: _answers(port))
            return time.perf_counter() - begun_s

    def until_listening_s(self, program: Sequence[str]) -> float:
        """The same without a window, until it says where it listens."""
        begun_s = time.perf_counter()
        with self._started([*program, "--headless", *self.options(0)]) as process:
            assert process.stdout is not None
            process.stdout.readline()
            return time.perf_counter() - begun_s

    def until_ended_s(self, command: Sequence[str]) -> float:
        """From the process's start to its end."""
        begun_s = time.perf_counter()
        subprocess.run(command, env=self.environment, check=True, stdout=subprocess.DEVNULL)
        return time.perf_counter() - begun_s

    def output(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """What Python says when run so."""
        command = [sys.executable, *arguments]
        return subprocess.run(command, env=self.environment, check=True, capture_output=True, text=True)

    @contextmanager
    def _started(self, command: Sequence[str]) -> "Iterator[subprocess.Popen[str]]":
        process = subprocess.Popen(
            command, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        try:
            yield process
            process.terminate()
            process.wait(LIMIT_S)
        finally:
            process.kill()
            process.communicate()

    def _wait(self, process: "subprocess.Popen[str]", has_come: Callable[[], bool]) -> None:
        deadline_s = time.perf_counter() + LIMIT_S
        while not has_come():
            if process.poll() is not None or time.perf_counter() > deadline_s:
                sys.exit("The program never got usable")
            time.sleep(0.002)


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=LIMIT_S):
            return True
    except OSError:
        return False


def measure_starts(bench: Bench, program: Path | None, runs: int) -> None:
    programs = {"sources": [sys.executable, "-m", "liveapp"]}
    if program is not None:
        programs["frozen"] = [str(program)]
    ways: dict[str, Callable[[], float]] = {
        "an empty window of Qt": lambda: bench.until_ended_s([sys.executable, "-c", EMPTY_WINDOW])
    }
    for name, command in programs.items():
        ways[f"usable window, {name}"] = lambda command=command: bench.until_usable_s(command)
        ways[f"--headless until it listens, {name}"] = lambda command=command: bench.until_listening_s(
            command
        )
        ways[f"--version, {name}"] = lambda command=command: bench.until_ended_s([*command, "--version"])
    for way in ways.values():  # writes bytecode, and has the system hold the files in memory
        way()
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(runs):
        for name, way in ways.items():
            taken[name].append(way())
    unit_s = statistics.median(taken["an empty window of Qt"])
    print(f"{'start':44}{'median':>9}{'of an empty window':>22}")
    for name, seconds in taken.items():
        median_s = statistics.median(seconds)
        aim = f"   aim {AIM_S:.1f} s" if name.startswith("usable") else ""
        print(f"{name:44}{median_s:7.2f} s{median_s / unit_s:22.1f}{aim}")


def measure_parts(bench: Bench, runs: int) -> None:
    told = [json.loads(bench.output("-c", PARTS, *bench.options(0)).stdout) for _ in range(runs)]
    whole_s = sum(statistics.median(one[name] for one in told) for name in told[0])
    print(f"\n{'of a start from source':44}{'median':>9}{'share':>22}")
    for name in told[0]:
        median_s = statistics.median(one[name] for one in told)
        print(f"{name:44}{median_s:7.3f} s{median_s / whole_s:22.0%}")


def measure_imports(bench: Bench) -> None:
    told = bench.output("-X", "importtime", "-c", "import liveapp.app.windowed.wiring").stderr
    imported = [(match[2].split(".")[0], int(match[1])) for match in _IMPORTED.finditer(told)]
    taken_us, number = Counter[str](), Counter(package for package, _ in imported)
    for package, own_us in imported:
        taken_us[package] += own_us
    print(f"\n{'imported for the window, by package':44}{'modules':>9}{'share':>22}")
    for package, own_us in taken_us.most_common(ROWS):
        print(f"{package:44}{number[package]:9}{own_us / taken_us.total():22.0%}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--program", type=Path, help="a frozen program, measured beside the sources")
    parser.add_argument("--runs", type=int, default=7, help="starts of each kind")
    asked = parser.parse_args()
    application = QCoreApplication([])  # for the socket by which a window is asked
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        measure_starts(bench, asked.program, asked.runs)
        measure_parts(bench, asked.runs)
        measure_imports(bench)
    application.quit()


if __name__ == "__main__":
    main()
