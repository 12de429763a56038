"""New rows that fade in."""

import pytest
from PySide6.QtCore import QObject

from liveapp.ui.bets import row_fades
from liveapp.ui.bets.row_fades import RowFades


@pytest.fixture
def painted() -> list[list[int]]:
    return []


@pytest.fixture
def fades(qapp, painted):
    parent = QObject()
    yield RowFades(painted.append, parent)
    parent.deleteLater()


def test_what_is_not_fading_is_there_whole(fades) -> None:
    assert fades.opacity(1) == 1.0
    assert fades.fading == []


def test_a_new_bet_fades_in_is_painted_meanwhile_and_at_its_end(fades, painted, qtbot, monkeypatch) -> None:
    monkeypatch.setattr(row_fades, "FADE_S", 1000.0)
    fades.start([1, 2])
    assert fades.opacity(1) < 1.0
    assert fades.fading == [1, 2]
    monkeypatch.setattr(row_fades, "FADE_S", 0.2)
    qtbot.waitUntil(lambda: fades.fading == [])
    assert fades.opacity(1) == 1.0
    assert painted[-1] == [1, 2]
    number = len(painted)
    qtbot.wait(3 * row_fades.FRAME_MS)
    assert len(painted) == number


def test_cleared_nothing_fades_any_more(fades, painted, qtbot) -> None:
    fades.start([1])
    fades.clear()
    assert fades.opacity(1) == 1.0
    qtbot.wait(3 * row_fades.FRAME_MS)
    assert painted == []
