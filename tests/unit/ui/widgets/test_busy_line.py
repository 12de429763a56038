"""A thin line that moves while something takes long."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from liveapp.ui.widgets.busy_line import HEIGHT_PX, BusyLine


def test_it_has_no_end_and_is_hidden_at_first(theme, qtbot) -> None:
    line = BusyLine()
    qtbot.addWidget(line)
    assert line.isHidden()
    assert (line.minimum(), line.maximum(), line.height()) == (0, 0, HEIGHT_PX)


def test_nothing_jumps_when_it_comes_and_goes(theme, qtbot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    below = QLabel("below")
    line = BusyLine()
    layout = QVBoxLayout(host)
    layout.addWidget(line)
    layout.addWidget(below)
    host.show()
    place = below.y()
    line.show()
    layout.activate()
    assert below.y() == place
