"""The toast about new seed pairs."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

from liveapp.domain.bets import SeedPair
from liveapp.ui.widgets.toast import Toast
from tests.shell import FIRST_SEEDS, SECOND_SEEDS


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


def test_several_new_seed_pairs_within_a_second_are_one_toast(qtbot, live_shell):
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
