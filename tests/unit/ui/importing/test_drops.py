"""Files dragged over the window."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from liveapp.ui.importing.drops import FileDrops, local_files

MOVE_OR_COPY = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction
LEFT, NO_KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def window(theme, qtbot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(640, 400)
    made.show()
    return made


@pytest.fixture
def drops(window) -> FileDrops:
    return FileDrops(window, window)


def data_of(*urls: str | Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(one)) if isinstance(one, Path) else QUrl(one) for one in urls])
    return data


def drag(window: QWidget, data: QMimeData) -> QDragEnterEvent:
    event = QDragEnterEvent(QPoint(10, 10), MOVE_OR_COPY, data, LEFT, NO_KEYS)
    QApplication.sendEvent(window, event)
    return event


def drop(window: QWidget, data: QMimeData) -> QDropEvent:
    event = QDropEvent(QPointF(10, 10), MOVE_OR_COPY, data, LEFT, NO_KEYS, QEvent.Type.Drop)
    QApplication.sendEvent(window, event)
    return event


def test_files_over_the_window_are_welcome_and_told_what_becomes_of_them(window, drops, tmp_path) -> None:
    event = drag(window, data_of(tmp_path / "a.csv"))
    assert event.isAccepted()
    assert drops.hint.isVisible()
    assert drops.hint.geometry() == window.rect()
    QApplication.sendEvent(window, QDragLeaveEvent())
    assert drops.hint.isHidden()


def test_dropped_files_are_told_and_never_moved_away(window, drops, tmp_path, qtbot) -> None:
    paths = [tmp_path / "a.csv", tmp_path / "b c.json"]
    data = data_of(*paths)
    drag(window, data)
    with qtbot.waitSignal(drops.dropped) as told:
        event = drop(window, data)
    assert told.args == [paths]
    assert event.dropAction() is Qt.DropAction.CopyAction
    assert drops.hint.isHidden()


def test_only_what_is_on_this_computer_is_taken(window, drops, tmp_path, qtbot) -> None:
    assert local_files(data_of("https://example.org/a.csv", tmp_path / "a.csv")) == [tmp_path / "a.csv"]
    text = QMimeData()
    text.setText("a.csv")
    with qtbot.assertNotEmitted(drops.dropped):
        for data in (data_of("https://example.org/a.csv"), text):
            assert not drag(window, data).isAccepted()
            assert not drop(window, data).isAccepted()
    assert drops.hint.isHidden()


def test_nothing_is_taken_while_a_dialog_is_open(window, drops, tmp_path, qtbot) -> None:
    dialog = QDialog(window)
    dialog.open()
    with qtbot.assertNotEmitted(drops.dropped):
        assert not drag(window, data_of(tmp_path / "a.csv")).isAccepted()
        drop(window, data_of(tmp_path / "a.csv"))
    assert drops.hint.isHidden()
    dialog.close()
    assert drag(window, data_of(tmp_path / "a.csv")).isAccepted()
