"""What goes on while it is seen."""

from PySide6.QtWidgets import QWidget

from liveapp.ui.widgets.seen_ticker import SeenTicker


def test_it_ticks_at_once_and_on_while_the_widget_is_seen(qtbot) -> None:
    widget, ticks = QWidget(), []
    qtbot.addWidget(widget)
    ticker = SeenTicker(widget, 5, lambda: ticks.append(widget.isVisible()))
    assert not ticker.is_ticking
    widget.show()
    assert ticks == [True]
    qtbot.waitUntil(lambda: len(ticks) > 2)
    widget.hide()
    assert not ticker.is_ticking
    seen = len(ticks)
    qtbot.wait(30)
    assert len(ticks) == seen
    widget.show()
    assert ticker.is_ticking
    assert len(ticks) == seen + 1
