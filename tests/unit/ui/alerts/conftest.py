"""What the window's alerts need around them: a book on a real file, streams, toasts, sounds."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from liveapp.app.core.state_file import ALERTS_FILE, MOST_ALERTS_BYTES, StateFile
from liveapp.domain.alerts.book import AlertBook
from liveapp.ui.alerts.saving import RuleSaving
from liveapp.ui.alerts.stream_names import StreamNames
from liveapp.ui.widgets.toast import ToastStack
from tests.unit.ui.alerts.values import FIRST, RULES, SECOND, Known, Notified


@pytest.fixture
def alerts_path(tmp_path: Path) -> Path:
    return tmp_path / ALERTS_FILE


@pytest.fixture
def book(alerts_path: Path) -> AlertBook:
    made = AlertBook(StateFile(alerts_path, MOST_ALERTS_BYTES))
    made.set_rules(RULES)
    return made


@pytest.fixture
def unwritable(book: AlertBook, alerts_path: Path) -> Path:
    """From now on nothing can be saved: a folder stands in the file's place."""
    alerts_path.unlink()
    alerts_path.mkdir()
    return alerts_path


@pytest.fixture
def known() -> Known:
    return Known(FIRST, SECOND)


@pytest.fixture
def names(known: Known) -> StreamNames:
    return StreamNames(lambda: known.streams)


@pytest.fixture
def window(theme, qtbot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show()
    return made


@pytest.fixture
def notified(window: QWidget) -> Notified:
    return Notified(window)


@pytest.fixture
def toasts(window: QWidget) -> ToastStack:
    return ToastStack(window)


@pytest.fixture
def saving(book: AlertBook, questions, window: QWidget) -> RuleSaving:
    return RuleSaving(book, questions, window)
