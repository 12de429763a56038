"""The dialog of missed rounds goes on with what comes, while it is open."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from liveapp.domain.streams import Stream
from liveapp.ui.gaps import missed_rounds
from liveapp.ui.gaps.dialog import MissedRoundsDialog
from liveapp.ui.gaps.missed_rounds import MissedRounds
from liveapp.ui.importing.dialog import ImportDialog
from tests.shell import FIRST_SEEDS, button, visible_words
from tests.unit.ui.importing.files import write_payloads
from tests.window_fixtures import LIMIT_MS, OTHER_SEEDS, SEEDS


class Shown:
    """The stream that the window would show."""

    stream: Stream | None = None


@pytest.fixture
def shown() -> Shown:
    return Shown()


@pytest.fixture
def missed(theme, store, questions, bridge, qtbot, shown, monkeypatch) -> MissedRounds:
    monkeypatch.setattr(missed_rounds, "LEAST_PAUSE_MS", 20)
    window = QWidget()
    qtbot.addWidget(window)
    made = MissedRounds(window, store.reader, questions, lambda: shown.stream)
    bridge.store_changed.connect(made.apply)
    return made


@pytest.fixture
def opened(missed, shown, stream_of) -> Callable[..., MissedRoundsDialog]:
    """Opens the dialog for the stream of a seed pair."""

    def open_dialog(seeds=SEEDS) -> MissedRoundsDialog:
        shown.stream = stream_of(seeds)
        missed.open()
        assert missed._dialog is not None
        return missed._dialog

    return open_dialog


def lists(dialog: MissedRoundsDialog, *ranges: tuple[int, int]) -> Callable[[], bool]:
    return lambda: dialog.model.ranges == list(ranges)


def test_without_a_stream_nothing_opens(missed) -> None:
    missed.open()
    assert missed._dialog is None


def test_it_shows_what_is_missing_and_goes_on_with_what_comes(
    opened, record, record_heartbeat, qtbot
) -> None:
    record(1, 5, 9)
    dialog = opened()
    qtbot.waitUntil(lists(dialog, (2, 4), (6, 8)))
    record_heartbeat(3)
    qtbot.waitUntil(lists(dialog, (2, 2), (4, 4), (6, 8)))
    record(6, 7, 8, 12)
    qtbot.waitUntil(lists(dialog, (2, 2), (4, 4), (10, 11)))
    assert "8 of nonces 1 to 12 · 4 missing" in visible_words(dialog)
    record(2, 4, 10, 11)
    qtbot.waitUntil(lambda: "Nothing is missing" in visible_words(dialog))


def test_what_comes_at_once_is_read_once_and_again_only_after_a_pause(
    opened, missed, record, store, qtbot, monkeypatch
) -> None:
    record(1, 5)
    dialog = opened()
    qtbot.waitUntil(lists(dialog, (2, 4)))
    missed._pause.setInterval(LIMIT_MS)
    missed._pause.start()
    record(7)
    record(9)
    qtbot.waitUntil(lambda: missed._is_stale)
    assert missed._question is None
    assert dialog.model.ranges == [(2, 4)]
    missed._pause.setInterval(20)
    missed._pause.start()
    qtbot.waitUntil(lists(dialog, (2, 4), (6, 6), (8, 8)))


def test_it_stays_with_its_stream_until_it_is_opened_for_another(
    opened, shown, record, stream_of, qtbot
) -> None:
    record(1, 5)
    record(1, 3, seeds=OTHER_SEEDS)
    dialog = opened()
    shown.stream = stream_of(OTHER_SEEDS)
    record(7)
    qtbot.waitUntil(lists(dialog, (2, 4), (6, 6)))
    other = opened(OTHER_SEEDS)
    assert other is not dialog
    qtbot.waitUntil(lists(other, (2, 2)))
    assert opened(OTHER_SEEDS) is other


def test_a_deleted_stream_is_said_to_be_so_and_comes_back_with_its_ranges(
    opened, record, store, stream_of, qtbot
) -> None:
    record(1, 5)
    dialog = opened()
    qtbot.waitUntil(lists(dialog, (2, 4)))
    stream_id = stream_of().id
    store.writer.delete_stream(stream_id, can_be_undone=True)
    qtbot.waitUntil(lambda: "This stream was deleted" in visible_words(dialog))
    assert dialog.model.rowCount() == 0
    store.writer.undelete_stream(stream_id)
    qtbot.waitUntil(lists(dialog, (2, 4)))
    assert "This stream was deleted" not in visible_words(dialog)


def test_an_alias_given_meanwhile_names_the_dialog(opened, record, store, stream_of, qtbot) -> None:
    record(1, 5)
    dialog = opened()
    store.writer.set_alias(stream_of().id, "Evening")
    qtbot.waitUntil(lambda: dialog.windowTitle() == "Missed rounds – Evening")


def test_import_is_asked_for_with_the_dialogs_own_stream(opened, missed, record, shown, qtbot) -> None:
    record(1, 5)
    dialog = opened()
    shown.stream = None
    with qtbot.waitSignal(missed.import_requested, timeout=LIMIT_MS) as asked:
        button(dialog, "Import…").click()
    assert asked.args[0].seeds == SEEDS


def test_a_fault_is_told_in_the_dialog_and_to_the_window_and_can_be_tried_again(
    opened, missed, record, store, stream_of, shown, qtbot
) -> None:
    record(1, 5)
    shown.stream = stream_of()
    store.close()
    with qtbot.waitSignal(missed.fault_met, timeout=LIMIT_MS):
        missed.open()
    dialog = missed._dialog
    assert "could not be read" in visible_words(dialog)
    with qtbot.waitSignal(missed.fault_met, timeout=LIMIT_MS):
        button(dialog, "Try again").click()


def test_closed_it_reads_nothing_any_more(opened, missed, record, qtbot, bridge) -> None:
    record(1, 5)
    opened().close()
    assert missed._dialog is None
    with qtbot.waitSignal(bridge.store_changed, timeout=LIMIT_MS):
        record(9)
    assert missed._question is None
    assert not missed._is_stale


def test_in_the_window_the_figure_leads_to_the_list_and_an_import_fills_it(
    live_shell, tmp_path, monkeypatch, qtbot
) -> None:
    window = live_shell.window
    live_shell.record(FIRST_SEEDS, 24)
    qtbot.waitUntil(window.page.header.missing.isVisible)
    window.page.header.missing.click()
    dialog = window.missed_rounds._dialog
    qtbot.waitUntil(lists(dialog, (21, 23)))
    path = write_payloads(tmp_path / "archive.jsonl", FIRST_SEEDS, 21, 22, 23)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(path)], ""))
    button(dialog, "Import…").click()
    looked_into = window.findChild(ImportDialog)
    qtbot.waitUntil(button(looked_into, "Import").isEnabled)
    button(looked_into, "Import").click()
    qtbot.waitUntil(lambda: "Nothing is missing" in visible_words(dialog))
    qtbot.waitUntil(window.page.header.missing.isHidden)


def test_opening_the_list_pauses_auto_follow(live_shell) -> None:
    follow = live_shell.window.panel.auto_follow
    follow.action.setChecked(True)
    live_shell.window.actions_by_name["missedRoundsAction"].trigger()
    assert follow.is_paused
