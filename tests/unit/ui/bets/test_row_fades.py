"""New rows that fade in."""

import pytest
from PySide6.QtCore import QObject

from liveapp.ui.bets import row_fades
from liveapp.ui.bets.row_fades import RowFades


@pytest.fixture
def painted() -> list[list[int]]:
    return []


@pytest.fixture
def fades(qapp, painted, monkeypatch):
    monkeypatch.setattr(row_fades, "STEP_MS", 10)
    parent = QObject()
    yield RowFades(painted.append, parent)
    parent.deleteLater()


def test_what_is_not_fading_is_there_whole(fades) -> None:
    assert fades.opacity(1) == 1.0
    assert fades.fading == []


def test_a_new_bet_fades_in_by_few_steps_each_painted_once(fades, painted, qtbot) -> None:
    fades.start([1, 2])
    assert fades.opacity(1) < 1.0
    assert fades.fading == [1, 2]
    seen = []
    while fades.fading:
        before = len(painted)
        qtbot.waitUntil(lambda before=before: len(painted) > before)
        seen.append(fades.opacity(1))
    assert painted == [[1, 2]] * row_fades.STEPS
    assert seen == sorted(set(seen))
    assert seen[-1] == 1.0
    qtbot.wait(50)
    assert len(painted) == row_fades.STEPS


def test_one_that_comes_later_fades_on_its_own(fades, painted, qtbot) -> None:
    fades.start([1])
    qtbot.waitUntil(lambda: len(painted) == 1)
    fades.start([2])
    assert fades.opacity(1) > fades.opacity(2)
    qtbot.waitUntil(lambda: fades.fading == [])
    assert painted[-1] == [2]


def test_cleared_nothing_fades_any_more(fades, painted, qtbot) -> None:
    fades.start([1])
    fades.clear()
    assert fades.opacity(1) == 1.0
    qtbot.wait(50)
    assert painted == []
