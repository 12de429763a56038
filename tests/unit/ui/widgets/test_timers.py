"""Timers that ring once."""

from PySide6.QtCore import QObject

from liveapp.ui.widgets.timers import single_shot


def test_a_timer_rings_once_after_each_start(qtbot) -> None:
    rung: list[int] = []
    with_parent = QObject()
    timer = single_shot(with_parent, 0, lambda: rung.append(1))
    assert timer.parent() is with_parent
    assert not timer.isActive()
    for times in (1, 2):
        timer.start()
        qtbot.waitUntil(lambda times=times: len(rung) == times)
        assert not timer.isActive()
