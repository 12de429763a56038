"""A real database in a temporary folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from liveapp.storage import Store
from tests.new_databases import open_new_store


@pytest.fixture
def database_path(tmp_path: Path) -> Path:
    return tmp_path / "liveapp.sqlite3"


@pytest.fixture
def store(database_path: Path) -> Iterator[Store]:
    store = open_new_store(database_path)
    yield store
    store.close()
