"""A proof exported from the window: asked for where it is possible, whole in the end, told in a toast."""

import pytest
from PySide6.QtWidgets import QFileDialog, QPushButton

from liveapp.domain.errors import StoreFull
from liveapp.domain.export import proof_file_name
from liveapp.domain.jobs import Cancelled, Failed, Finished, JobEnded
from liveapp.domain.proof_jobs import ProofReport, ProofWritten, ReportRows
from liveapp.ui.proof import report_choice, reports
from liveapp.ui.proof.report_choice import ReportChoiceDialog
from tests.proving import SERVER_SEED, Player
from tests.shell import button
from tests.unit.ui.streams.values import PLAIN

BETS = 5


@pytest.fixture
def shell(make_shell, program_store, qtbot):
    """The window with a stream whose server seed is not known yet."""
    program_store.writer.record(Player().bets(1, BETS))
    made = make_shell()
    made.window.show()
    qtbot.waitUntil(lambda: made.window.page.stream is not None)
    return made


@pytest.fixture
def revealed(shell, qtbot):
    """The same once it is known."""
    shell.store.writer.reveal_seed(SERVER_SEED)
    qtbot.waitUntil(lambda: action(shell).isEnabled())
    return shell


@pytest.fixture
def answered(monkeypatch):
    """Answers the file dialog; keeps what it suggested."""

    class Answer:
        path = ""
        suggested: str | None = None

    def answer(_parent, _title, suggested, _filters):
        Answer.suggested = suggested
        return str(Answer.path), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    return Answer


def action(shell):
    return shell.window.actions_by_name["exportProofAction"]


def texts(shell):
    return [toast.text for toast in shell.window.toasts.toasts]


def told(shell, outcome, rows=ReportRows.ALL, tmp_path=None):
    """What the window says of a report that ended so."""
    request = ProofReport(PLAIN, tmp_path / "proof.html", rows)
    shell.window.apply_job_events([JobEnded(1, request, outcome)])
    return texts(shell)[-1]


def test_only_a_stream_whose_seed_is_known_has_a_proof_to_export(shell, qtbot, answered):
    assert not action(shell).isEnabled()
    shell.window.work.reports.ask()
    assert answered.suggested is None
    shell.store.writer.reveal_seed(SERVER_SEED)
    qtbot.waitUntil(lambda: action(shell).isEnabled())


def test_the_report_is_written_and_a_toast_shows_it_in_its_folder(
    revealed, qtbot, answered, tmp_path, opened
):
    answered.path = tmp_path / "proof.html"
    action(revealed).trigger()
    assert answered.suggested.endswith(f"/{proof_file_name(revealed.window.page.stream)}")
    qtbot.waitUntil(lambda: texts(revealed) == ["Wrote the proof, with 5 bets, to proof.html"])
    assert answered.path.read_text(encoding="utf-8").startswith("<!doctype html>")
    (toast,) = revealed.window.toasts.toasts
    toast.findChild(QPushButton, "toastAction").click()
    assert opened.paths == [tmp_path]


def test_no_answer_writes_nothing(revealed, answered, tmp_path):
    action(revealed).trigger()
    assert answered.suggested is not None
    assert list(tmp_path.glob("*.html")) == []


def test_of_a_long_stream_is_asked_first_which_bets(revealed, qtbot, answered, tmp_path, monkeypatch):
    for module in (reports, report_choice):
        monkeypatch.setattr(module, "MOST_REPORT_ROWS", 2)
    answered.path = tmp_path / "proof.html"
    action(revealed).trigger()
    assert answered.suggested is None
    dialog = revealed.window.findChild(ReportChoiceDialog)
    button(dialog, "Only those that differ").click()
    qtbot.waitUntil(lambda: texts(revealed) == ["Wrote the proof, with 0 bets that differ, to proof.html"])


def test_files_beside_the_first_are_told(shell, tmp_path):
    written = ProofWritten(tuple(tmp_path / f"{number}.html" for number in range(3)), 234_567)
    assert told(shell, Finished(written), tmp_path=tmp_path) == (
        "Wrote the proof, with 234,567 bets, to proof.html and 2 more files beside it"
    )
    written = ProofWritten((tmp_path / "proof.html",), 1)
    assert told(shell, Finished(written), ReportRows.DIFFERING, tmp_path).startswith(
        "Wrote the proof, with 1 bet that differs, to"
    )


def test_a_report_that_was_cancelled_or_failed_is_told(shell, qtbot, tmp_path):
    assert told(shell, Cancelled(None), tmp_path=tmp_path) == (
        "Report of the proof of 1a2b3c4d5e cancelled; no file was left behind"
    )
    with qtbot.waitSignal(shell.window.work.fault_met):
        words = told(shell, Failed(StoreFull("no space is left")), tmp_path=tmp_path)
    assert words == "proof.html could not be written: no space is left"


def test_a_program_that_is_stopping_begins_none(revealed, qtbot, answered, tmp_path):
    answered.path = tmp_path / "proof.html"
    revealed.jobs.stop()
    with qtbot.waitSignal(revealed.window.work.fault_met):
        action(revealed).trigger()
