"""Finds the programs that run the clients."""

import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

NODE = ("node", "nodejs")
NODE_VERSION = 18
"""The first one with `fetch`."""

CHROMIUM = ("chromium", "chromium-browser")
"""Not Google's own build: it loads no extensions from its command line."""


def required(why: str, environment: Mapping[str, str] = os.environ) -> None:
    """Skip what cannot run here, in words; fail where `REQUIRE_CLIENTS` is 1."""
    if environment.get("REQUIRE_CLIENTS") == "1":
        pytest.fail(why, pytrace=False)
    pytest.skip(why)


def program(names: Sequence[str], path: str | None = None) -> Path | None:
    """The first of these programs that the search path has."""
    found = (shutil.which(name, path=path) for name in names)
    return next((Path(place) for place in found if place), None)


def node_version(node: Path) -> int:
    """The number before the first point of what `node --version` prints; 0 where that is no version."""
    printed = subprocess.run(
        [node, "--version"], capture_output=True, text=True, timeout=30, check=False
    ).stdout
    found = re.match(r"v(\d+)\.", printed)
    return int(found[1]) if found else 0
