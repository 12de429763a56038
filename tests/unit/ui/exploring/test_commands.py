"""Exploring from the window: the work runs beside it, and ends with the dialog."""

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from liveapp.domain.bets import SeedPair
from liveapp.domain.errors import LiveappError
from liveapp.domain.jobs import Progress
from liveapp.domain.proof_jobs import Exploration, Explored, ExploredExport
from liveapp.domain.right_of_way import RightOfWay
from liveapp.jobs.exploration import explore
from liveapp.jobs.explored_export import export_explored
from liveapp.jobs.runner import JobRunner
from liveapp.ui.exploring.commands import ExploreCommands
from liveapp.ui.exploring.dialog import ExploreDialog
from liveapp.ui.widgets.toast import ToastStack
from tests.shell import button, visible_words
from tests.unit.ui.exploring.values import HASH, SERVER_SEED
from tests.window_fixtures import LIMIT_MS

REVEALED = SeedPair(HASH, "my-client")


class Shown:
    stream = None


@pytest.fixture
def shown() -> Shown:
    return Shown()


@pytest.fixture
def slow() -> threading.Event:
    """Until it is set, an exploration of 77 rounds goes on."""
    return threading.Event()


@pytest.fixture
def jobs(bridge, slow) -> JobRunner:
    def explore_slowly(request: Exploration, control) -> Explored:
        while request.nonce_to == 77 and not slow.is_set():
            control.report(Progress(7, 77))
            control.pause(0.005)
        if request.nonce_to == 66:
            raise LiveappError("out of order")
        return explore(RightOfWay(), request, control)

    runner = JobRunner({Exploration: explore_slowly, ExploredExport: partial(export_explored, RightOfWay())})
    runner.subscribe(bridge.publish_job)
    yield runner
    runner.stop()


@pytest.fixture
def window(theme, qtbot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(800, 500)
    made.show()
    return made


@pytest.fixture
def toasts(window) -> ToastStack:
    return ToastStack(window, window.rect)


@pytest.fixture
def commands(window, jobs, store, questions, toasts, shown, bridge) -> ExploreCommands:
    made = ExploreCommands(window, jobs, store.reader, questions, toasts, lambda: shown.stream)
    bridge.jobs_changed.connect(made.apply)
    return made


@pytest.fixture
def ask(commands) -> Callable[..., ExploreDialog]:
    """Opens the dialog and asks for the rounds 1 to a nonce."""

    def explore_up_to(nonce_to: int, least: str = "1.02") -> ExploreDialog:
        dialog = commands.open()
        dialog.form.server_seed.setText(SERVER_SEED)
        dialog.form.client_seed.setText("my-client")
        dialog.form.difficulty.setCurrentIndex(0)
        dialog.form.nonce_to.setText(str(nonce_to))
        dialog.form.min_multiplier.setText(least)
        button(dialog, "Explore").click()
        return dialog

    return explore_up_to


def test_what_is_asked_for_is_found(ask, qtbot) -> None:
    dialog = ask(500)
    qtbot.waitUntil(lambda: dialog.model.rowCount() > 400)
    assert "1.02× or more in 500 easy rounds: expected 480" in visible_words(dialog)
    assert button(dialog, "Explore").isEnabled()


def test_it_can_be_cancelled_and_asked_again(ask, slow, qtbot) -> None:
    dialog = ask(77)
    qtbot.waitUntil(lambda: "7 of 77 rounds" in visible_words(dialog))
    button(dialog, "Cancel").click()
    qtbot.waitUntil(lambda: "Cancelled" in visible_words(dialog))
    assert dialog.model.explored is None
    slow.set()
    button(dialog, "Explore").click()
    qtbot.waitUntil(lambda: dialog.model.rowCount() > 60)


def test_closing_the_dialog_cancels_and_the_next_one_is_empty(ask, commands, jobs, qtbot) -> None:
    dialog = ask(77)
    qtbot.waitUntil(lambda: "7 of 77 rounds" in visible_words(dialog))
    dialog.close()
    qtbot.waitUntil(lambda: not jobs._running)
    assert commands._dialog is None
    other = commands.open()
    assert other is not dialog
    assert other.form.server_seed.text() == ""


def test_opened_again_it_is_the_same_dialog_with_what_stands_in_it(ask, commands, qtbot) -> None:
    dialog = ask(500)
    qtbot.waitUntil(lambda: dialog.model.explored is not None)
    assert commands.open() is dialog
    assert dialog.form.server_seed.text() == SERVER_SEED
    assert not dialog.isModal()


def test_what_fails_is_told_in_the_dialog_and_to_the_window(ask, commands, qtbot, log_watch) -> None:
    log_watch.expect("Exploration ended early")
    with qtbot.waitSignal(commands.fault_met, timeout=LIMIT_MS):
        dialog = ask(66)
    assert "Exploring failed: out of order" in visible_words(dialog)
    assert button(dialog, "Explore").isEnabled()


def test_a_program_that_stops_begins_nothing(ask, jobs, commands, qtbot) -> None:
    jobs.stop()
    with qtbot.waitSignal(commands.fault_met):
        dialog = ask(10)
    assert "Exploring failed: liveapp is shutting down" in visible_words(dialog)
    assert button(dialog, "Explore").isEnabled()


def test_of_a_revealed_stream_all_that_is_known_is_filled_in(
    commands, shown, store, record, stream_of, qtbot
) -> None:
    record(*range(5, 21), seeds=REVEALED, difficulty="medium")
    store.writer.reveal_seed(SERVER_SEED)
    shown.stream = stream_of(REVEALED)
    assert commands.is_possible
    commands.open_for_stream()
    form = commands._dialog.form
    qtbot.waitUntil(lambda: form.server_seed.seed == SERVER_SEED)
    assert form.client_seed.seed == "my-client"
    assert form.difficulty.currentData() == "medium"
    assert (form.nonce_from.text(), form.nonce_to.text()) == ("5", "20")


def test_of_very_many_nonces_the_last_ones_are_filled_in(
    commands, shown, store, record, stream_of, qtbot
) -> None:
    record(1, 50_000_000, seeds=REVEALED)
    store.writer.reveal_seed(SERVER_SEED)
    shown.stream = stream_of(REVEALED)
    commands.open_for_stream()
    form = commands._dialog.form
    qtbot.waitUntil(lambda: form.nonce_to.text() == "50,000,000")
    assert form.nonce_from.text() == "40,000,001"
    assert form.state.text().startswith("10,000,000 rounds")


def test_of_a_stream_that_is_not_revealed_nothing_is_filled_in(
    commands, shown, record, stream_of, questions, qtbot
) -> None:
    commands.open_for_stream()
    assert commands._dialog is None
    assert not commands.is_possible
    record(1, seeds=REVEALED)
    shown.stream = stream_of(REVEALED)
    assert not commands.is_possible
    commands.open_for_stream()
    qtbot.waitUntil(lambda: not questions._asked)
    assert commands._dialog.form.client_seed.text() == ""


def test_the_rounds_are_exported_and_that_is_told(ask, toasts, tmp_path, qtbot, monkeypatch) -> None:
    target = tmp_path / "rounds.csv"
    offered: list[Path] = []

    def choose(_parent, _title, path, _kinds):
        offered.append(Path(path))
        return str(target), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    dialog = ask(300)
    qtbot.waitUntil(lambda: dialog.model.explored is not None)
    button(dialog, "Export CSV…").click()
    rows = dialog.model.rowCount()
    dialog.close()
    qtbot.waitUntil(lambda: bool(toasts.messages))
    assert toasts.messages[-1].text == f"Exported {rows} rounds to rounds.csv"
    assert len(target.read_bytes().splitlines()) == rows + 1
    assert offered[0].name == f"explored_easy_1-300_{rows}_rounds.csv"


def test_a_file_that_cannot_be_written_is_told(ask, toasts, tmp_path, qtbot, monkeypatch, log_watch) -> None:
    log_watch.expect("ExploredExport ended early")
    gone = tmp_path / "gone" / "rounds.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(gone), ""))
    dialog = ask(300)
    qtbot.waitUntil(lambda: dialog.model.explored is not None)
    button(dialog, "Export CSV…").click()
    qtbot.waitUntil(lambda: bool(toasts.messages))
    assert toasts.messages[-1].text.startswith("rounds.csv could not be written: No such file")


def test_where_no_file_is_chosen_none_is_written(ask, jobs, qtbot, monkeypatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    dialog = ask(300)
    qtbot.waitUntil(lambda: dialog.model.explored is not None and not jobs._running)
    button(dialog, "Export CSV…").click()
    assert not jobs._running
