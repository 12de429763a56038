"""Every module with logic has its file of unit tests, at the same place."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROGRAM = ROOT / "liveapp"

EXCEPTIONS: dict[str, str] = {}
"""Modules with logic that need no file of their own, and why."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules() -> list[str]:
    return [path.relative_to(ROOT).as_posix() for path in sorted(PROGRAM.rglob("*.py"))]


def has_logic(source: str) -> bool:
    """Whether a function or method does more than to stand there or to return a constant."""
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, Function)]
    return any(not all(map(is_plain, function.body)) for function in functions)


def is_plain(statement: ast.stmt) -> bool:
    match statement:
        case ast.Pass() | ast.Expr(ast.Constant()) | ast.Return(None | ast.Constant()):
            return True
        case _:
            return False


def place_of_tests(module: str) -> Path:
    """Where a module's tests stand; a package's own are named for the package."""
    path = Path(module).relative_to("liveapp")
    path = path.parent if path.name == "__init__.py" else path.with_suffix("")
    return ROOT / "tests" / "unit" / path.parent / f"test_{path.name}.py"


def lacking() -> list[str]:
    return [
        module
        for module in modules()
        if not place_of_tests(module).exists() and has_logic((ROOT / module).read_text(encoding="utf-8"))
    ]


def test_every_module_with_logic_has_its_tests() -> None:
    missing = [module for module in lacking() if module not in EXCEPTIONS]
    assert not missing, "\n".join(
        ["modules without tests:", *(f"{one}: {place_of_tests(one).relative_to(ROOT)}" for one in missing)]
    )


def test_no_exception_outlives_its_reason() -> None:
    settled = [module for module in EXCEPTIONS if module not in lacking()]
    assert not settled, f"these have tests, no logic, or are gone, and need no exception: {settled}"
    assert all(EXCEPTIONS.values())


@pytest.mark.parametrize(
    "source",
    [
        "",
        "LIMIT = max(1, 2)",
        "class A(Protocol):\n    def b(self) -> int:\n        '''Doc.'''\n        ...",
        "class A(Enum):\n    B = 1",
        "@dataclass\nclass A:\n    b: int",
        "def a() -> bool:\n    '''Doc.'''\n    return False",
        "class A:\n    def b(self):\n        pass",
    ],
)
def test_values_and_protocols_are_no_logic(source: str) -> None:
    assert not has_logic(source)


@pytest.mark.parametrize(
    "source",
    [
        "def a(b):\n    return b",
        "class A:\n    def __init__(self, b):\n        self.b = b",
        "class A:\n    @property\n    def b(self):\n        return self.c + 1",
        "async def a():\n    await b",
        "def a():\n    raise ValueError",
    ],
)
def test_whatever_else_a_function_does_is_logic(source: str) -> None:
    assert has_logic(source)


@pytest.mark.parametrize(
    ("module", "place"),
    [
        ("liveapp/files.py", "test_files.py"),
        ("liveapp/app/core/service.py", "app/core/test_service.py"),
        ("liveapp/app/__init__.py", "test_app.py"),
        ("liveapp/storage/migrations/__init__.py", "storage/test_migrations.py"),
    ],
)
def test_tests_stand_where_the_module_stands(module: str, place: str) -> None:
    assert place_of_tests(module) == ROOT / "tests" / "unit" / place
