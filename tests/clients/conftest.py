"""The programs that run the clients. Tests that need one skip without it, unless `REQUIRE_CLIENTS` is 1."""

import os
from pathlib import Path

import pytest

from tests.clients.programs import CHROMIUM, NODE, NODE_VERSION, node_version, program, required


@pytest.fixture(scope="session")
def node() -> Path:
    """Node, at least `NODE_VERSION`."""
    found = program(NODE)
    if found is None or node_version(found) < NODE_VERSION:
        required(f"needs Node {NODE_VERSION} or newer (command `node`)")
    assert found
    return found


@pytest.fixture(scope="session")
def chromium() -> Path:
    """Chromium, which loads the extension from its folder."""
    found = program(CHROMIUM) if os.name == "posix" else None
    if found is None:
        required("needs Chromium (command `chromium`) on a POSIX system")
    assert found
    return found
