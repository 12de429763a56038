"""The bet table draws its rows itself."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QImage, QRegion
from PySide6.QtWidgets import QApplication, QToolTip

from liveapp.domain.queries import BetFilter
from liveapp.ui.bets.columns import Column
from liveapp.ui.bets.view import BetView
from liveapp.ui.theme import apply_theme, colors
from tests.window_fixtures import LIMIT_MS, make_bet


class Painted(QObject):
    """Collects what of a viewport is drawn."""

    def __init__(self, view: BetView) -> None:
        super().__init__(view)
        self.region = QRegion()
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Paint:
            self.region += event.region()
        return False


@pytest.fixture
def view(theme, bet_model, record, stream_of, qtbot) -> Iterator[BetView]:
    """The view of 300 bets; after the 150th three nonces are missing."""
    made = BetView(bet_model)
    qtbot.addWidget(made)
    made.resize(1000, 400)
    made.show()
    record(*range(1, 151), *range(154, 304))
    with qtbot.waitSignal(bet_model.loaded, timeout=LIMIT_MS):
        bet_model.show_stream(stream_of().key)
    qtbot.waitUntil(lambda: bet_model.bet_at(299) is not None, timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: bet_model.missing_after(149) is not None, timeout=LIMIT_MS)
    yield made
    QToolTip.hideText()


def edge_below(view: BetView, row: int) -> int:
    return view.visualRect(view.model().index(row, 0)).bottom()


def has_hairline(view: BetView, row: int) -> bool:
    """Whether a line is drawn below a row; at the right, where no text is."""
    view.scrollTo(view.model().index(row, 0), view.ScrollHint.PositionAtCenter)
    image = view.viewport().grab().toImage()
    x, y = view.viewport().width() - 2, edge_below(view, row)
    return image.pixelColor(x, y) != image.pixelColor(x, y - 5)


def test_a_hairline_stands_where_nonces_are_missing_and_nowhere_else(view, qtbot) -> None:
    assert has_hairline(view, 149)
    assert not has_hairline(view, 148)
    view.sortByColumn(Column.NONCE, Qt.SortOrder.DescendingOrder)
    assert has_hairline(view, 149)
    assert not has_hairline(view, 150)


def test_a_hairline_goes_when_late_heartbeats_fill_it(view, record_heartbeat, qtbot, monkeypatch) -> None:
    monkeypatch.setattr("liveapp.ui.bets.gap_cache.LEAST_PAUSE_MS", 20)
    view.verticalScrollBar().setValue(view.rowHeight(0) * 145)
    assert has_hairline(view, 149)
    painted = Painted(view)
    for nonce in (151, 152, 153):
        record_heartbeat(nonce)
    qtbot.waitUntil(lambda: view.model().missing_after(149) is None, timeout=LIMIT_MS)
    edge = QPoint(300, edge_below(view, 149))
    qtbot.waitUntil(lambda: painted.region.contains(edge), timeout=LIMIT_MS)
    assert not has_hairline(view, 149)


def test_there_is_none_in_another_order_or_under_a_filter(view, qtbot) -> None:
    model = view.model()
    assert model.missing_after(149).words == "3 missing: 151–153"
    model.set_filter(BetFilter(min_multiplier=1.0))
    assert model.missing_after(149) is None
    qtbot.waitUntil(lambda: model.is_complete, timeout=LIMIT_MS)
    assert model.rowCount() == 300
    assert not has_hairline(view, 149)
    model.set_filter(BetFilter())
    view.sortByColumn(Column.TIME, Qt.SortOrder.AscendingOrder)
    qtbot.waitUntil(lambda: model.is_complete, timeout=LIMIT_MS)
    assert model.missing_after(149) is None


@pytest.mark.qt_log_ignore("does not support raise")
def test_the_mouse_on_a_hairline_is_told_what_is_missing(view, qtbot) -> None:
    assert has_hairline(view, 149)
    y = edge_below(view, 149)
    for distance in (-5, 0, 5):
        place = QPoint(300, y + distance)
        QApplication.sendEvent(
            view.viewport(),
            QHelpEvent(QEvent.Type.ToolTip, place, view.viewport().mapToGlobal(place)),
        )
        assert QToolTip.text() == "3 missing: 151–153"
        QToolTip.hideText()
    place = view.visualRect(view.model().index(149, Column.NONCE)).center()
    QApplication.sendEvent(
        view.viewport(), QHelpEvent(QEvent.Type.ToolTip, place, view.viewport().mapToGlobal(place))
    )
    assert QToolTip.text().startswith("Nonce 150")


@pytest.mark.parametrize("order", [Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder])
def test_of_rows_that_land_at_the_end_only_these_are_drawn(view, record, qtbot, order) -> None:
    view.sortByColumn(Column.NONCE, order)
    view.set_following(True)
    qtbot.wait(50)
    painted = Painted(view)
    record(304, 305)
    qtbot.waitUntil(lambda: not painted.region.isEmpty(), timeout=LIMIT_MS)
    row_px = view.rowHeight(0)
    assert painted.region.boundingRect().height() == 2 * row_px
    newest = view.model().index(0 if order is Qt.SortOrder.DescendingOrder else 301, 0)
    assert painted.region.contains(view.visualRect(newest).center())


@pytest.mark.parametrize("order", [Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder])
def test_what_was_drawn_bit_by_bit_looks_as_if_drawn_at_once(view, record, qtbot, order) -> None:
    view.sortByColumn(Column.NONCE, order)
    view.set_following(True)
    for nonce in (304, 305, 309, 310, 311):  # three are missing on the way
        rows = view.model().rowCount()
        record(nonce)
        qtbot.waitUntil(lambda rows=rows: view.model().rowCount() == rows + 1, timeout=LIMIT_MS)
        qtbot.wait(20)
    newest = 2 if order is Qt.SortOrder.DescendingOrder else view.model().rowCount() - 4
    qtbot.waitUntil(lambda: view.model().missing_after(newest) is not None)
    qtbot.wait(20)
    assert on_screen(view) == view.viewport().grab().toImage()


def on_screen(view: BetView) -> QImage:
    """What the screen has of a viewport, which nobody asked to draw itself anew."""
    place = view.viewport().mapTo(view.window(), QPoint())
    size = view.viewport().size()
    grabbed = view.screen().grabWindow(
        view.window().winId(), place.x(), place.y(), size.width(), size.height()
    )
    return grabbed.toImage().convertToFormat(QImage.Format.Format_RGB32)


def test_rows_that_land_out_of_view_draw_nothing(view, record, qtbot) -> None:
    view.verticalScrollBar().setValue(500)
    qtbot.wait(50)
    painted = Painted(view)
    record(304)
    qtbot.waitUntil(lambda: view.model().rowCount() == 301, timeout=LIMIT_MS)
    qtbot.waitUntil(view.pill.isVisible)
    qtbot.wait(50)
    assert painted.region.subtracted(QRegion(view.pill.geometry().adjusted(-30, -30, 30, 30))).isEmpty()


def test_the_current_row_shows_that_the_keys_go_to_it(view, qtbot) -> None:
    view.choose_row(5)
    view.activateWindow()
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    y = view.visualRect(view.currentIndex()).top() + 1
    ring = view.viewport().grab().toImage().pixelColor(200, y)
    assert ring == view.palette().highlightedText().color()


def test_another_theme_is_drawn_at_once(view, theme, qtbot) -> None:
    light = view.viewport().grab().toImage()
    apply_theme(theme, "dark")
    qtbot.waitUntil(lambda: colors(view.palette()).is_dark)
    dark = view.viewport().grab().toImage()
    apply_theme(theme, "light")
    assert dark.pixelColor(2, 2).lightness() < 60 < light.pixelColor(2, 2).lightness()


def test_bets_without_tints_do_not_fade(view, record, qtbot) -> None:
    record(make_bet(304, round_result=9.9), make_bet(305, round_result=10.0))
    qtbot.waitUntil(lambda: view.model().rowCount() == 302, timeout=LIMIT_MS)
    assert view._fades.fading == [view.model().id_at(301)]


def test_nothing_is_left_of_the_ring_or_the_choice_beyond_the_last_column(view, qtbot) -> None:
    view.scrollToTop()
    x = view.viewport().width() - 1
    assert x > view.horizontalHeader().length()
    first, second = (QPoint(x, edge_below(view, row) - 5) for row in (3, 6))
    all_painted = Painted(view)
    view.viewport().update()
    qtbot.waitUntil(lambda: all_painted.region.contains(first), timeout=LIMIT_MS)
    view.choose_row(3, is_shown=False)
    QApplication.processEvents()
    painted = Painted(view)
    view.choose_row(6, is_shown=False)
    row = QPoint(5, second.y())
    qtbot.waitUntil(lambda: painted.region.contains(row), timeout=LIMIT_MS)
    assert painted.region.contains(first)
    assert painted.region.contains(second)
