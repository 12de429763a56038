"""How the window is laid out."""

import pytest
from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QLabel, QSplitter

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
