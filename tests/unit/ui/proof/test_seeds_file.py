"""File › Reveal seeds from a file…"""

import logging

import pytest
from PySide6.QtWidgets import QFileDialog

from liveapp.domain.bets import SeedPair
from liveapp.domain.errors import StoreUnavailable
from liveapp.domain.pump import hash_server_seed
from liveapp.ui.proof.seeds_report_dialog import SeedsReportDialog
from tests.shell import visible_words

SEED = "0f1e2d3c4b5a6978" * 4
OWN = SeedPair(hash_server_seed(SEED), "revealed-client")


@pytest.fixture
def shell_with_stream(live_shell):
    """The window with a stream whose seed is `SEED` among others."""
    live_shell.record(OWN, 1, 2, 3)
    return live_shell


@pytest.fixture
def seeds_file(tmp_path):
    path = tmp_path / "my <b>seeds.txt"
    path.write_text(f"{SEED}\n<img src=x>\n", encoding="utf-8")
    return path


def is_revealed(shell) -> bool:
    return next(stream for stream in shell.streams() if stream.seeds == OWN).proof.is_revealed


def said(dialog: SeedsReportDialog) -> str:
    return visible_words(dialog).replace("\u200b", "")


def test_the_menu_asks_for_a_file_reveals_and_reports(
    shell_with_stream, seeds_file, monkeypatch, qtbot, caplog
) -> None:
    caplog.set_level(logging.DEBUG)
    asked: list[str] = []

    def choose(_parent, _title, folder, _kinds):
        asked.append(folder)
        return (str(seeds_file), "") if len(asked) == 1 else ("", "")

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    shell_with_stream.window.actions_by_name["revealSeedsFileAction"].trigger()
    (dialog,) = shell_with_stream.window.findChildren(SeedsReportDialog)
    qtbot.waitUntil(lambda: "1 of 2 seeds revealed." in said(dialog))
    assert is_revealed(shell_with_stream)
    shell_with_stream.window.actions_by_name["revealSeedsFileAction"].trigger()
    assert asked[1] == str(seeds_file.parent)
    assert SEED not in caplog.text


def test_a_file_that_cannot_be_read_is_told_in_the_dialog(shell_with_stream, tmp_path, qtbot) -> None:
    ways = shell_with_stream.window.proof_ways
    with qtbot.assertNotEmitted(ways.fault_met):
        dialog = ways.seeds_file.open(tmp_path / "gone.txt")
        qtbot.waitUntil(lambda: "No such file or directory." in said(dialog))


def test_a_store_that_does_not_answer_is_told_in_the_dialog_and_passed_on(
    shell_with_stream, seeds_file, qtbot
) -> None:
    ways = shell_with_stream.window.proof_ways
    shell_with_stream.store.close()
    with qtbot.waitSignal(ways.fault_met) as met:
        dialog = ways.seeds_file.open(seeds_file)
    assert isinstance(met.args[0], StoreUnavailable)
    assert "No seed was taken from" in said(dialog)


def test_a_closed_dialog_ends_it(shell_with_stream, seeds_file, qtbot) -> None:
    questions = shell_with_stream.window.questions
    ways = shell_with_stream.window.proof_ways
    dialog = ways.seeds_file.open(seeds_file)
    dialog.reject()
    qtbot.waitUntil(lambda: not questions._asked)
    dialog = ways.seeds_file.open(seeds_file)
    qtbot.waitUntil(lambda: "seeds" in said(dialog) and "Reading" not in said(dialog))
    assert is_revealed(shell_with_stream)
