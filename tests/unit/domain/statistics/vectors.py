"""The vectors of the statistics: what goes in, what comes out, with 12 significant digits."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

PATH = Path(__file__).parents[3] / "data" / "statistics.json"
VECTORS = {vector["name"]: vector for vector in json.loads(PATH.read_text(encoding="utf-8"))["vectors"]}

RELATIVE = 1e-10
"""How near a figure is to a vector's."""


def cases(*names: str) -> Sequence[tuple[Any, Any]]:
    """What goes in and what comes out, of all vectors of these names, one by one."""
    found: list[tuple[Any, Any]] = []
    for name in names:
        given, wanted = VECTORS[name]["input"], VECTORS[name]["want"]
        found += zip(given, wanted, strict=True) if isinstance(given, list) else [(given, wanted)]
    return found


def near(wanted: Any) -> Any:
    """Equal to the digits that vectors have."""
    return pytest.approx(wanted, rel=RELATIVE, abs=0)
