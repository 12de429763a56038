"""Imports in the window: real files, the real jobs, a real store."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QFileDialog

from liveapp.domain.bets import SeedPair
from liveapp.domain.errors import StoreLocked
from liveapp.domain.importing import ImportReport, ImportSource, UnreadableFile
from liveapp.domain.jobs import Cancelled, Failed, FileImport, Finished, JobEnded, JobOutcome
from liveapp.ui.importing.dialog import ImportDialog
from liveapp.ui.importing.report_dialog import ImportReportDialog
from liveapp.ui.jobs.line import JobLine
from liveapp.ui.widgets.message import ToastKind
from tests.shell import FIRST_SEEDS, RECEIVING, SECOND_SEEDS, button, show_stream
from tests.unit.ui.importing.files import export_to, write_payloads

NEW_SEEDS = SeedPair("beef" * 16, "imported")
REQUEST = FileImport((ImportSource(Path("/in/bets.csv")),))


@pytest.fixture
def window(live_shell):
    return live_shell.window


@pytest.fixture
def looked_into(window, qtbot):
    """Opens the dialog on files and waits until all are looked into and the streams are known."""

    def look(*paths: Path, wanted: SeedPair | None = None) -> ImportDialog:
        window.work.importing.open(paths, wanted)
        dialog = the_dialog(window)
        qtbot.waitUntil(lambda: not dialog._is_looking and bool(dialog.form._streams))
        return dialog

    return look


def the_dialog(window) -> ImportDialog:
    return next(one for one in window.findChildren(ImportDialog) if one.isVisible())


def texts(window) -> list[str]:
    return [toast.text for toast in window.toasts.toasts]


def import_them(dialog: ImportDialog) -> None:
    button(dialog, "Import").click()


def end(window, outcome: JobOutcome) -> None:
    window.apply_job_events([JobEnded(99, REQUEST, outcome)])


def test_chosen_files_are_shown_then_stored_and_told_with_a_report(
    window, live_shell, tmp_path, monkeypatch, qtbot
) -> None:
    path = write_payloads(tmp_path / "bets.jsonl", NEW_SEEDS, 1, 2, 3)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(path)], ""))
    window.actions_by_name["importAction"].trigger()
    dialog = the_dialog(window)
    qtbot.waitUntil(lambda: not dialog._is_looking)
    import_them(dialog)
    qtbot.waitUntil(lambda: texts(window) == ["Imported 3 new rounds"])
    assert NEW_SEEDS in [stream.seeds for stream in live_shell.streams()]
    assert window.toasts.toasts[0].message.kind is ToastKind.GOOD
    button(window.toasts.toasts[0], "Show report").click()
    assert "New            3" in window.findChild(ImportReportDialog).report.text


def test_no_files_chosen_is_no_dialog(window, monkeypatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([], ""))
    window.actions_by_name["importAction"].trigger()
    assert window.findChildren(ImportDialog) == []


def test_dropped_files_are_shown(window, tmp_path) -> None:
    path = write_payloads(tmp_path / "bets.jsonl", NEW_SEEDS, 1)
    window.work.drops.dropped.emit([path, path])
    assert [row.path for row in the_dialog(window).model.rows] == [path]


def test_esc_imports_nothing_and_looks_no_further(window, live_shell, tmp_path, qtbot) -> None:
    before = live_shell.streams()
    window.work.importing.open([write_payloads(tmp_path / "bets.jsonl", NEW_SEEDS, 1)])
    dialog = the_dialog(window)
    dialog.reject()
    assert window.work.importing._previewing is None
    assert live_shell.streams() == before


def test_an_export_goes_back_into_its_stream_by_its_name(
    window, live_shell, program_store, tmp_path, looked_into, qtbot
) -> None:
    path = export_to(tmp_path / "stream_77aa001122_other-client_5_bets.csv", program_store, SECOND_SEEDS)
    import_them(looked_into(path))
    qtbot.waitUntil(lambda: texts(window) == ["Nothing new was imported · 5 there already"])


def test_an_export_of_another_name_is_asked_about_the_shown_stream_first(
    window, program_store, tmp_path, looked_into, qtbot
) -> None:
    path = export_to(tmp_path / "bets.csv", program_store, SECOND_SEEDS)
    dialog = looked_into(path)
    assert dialog.form._streams[0].seeds == FIRST_SEEDS
    assert not button(dialog, "Import").isEnabled()
    box = dialog.form._stream
    box.activated.emit(1)
    import_them(dialog)
    # The other stream has these nonces, under the same ids.
    qtbot.waitUntil(lambda: texts(window) == ["Nothing new was imported · 5 there already"])


def test_files_for_a_stream_take_its_seeds(window, program_store, tmp_path, monkeypatch, qtbot) -> None:
    path = export_to(tmp_path / "bets.csv", program_store, SECOND_SEEDS)
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(path)], ""))
    window.work.importing.ask_for(window.page.stream)
    dialog = the_dialog(window)
    qtbot.waitUntil(lambda: not dialog._is_looking)
    assert [source.seeds for source in dialog.sources] == [FIRST_SEEDS]


def test_imported_bets_are_no_play(window, live_shell, tmp_path, looked_into, qtbot) -> None:
    window.show_receiver_state(RECEIVING)
    window.panel.auto_follow_action.setChecked(True)
    import_them(looked_into(write_payloads(tmp_path / "bets.jsonl", NEW_SEEDS, 1, 2)))
    qtbot.waitUntil(lambda: window.panel.model.total == 3)
    qtbot.waitUntil(lambda: texts(window) == ["Imported 2 new rounds"])
    assert window.page.stream.seeds == FIRST_SEEDS
    window.notices.status.refresh()
    assert "no bet since the start" in window.notices.status.text()
    live_shell.record(NEW_SEEDS, 3)
    qtbot.waitUntil(lambda: "no bet since the start" not in window.notices.status.text())
    window.panel.auto_follow_action.setChecked(False)
    show_stream(qtbot, live_shell, NEW_SEEDS)
    assert window.page.stream.total_bets == 3


def test_what_is_imported_into_the_shown_stream_is_shown(window, tmp_path, looked_into, qtbot) -> None:
    import_them(looked_into(write_payloads(tmp_path / "bets.jsonl", FIRST_SEEDS, 21, 22)))
    qtbot.waitUntil(lambda: window.bets.model.rowCount() == 22)


def test_the_first_import_of_all_is_shown(shell, tmp_path, qtbot) -> None:
    shell.window.work.importing.open([write_payloads(tmp_path / "bets.jsonl", NEW_SEEDS, 1)])
    import_them(the_dialog(shell.window))
    qtbot.waitUntil(lambda: shell.window.page.stream is not None)
    assert shell.window.page.stream.seeds == NEW_SEEDS


def test_a_cancelled_import_says_what_stays(window) -> None:
    end(window, Cancelled(ImportReport(read=500, new=500, is_whole=False)))
    assert texts(window) == ["Import cancelled; 500 new rounds imported until then stay"]
    button(window.toasts.toasts[0], "Show report").click()
    assert window.findChild(ImportReportDialog).isVisible()


def test_cancel_in_the_strip_ends_an_import_and_what_was_stored_stays(
    window, live_shell, tmp_path, looked_into, qtbot
) -> None:
    dialog = looked_into(write_payloads(tmp_path / "bets.jsonl", NEW_SEEDS, *range(1, 8_001)))
    import_them(dialog)
    qtbot.waitUntil(lambda: bool(window.findChildren(JobLine)))
    line = window.findChild(JobLine)
    assert line.text.startswith("Importing bets.jsonl")
    button(line, "Cancel").click()
    qtbot.waitUntil(lambda: bool(texts(window)))
    (text,) = texts(window)
    bets = sum(stream.total_bets for stream in live_shell.streams() if stream.seeds == NEW_SEEDS)
    assert f"{bets:,} new round" in text
    assert "cancelled" in text or bets == 8_000


@pytest.mark.parametrize(
    ("report", "kind"),
    [
        (ImportReport(read=2, new=1, refused=1), ToastKind.NOTE),
        (ImportReport(unreadable=(UnreadableFile("a", "b"),)), ToastKind.TROUBLE),
        (ImportReport(is_whole=False, fault="The disk is full"), ToastKind.TROUBLE),
    ],
)
def test_what_was_not_taken_is_no_plain_success(window, report, kind) -> None:
    end(window, Finished(report))
    assert window.toasts.toasts[0].message.kind is kind


def test_an_import_that_fails_is_told(window, qtbot) -> None:
    with qtbot.waitSignal(window.work.importing.fault_met):
        end(window, Failed(StoreLocked("busy")))
    assert texts(window) == ["The import failed: busy; what was stored until then stays"]


def test_a_cancel_before_anything_was_done_says_so(window) -> None:
    end(window, Cancelled(None))
    assert texts(window) == ["Import cancelled; nothing was stored"]


def test_a_program_that_stops_imports_nothing(window, live_shell, qtbot) -> None:
    live_shell.jobs.stop()
    with qtbot.waitSignal(window.work.importing.fault_met):
        window.work.importing.begin([ImportSource(Path("/in/bets.csv"))])
    assert not [one for one in window.findChildren(QDialog) if isinstance(one, ImportDialog)]
