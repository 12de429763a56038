"""How the window is laid out."""

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QLabel, QSplitter, QToolButton

from liveapp.ui.window_body import PANEL_WIDTH_PX, WindowBody


@pytest.fixture
def parts(theme) -> dict[str, QLabel]:
    return {name: QLabel(name) for name in ("banner", "panel", "page", "first", "jobs")}


@pytest.fixture
def body(parts, qtbot) -> WindowBody:
    made = WindowBody([parts["banner"]], parts["panel"], parts["page"], parts["first"], parts["jobs"])
    qtbot.addWidget(made)
    made.resize(1180, 700)
    made.show()
    return made


def test_the_first_page_stands_alone_above_jobs(body, parts) -> None:
    body.show_first_page(True)
    assert [name for name, part in parts.items() if part.isVisible()] == ["first", "jobs"]
    body.show_first_page(False)
    assert [name for name, part in parts.items() if part.isVisible()] == ["banner", "panel", "page", "jobs"]


def test_toasts_stand_between_banners_and_jobs(body, parts) -> None:
    ground = body.toast_ground.geometry()
    assert parts["banner"].geometry().bottom() < ground.top()
    assert ground.bottom() < parts["jobs"].geometry().top()


def test_toasts_may_cover_a_page_above_its_rows_and_all_of_their_ground_without_one(body, parts) -> None:
    body.show_first_page(False)
    rows = QLabel("rows", parts["page"])
    rows.move(0, 90)
    area = body.toast_area(parts["page"], rows)
    assert area.left() == parts["page"].mapTo(body.toast_ground, rows.rect().topLeft()).x() > 0
    assert (area.top(), area.height()) == (0, 90)
    assert body.toast_area(None, rows) == body.toast_ground.rect()
    body.show_first_page(True)
    assert body.toast_area(parts["page"], rows) == body.toast_ground.rect()


def test_the_width_of_the_list_is_kept_and_nonsense_changes_nothing(body) -> None:
    splitter = body.findChild(QSplitter)
    assert abs(splitter.sizes()[0] - PANEL_WIDTH_PX) < 10
    state = body.save_state()
    before = splitter.sizes()
    splitter.setSizes([500, 680])
    body.restore_state(QByteArray(b"nonsense"))
    assert splitter.sizes() != before
    body.restore_state(state)
    assert splitter.sizes() == before


def test_in_a_small_window_the_list_leaves_more_to_the_page_until_its_width_was_chosen(body) -> None:
    splitter = body.findChild(QSplitter)
    body.resize(952, 560)
    assert splitter.sizes()[0] <= 230
    body.resize(1180, 700)
    assert splitter.sizes()[0] >= PANEL_WIDTH_PX - 10
    splitter.setSizes([333, 800])
    chosen_px = splitter.sizes()[0]
    body.resize(952, 560)
    assert splitter.sizes()[0] == chosen_px


def test_a_list_that_was_folded_away_has_its_part_of_a_window_that_grew_meanwhile(body, qtbot) -> None:
    body.resize(800, 560)
    body.fold_panel(True)
    body.resize(1180, 700)
    body.fold_panel(False)
    qtbot.waitUntil(lambda: body.findChild(QSplitter).sizes()[0] >= PANEL_WIDTH_PX - 10)


def test_a_width_that_was_kept_is_not_changed_by_the_first_size_of_the_window(body, parts, qtbot) -> None:
    splitter = body.findChild(QSplitter)
    splitter.setSizes([333, 800])
    names = ("panel", "page", "first", "jobs")
    other = WindowBody([], *(QLabel(name) for name in names))
    qtbot.addWidget(other)
    other.restore_state(body.save_state())
    other.resize(1180, 700)
    other.show()
    assert other.findChild(QSplitter).sizes() == splitter.sizes()


def test_the_list_folds_away_and_comes_back_as_wide_as_it_was(body, parts, qtbot) -> None:
    splitter = body.findChild(QSplitter)
    splitter.setSizes([333, 800])
    before = splitter.sizes()
    body.fold_panel(True)
    assert not parts["panel"].isVisible()
    assert parts["page"].width() > before[1] + 200
    (unfold,) = [one for one in body.findChildren(QToolButton) if one.text() == "»"]
    assert unfold.isVisible()
    assert unfold.toolTip().endswith("(F9)")
    with qtbot.waitSignal(body.unfold_requested):
        unfold.click()
    body.fold_panel(False)
    qtbot.waitUntil(lambda: splitter.sizes() == before)
    assert not unfold.isVisible()


def test_a_width_that_was_kept_while_folded_is_that_of_the_unfolded_list(body, parts, qtbot) -> None:
    splitter = body.findChild(QSplitter)
    splitter.setSizes([333, 800])
    before = splitter.sizes()
    body.fold_panel(True)
    state = body.save_state()
    body.fold_panel(False)
    splitter.setSizes([250, 900])
    body.fold_panel(True)
    body.restore_state(state)
    body.fold_panel(False)
    qtbot.waitUntil(lambda: splitter.sizes() == before)


def test_another_page_stands_beside_the_list_until_the_streams_is_wanted_again(body, qtbot) -> None:
    other = QLabel("other")
    body.show_beside_list(other)
    assert body.isAncestorOf(other)
    assert not other.isHidden()
    body.show_beside_list(None)
    assert other.isHidden()
    body.show_beside_list(other)
    assert not other.isHidden()
