"""Telling screen readers what appeared."""

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from liveapp.ui.widgets import announcement
from liveapp.ui.widgets.announcement import announce


def test_a_text_is_read_out_politely_for_its_widget(theme, qtbot, monkeypatch) -> None:
    heard: list[tuple[object, str, object]] = []

    class Ear:
        @staticmethod
        def updateAccessibility(event) -> None:  # noqa: N802
            heard.append((event.object(), event.message(), event.politeness()))

    monkeypatch.setattr(announcement, "QAccessible", Ear)
    widget = QWidget()
    qtbot.addWidget(widget)
    announce(widget, "Settings saved")
    assert heard == [(widget, "Settings saved", QAccessible.AnnouncementPoliteness.Polite)]
