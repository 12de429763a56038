"""An evening on a new database."""

from pathlib import Path

import pytest

from liveapp.storage import Store
from tests.unit.domain.alerts.evening import Evening


@pytest.fixture
def evening(store: Store, tmp_path: Path) -> Evening:
    """The receiver runs; all rules are switched off."""
    return Evening(store, tmp_path)
