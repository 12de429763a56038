"""The import rules bind every module, also one that does not exist yet.

What they forbid is planted into a copy of the program, and each rule is seen to break.
"""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
PROGRAM = CHECKOUT / "liveapp"
LINT_IMPORTS = """
import contextlib, io, json, sys
from importlinter.cli import lint_imports
for _ in sys.stdin:
    with contextlib.redirect_stdout(io.StringIO()) as said:
        status = lint_imports(no_cache=True, no_logo=True)
    print(json.dumps([status, said.getvalue()]), flush=True)
"""
"""Looks at the checkout once more for each line that comes, since a start costs more than a look."""

ROOMS = "Every room has its place"
APP = "app is a core without Qt, and what has Qt above it"
UI = "Every folder of the window has its place"
TOGETHER = "Only app and cli put rooms together"
WIRE = "Only receiver, jobs and app know the wire format"
SETTINGS = "Only ui and app know the settings"
FILES = "Only settings, storage, jobs and app write files"
SQL = "Only storage knows SQL"
HTTP = "Only the receiver knows Bottle and Waitress"
PYDANTIC = "Only schemas and settings know pydantic"
USER_FOLDERS = "Only settings know where the user's folders are"
LOCK = "Only the core of app locks folders"
NUMPY = "Only the statistics, and the charts that show them, know numpy"
PYQTGRAPH = "Only the charts know pyqtgraph"
QT = "Only the window knows Qt"
HEADLESS = "What runs without a window does not reach Qt"

QT_DOORS = {"ui/questions.py", "app/windowed/bridge.py"}
"""Where the window's code meets other threads: questions with their answers, and events."""

THREAD_MODULES = {"threading", "_thread", "concurrent", "multiprocessing", "asyncio"}
THREAD_CLASSES = {"QThread", "QThreadPool", "QRunnable", "QtConcurrent"}


EVERYTHING = """
import bottle, filelock, numpy, peewee, platformdirs, pydantic, pyqtgraph
from PySide6 import QtCore
from liveapp import files, settings
from liveapp.receiver import server
from liveapp.schemas import replies
from liveapp.storage import writer
from liveapp.ui import theme
"""
"""Of every rule something that it forbids to a new room."""


@dataclass(frozen=True, slots=True)
class Planted:
    """A module that is added to a copy of the program, and the rules that it breaks."""

    path: str
    source: str
    broken: frozenset[str]


def planted(path: str, source: str, *broken: str) -> Planted:
    return Planted(path, source, frozenset(broken))


def beds(cases: Sequence[Planted]) -> list[list[Planted]]:
    """Cases that are planted together, no two of which break the same rule: a look costs as much as many."""
    made: list[list[Planted]] = []
    for case in cases:
        bed = next((bed for bed in made if all(case.broken.isdisjoint(one.broken) for one in bed)), None)
        if bed is None:
            made.append([case])
        else:
            bed.append(case)
    return made


@dataclass(frozen=True, slots=True)
class Verdict:
    is_kept: bool
    broken: frozenset[str]
    text: str


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout of its own, as far as the rules look at it."""
    checkout = tmp_path_factory.mktemp("checkout")
    shutil.copytree(PROGRAM, checkout / "liveapp", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(CHECKOUT / "pyproject.toml", checkout)
    return checkout


class Linter:
    """`lint-imports` on a checkout that changes."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def verdict(self) -> Verdict:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "the linter ended"
        status, text = json.loads(line)
        return Verdict(status == 0, frozenset(re.findall(r"^(.+) BROKEN$", text, re.MULTILINE)), text)


@pytest.fixture(scope="module")
def linter(copy: Path) -> Iterator[Linter]:
    with subprocess.Popen(
        [sys.executable, "-c", LINT_IMPORTS],
        cwd=copy,
        env={**os.environ, "COLUMNS": "200", "NO_COLOR": "1"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield Linter(process)


@contextmanager
def growing(copy: Path, bed: Sequence[Planted]) -> Iterator[None]:
    """These modules are in the copy; their folders become packages."""
    files = {copy / "liveapp" / case.path.format(number): case.source for number, case in enumerate(bed)}
    made = [folder for folder in dict.fromkeys(file.parent for file in files) if not folder.exists()]
    for folder in made:
        folder.mkdir()
        (folder / "__init__.py").touch()
    for file, source in files.items():
        file.write_text(source, encoding="utf-8")
    yield
    for file in files:
        file.unlink()
    for folder in made:
        shutil.rmtree(folder)


def test_the_program_as_it_is_keeps_every_rule(linter: Linter) -> None:
    verdict = linter.verdict()
    assert verdict.is_kept, verdict.text
    kept = re.findall(r"^(.+) KEPT$", verdict.text, re.MULTILINE)
    assert set(kept) == {contract["name"] for contract in contracts()}


PLANTED = [
    planted("room/thing_{}.py", "", ROOMS),
    planted("thing_{}.py", "", ROOMS),
    planted(
        "room/thing_{}.py",
        EVERYTHING,
        *(ROOMS, TOGETHER, WIRE, SETTINGS, FILES, SQL, HTTP, PYDANTIC, USER_FOLDERS, LOCK, QT),
        *(NUMPY, PYQTGRAPH),
    ),
    planted("app/core/thing_{}.py", "import peewee", SQL),
    planted("app/windowed/thing_{}.py", "from playhouse import sqlite_ext", SQL),
    planted("app/core/thing_{}.py", "import sqlite3", SQL),
    planted("app/core/thing_{}.py", "import bottle", HTTP),
    planted("app/windowed/thing_{}.py", "from waitress import server", HTTP),
    planted("app/core/thing_{}.py", "from PySide6 import QtCore", QT, HEADLESS),
    planted("app/core/thing_{}.py", "from liveapp.app.windowed import bridge", APP, HEADLESS),
    planted("app/core/thing_{}.py", "import liveapp.app", APP, HEADLESS),
    planted("app/thing_{}.py", "", APP),
    planted("app/room/thing_{}.py", "", APP),
    planted("jobs/thing_{}.py", "from PySide6 import QtCore", QT, HEADLESS),
    planted("jobs/thing_{}.py", "import peewee", SQL),
    planted("jobs/thing_{}.py", "import pydantic", PYDANTIC),
    planted("jobs/thing_{}.py", "from liveapp.storage import writer", ROOMS, TOGETHER),
    planted("jobs/thing_{}.py", "from liveapp import settings", SETTINGS),
    planted("ui/thing_{}.py", "", UI),
    planted("ui/room/thing_{}.py", "", UI),
    planted("ui/widgets/thing_{}.py", "from liveapp.ui.bets import model", UI),
    planted("ui/bets/thing_{}.py", "import bottle", HTTP),
    planted("ui/bets/thing_{}.py", "import pydantic", PYDANTIC),
    planted("ui/bets/thing_{}.py", "import sqlite3", SQL),
    planted("ui/bets/thing_{}.py", "from liveapp.storage import writer", ROOMS, TOGETHER),
    planted("ui/bets/thing_{}.py", "from liveapp.schemas import replies", WIRE),
    planted("ui/bets/thing_{}.py", "from liveapp import files", FILES),
    planted("ui/bets/thing_{}.py", "from liveapp.jobs import runner", ROOMS, TOGETHER),
    planted("ui/bets/thing_{}.py", "import numpy", NUMPY),
    planted("ui/waits/thing_{}.py", "def later():\n    import numpy", NUMPY),
    planted("ui/waits/thing_{}.py", "import pyqtgraph", PYQTGRAPH),
    planted("ui/waits/thing_{}.py", "from liveapp.ui.charts import chart_file", UI),
    planted("ui/analysis/thing_{}.py", "import pyqtgraph", PYQTGRAPH),
    planted("storage/thing_{}.py", "import numpy", NUMPY),
    planted("storage/thing_{}.py", "import pydantic", PYDANTIC),
    planted("storage/thing_{}.py", "from liveapp import settings", SETTINGS),
    planted("storage/thing_{}.py", "from liveapp.schemas import replies", WIRE),
    planted("storage/thing_{}.py", "import shiboken6", QT, HEADLESS),
    planted("receiver/thing_{}.py", "import numpy", NUMPY),
    planted("receiver/thing_{}.py", "import pydantic", PYDANTIC),
    planted("receiver/thing_{}.py", "from liveapp import settings", SETTINGS),
    planted("receiver/thing_{}.py", "from liveapp import files", FILES),
    planted("receiver/thing_{}.py", "from liveapp.storage import writer", ROOMS, TOGETHER),
    planted("schemas/thing_{}.py", "from liveapp import settings", ROOMS, SETTINGS),
    planted("domain/thing_{}.py", "import pydantic", PYDANTIC),
    planted("domain/thing_{}.py", "import numpy", NUMPY),
    planted("domain/statistics/thing_{}.py", "import pyqtgraph", PYQTGRAPH),
    planted("domain/thing_{}.py", "import peewee", SQL),
    planted("domain/thing_{}.py", "from PySide6 import QtCore", QT, HEADLESS),
    planted("domain/thing_{}.py", "from liveapp import files", ROOMS, FILES),
    planted("domain/thing_{}.py", "from liveapp.schemas import replies", ROOMS, WIRE),
]


@pytest.mark.parametrize("bed", beds(PLANTED), ids=lambda bed: bed[0].path)
def test_what_is_forbidden_breaks_the_rules_that_forbid_it(
    copy: Path, linter: Linter, bed: list[Planted]
) -> None:
    with growing(copy, bed):
        verdict = linter.verdict()
    assert not verdict.is_kept
    assert verdict.broken == frozenset[str]().union(*(case.broken for case in bed)), (bed, verdict.text)


def test_every_rule_is_seen_to_break() -> None:
    broken = {name for case in PLANTED for name in case.broken}
    assert broken == {contract["name"] for contract in contracts()}


def contracts() -> list[dict[str, object]]:
    with (CHECKOUT / "pyproject.toml").open("rb") as file:
        return list(tomllib.load(file)["tool"]["importlinter"]["contracts"])


def modules(*rooms: str) -> dict[str, str]:
    """The source of every module of these rooms (of the program), by its path."""
    files = [file for room in rooms for file in (PROGRAM / room).rglob("*.py")]
    return {file.relative_to(PROGRAM).as_posix(): file.read_text(encoding="utf-8") for file in files}


def imported(statement: ast.AST) -> set[str]:
    """Full names of the modules that one statement may import."""
    if isinstance(statement, ast.Import):
        return {alias.name for alias in statement.names}
    if isinstance(statement, ast.ImportFrom) and statement.module and not statement.level:
        return {statement.module, *(f"{statement.module}.{alias.name}" for alias in statement.names)}
    return set()


def statements(module: ast.Module) -> Iterator[ast.stmt]:
    """All statements, without looking into expressions, which are most of a module."""
    open_nodes: list[ast.AST] = [module]
    while open_nodes:
        for child in ast.iter_child_nodes(open_nodes.pop()):
            if isinstance(child, ast.stmt | ast.excepthandler | ast.match_case):
                open_nodes.append(child)
            if isinstance(child, ast.stmt):
                yield child


def test_every_library_has_a_rule_that_says_who_may_use_it() -> None:
    ruled: set[object] = set()
    for contract in contracts():
        if contract["type"] == "protected":
            names = contract["protected_modules"]
            assert isinstance(names, list)
            ruled.update(names)
    used = {
        name.partition(".")[0]
        for source in modules(".").values()
        for statement in statements(ast.parse(source))
        for name in imported(statement)
    }
    assert used - ruled - sys.stdlib_module_names == {"liveapp"}


def loads_qt_when_imported(module: ast.Module) -> bool:
    """Whether a statement outside of functions and `if TYPE_CHECKING` imports Qt or a room that does."""
    open_statements: list[ast.AST] = list(module.body)
    while open_statements:
        statement = open_statements.pop()
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(statement, ast.If) and ast.unparse(statement.test) == "TYPE_CHECKING":
            continue
        qt = ("PySide6", "shiboken6", "liveapp.ui", "liveapp.app.windowed")
        if any(name == room or name.startswith(f"{room}.") for name in imported(statement) for room in qt):
            return True
        open_statements.extend(ast.iter_child_nodes(statement))
    return False


def test_the_command_imports_qt_only_where_a_window_is_wanted() -> None:
    for path in ("cli.py", "__main__.py", "app/__init__.py"):
        assert not loads_qt_when_imported(ast.parse((PROGRAM / path).read_text(encoding="utf-8"))), path


@pytest.mark.parametrize(
    ("source", "loads"),
    [
        ("from PySide6.QtCore import QObject", True),
        ("from liveapp import ui", True),
        ("try:\n    import liveapp.app.windowed.wiring\nexcept ImportError:\n    pass", True),
        ("class A:\n    import shiboken6", True),
        ("def run():\n    import PySide6", False),
        ("if TYPE_CHECKING:\n    from PySide6.QtCore import QObject", False),
        ("from liveapp.app.core import service", False),
    ],
)
def test_an_import_of_qt_is_found_unless_it_waits_in_a_function(source: str, loads: bool) -> None:
    assert loads_qt_when_imported(ast.parse(source)) is loads


def knows_threads(source: str) -> bool:
    """Whether a module imports or names what starts a thread or another process, or waits for one."""
    if not any(word in source for word in THREAD_MODULES | THREAD_CLASSES):
        return False
    for node in ast.walk(ast.parse(source)):
        if THREAD_MODULES & {name.partition(".")[0] for name in imported(node)}:
            return True
        names = {getattr(node, field, None) for field in ("id", "attr", "name")}
        if THREAD_CLASSES & {name for name in names if isinstance(name, str)}:
            return True
    return False


def test_the_windows_code_knows_threads_at_its_two_doors_only() -> None:
    found = {path for path, source in modules("ui", "app/windowed").items() if knows_threads(source)}
    assert found == QT_DOORS


@pytest.mark.parametrize(
    "source",
    [
        "import threading",
        "from threading import Thread",
        "import concurrent.futures",
        "from concurrent import futures",
        "from concurrent.futures import ProcessPoolExecutor",
        "import multiprocessing.pool",
        "def later():\n    import asyncio",
        "from PySide6.QtCore import QObject, QThread",
        "from PySide6.QtCore import QThreadPool as Pool",
        "from PySide6 import QtCore\nQtCore.QThread()",
        "from PySide6 import QtConcurrent",
    ],
)
def test_every_way_to_start_a_thread_is_found(source: str) -> None:
    assert knows_threads(source)
