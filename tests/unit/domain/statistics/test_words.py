"""No text of the statistics says or hints that a round remembers the ones before it."""

import ast
import re
from pathlib import Path

import pytest

PROGRAM = Path(__file__).parents[4] / "liveapp"
PLACES = ("domain/statistics", "ui/waits", "ui/charts")
FORBIDDEN = re.compile(r"\b(?:over)?due\b|\b(?:hot|cold|rigged|eta|grades?|consistent|ripe)\b", re.IGNORECASE)


def texts_of(source: str) -> list[str]:
    """All strings of a module that may be shown: not those that stand alone, which are documentation."""
    tree = ast.parse(source)
    alone = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone
    ]


@pytest.mark.parametrize("place", PLACES)
def test_nothing_is_said_to_be_due_hot_or_cold(place: str) -> None:
    modules = sorted((PROGRAM / place).rglob("*.py"))
    said = {text for module in modules for text in texts_of(module.read_text(encoding="utf-8"))}
    assert said
    assert not [text for text in said if FORBIDDEN.search(text)]


@pytest.mark.parametrize("text", ["It is overdue.", "It is due.", "Hot streak", "Grade A", "ETA 5 min"])
def test_what_must_not_be_said_would_be_found(text: str) -> None:
    assert [one for one in texts_of(f"x = {text!r}") if FORBIDDEN.search(one)]


def test_documentation_is_not_said() -> None:
    assert texts_of('"""About what is due."""\nx = f"{y} rounds"') == [" rounds"]
