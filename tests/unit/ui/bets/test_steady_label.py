from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QWidget

from liveapp.ui.bets.steady_label import SteadyLabel


class LayoutWatch(QObject):
    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.requests = 0
        watched.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        self.requests += event.type() == QEvent.Type.LayoutRequest
        return False


def test_it_grows_with_its_words_and_shrinks_only_at_a_new_start(theme, qtbot) -> None:
    label = SteadyLabel()
    qtbot.addWidget(label)
    label.show_text("1,204 of 12,345", "1,204 of 12,345 bets shown")
    wide_px = label.sizeHint().width()
    label.show_text("1 of 2", "1 of 2 bets shown")
    assert label.sizeHint().width() == wide_px
    assert (label.text(), label.accessibleName()) == ("1 of 2", "1 of 2 bets shown")
    label.start_anew()
    assert label.sizeHint().width() < wide_px


def test_it_starts_anew_with_the_words_that_come_next(theme, qtbot) -> None:
    label = SteadyLabel()
    qtbot.addWidget(label)
    label.show_text("· +123,444,443.59545678 BTC · +0.113 DOGE", "")
    wide_px = label.sizeHint().width()
    label.start_anew()
    label.show_text("· +0.1 BTC", "")
    assert label.sizeHint().width() < wide_px


def test_words_that_fit_have_nothing_laid_out_anew(theme, qtbot) -> None:
    ground = QWidget()
    qtbot.addWidget(ground)
    label = SteadyLabel()
    QHBoxLayout(ground).addWidget(label)
    label.show_text("88,888 of 88,888", "")
    ground.show()
    QApplication.processEvents()
    watch = LayoutWatch(ground)
    label.show_text("11,111 of 11,112", "")
    QApplication.processEvents()
    assert watch.requests == 0
    label.show_text("88,888 of 88,888 and more", "")
    QApplication.processEvents()
    assert watch.requests > 0


def test_with_less_room_than_it_wants_it_still_draws(theme, qtbot) -> None:
    label = SteadyLabel()
    qtbot.addWidget(label)
    label.show_text("<b>88,888 of 88,888</b>", "")
    label.resize(label.minimumSizeHint())
    label.show()
    assert label.minimumSizeHint().width() < label.sizeHint().width()
    assert not label.grab().isNull()


def test_with_the_room_it_asks_for_nothing_is_cut(theme, qtbot) -> None:
    for text in ("· +0.438395 BTC · +0.0006 USDT", "688 of 3,006", "·  Ÿ − fi"):
        label = SteadyLabel(is_elided=False)
        qtbot.addWidget(label)
        label.show_text(text, "")
        metrics = label.fontMetrics()
        assert metrics.elidedText(text, Qt.TextElideMode.ElideRight, label.sizeHint().width()) == text
        assert label.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Fixed
