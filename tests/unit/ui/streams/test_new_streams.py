"""New seed pairs: gathered for a moment, then told in one toast."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from liveapp.domain.bets import SeedPair
from liveapp.ui.streams.new_streams import NewStreamGatherer, NewStreamToasts
from liveapp.ui.widgets.toast import Toast, ToastStack
from tests.unit.ui.streams.values import make_stream


def shown_toasts(widget: QWidget) -> list[Toast]:
    return [toast for toast in widget.findChildren(Toast, "toast") if not toast.isHidden()]


def toast_texts(window: QWidget) -> list[str]:
    return [toast.text for toast in shown_toasts(window)]


def test_a_new_seed_pair_is_told_with_a_way_to_open_it(qtbot, live_shell):
    seeds = SeedPair("5eed5eed5e" + "ab" * 27, "fresh")
    live_shell.record(seeds, 1)
    qtbot.waitUntil(lambda: "New stream 5eed5eed5e" in toast_texts(live_shell.window))
    (toast,) = shown_toasts(live_shell.window)
    qtbot.mouseClick(toast.findChild(QPushButton, "toastAction"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: live_shell.window.page.stream.seeds == seeds)


@pytest.fixture
def gatherer(parent) -> NewStreamGatherer:
    """Knows the streams 1 to 4."""
    return NewStreamGatherer({key: make_stream(key) for key in range(1, 5)}.get, parent, join_ms=20)


@pytest.fixture
def parent(qapp) -> Iterator[QObject]:
    made = QObject()
    yield made
    made.deleteLater()


def test_streams_that_begin_together_are_told_together(gatherer, qtbot) -> None:
    with qtbot.waitSignal(gatherer.appeared) as told:
        gatherer.add([1])
        gatherer.add([2, 3])
    assert [stream.key for stream in told.args[0]] == [1, 2, 3]


def test_streams_that_were_shown_or_deleted_meanwhile_are_not_told(gatherer, qtbot) -> None:
    with qtbot.waitSignal(gatherer.appeared) as told:
        gatherer.add([1, 2, 99])
        gatherer.leave_out(1)
    assert [stream.key for stream in told.args[0]] == [2]


def test_where_none_is_left_nothing_is_told(gatherer, qtbot) -> None:
    with qtbot.assertNotEmitted(gatherer.appeared, wait=60):
        gatherer.add([1])
        gatherer.leave_out(1)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "New stream 0000000000"),
        (3, "3 new streams: 0000000000, 1111111111, 2222222222"),
        (5, "5 new streams: 0000000000, 1111111111, 2222222222 and 2 more"),
    ],
)
def test_streams_told_together_are_one_toast_that_opens_the_newest(light_theme, qtbot, count, words):
    host = QWidget()
    qtbot.addWidget(host)
    toasts = ToastStack(host)
    told = NewStreamToasts(toasts)
    streams = [make_stream(key, seeds=SeedPair(str(key) * 64, "c")) for key in range(count)]
    told.tell(streams)
    (toast,) = toasts.toasts
    assert toast.text == words
    with qtbot.waitSignal(told.open_requested) as asked:
        toast.findChild(QPushButton, "toastAction").click()
    assert asked.args == [streams[-1]]


def test_it_is_no_news_any_more_once_the_newest_is_shown(light_theme, qtbot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    toasts = ToastStack(host)
    told = NewStreamToasts(toasts)
    streams = [make_stream(key) for key in (1, 2)]
    told.tell(streams)
    told.note_shown(None)
    told.note_shown(streams[0])
    assert len(toasts.toasts) == 1
    told.note_shown(streams[1])
    assert not toasts.toasts
    assert toasts.unseen == 0


def test_a_new_stream_that_the_user_goes_to_takes_its_toast_along(qtbot, live_shell):
    live_shell.record(SeedPair("5eed5eed5e" + "ab" * 27, "fresh"), 1)
    qtbot.waitUntil(lambda: "New stream 5eed5eed5e" in toast_texts(live_shell.window))
    live_shell.window.panel.select_previous()
    qtbot.waitUntil(lambda: not toast_texts(live_shell.window))
