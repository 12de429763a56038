"""The toast about new seed pairs."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from liveapp.domain.bets import SeedPair
from liveapp.ui.streams.new_streams import NewStreamToasts
from liveapp.ui.widgets.toast import Toast, ToastStack
from tests.shell import FIRST_SEEDS, SECOND_SEEDS
from tests.unit.ui.streams.values import make_stream


def shown_toasts(widget: QWidget) -> list[Toast]:
    return [toast for toast in widget.findChildren(Toast, "toast") if not toast.isHidden()]


def toast_texts(window: QWidget) -> list[str]:
    return [toast.text for toast in shown_toasts(window)]


def test_a_new_seed_pair_is_told_with_a_way_to_open_it(qtbot, live_shell):
    live_shell.window.panel.auto_follow_action.setChecked(False)
    seeds = SeedPair("5eed5eed5e" + "ab" * 27, "fresh")
    live_shell.record(seeds, 1)
    qtbot.waitUntil(lambda: "New stream 5eed5eed5e" in toast_texts(live_shell.window))
    (toast,) = shown_toasts(live_shell.window)
    qtbot.mouseClick(toast.findChild(QPushButton, "toastAction"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: live_shell.window.page.stream.seeds == seeds)


def test_several_new_seed_pairs_within_a_second_are_one_toast(qtbot, live_shell):
    live_shell.window.panel.auto_follow_action.setChecked(False)
    for number in range(5):
        live_shell.record(SeedPair(f"{number}eed5eed5e" + "ab" * 27, "fresh"), 1)
    qtbot.waitUntil(lambda: bool(shown_toasts(live_shell.window)))
    assert toast_texts(live_shell.window) == [
        "5 new streams: 0eed5eed5e, 1eed5eed5e, 2eed5eed5e and 2 more",
    ]


def test_known_seed_pairs_make_no_toast(qtbot, live_shell):
    live_shell.window.panel.auto_follow_action.setChecked(False)
    live_shell.record(FIRST_SEEDS, 21)
    live_shell.record(SECOND_SEEDS, 6)
    qtbot.waitUntil(lambda: live_shell.window.page.stream.total_bets == 21)
    qtbot.wait(1200)
    assert toast_texts(live_shell.window) == []


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
