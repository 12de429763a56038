"""Long work in the window: who begins it, who shows it, who asks before it is lost."""

import pytest

from liveapp.domain.bets import SeedPair
from liveapp.domain.errors import StoreLocked
from liveapp.domain.importing import ImportSource
from liveapp.domain.jobs import Failed, FileImport, JobEnded, JobStarted
from liveapp.domain.pump import hash_server_seed
from liveapp.ui.exploring.dialog import ExploreDialog
from liveapp.ui.importing.dialog import ImportDialog
from liveapp.ui.jobs.closing import ClosingDialog
from tests.shell import bet, button, visible_words
from tests.unit.ui.importing.files import write_payloads

SEEDS = SeedPair("beef" * 16, "imported")


@pytest.fixture
def work(live_shell):
    return live_shell.window.work


@pytest.fixture
def request_for(tmp_path):
    return FileImport((ImportSource(write_payloads(tmp_path / "bets.jsonl", SEEDS, 1)),))


def test_files_that_are_dropped_are_offered_for_import(work, live_shell, request_for) -> None:
    work.drops.dropped.emit([request_for.sources[0].path])
    assert [one.isVisible() for one in live_shell.window.findChildren(ImportDialog)] == [True]


def test_a_job_is_shown_and_asked_about_until_it_ends_and_its_fault_is_told(
    work, live_shell, request_for, qtbot
) -> None:
    window = live_shell.window
    work.apply([JobStarted(99, request_for)])
    assert window.job_strip.isVisible()
    window.close()
    (question,) = window.findChildren(ClosingDialog)
    assert question.isVisible()
    with qtbot.waitSignal(work.fault_met) as told:
        work.apply([JobEnded(99, request_for, Failed(StoreLocked("The database is locked")))])
    assert isinstance(told.args[0], StoreLocked)
    assert not window.job_strip.isVisible()
    assert not question.isVisible()
    assert window.isVisible()


def test_what_needs_no_shown_stream_is_always_offered(work) -> None:
    assert set(work.commands()) >= {"importAction", "exportAllAction", "backUpNowAction"}


def test_a_shown_stream_can_be_explored_once_its_seed_is_known(make_shell, program_store, qtbot) -> None:
    seeds = SeedPair(hash_server_seed("a revealed seed"), "my-client")
    program_store.writer.record([bet(seeds, nonce) for nonce in (4, 5, 9)])
    shell = make_shell()
    shell.window.show()
    qtbot.waitUntil(lambda: shell.window.page.stream is not None)
    explore = shell.window.actions_by_name["exploreStreamAction"]
    assert shell.window.actions_by_name["exploreSeedAction"].isEnabled()
    assert not explore.isEnabled()
    program_store.writer.reveal_seed("a revealed seed")
    qtbot.waitUntil(explore.isEnabled)
    explore.trigger()
    (dialog,) = shell.window.findChildren(ExploreDialog)
    qtbot.waitUntil(lambda: dialog.form.server_seed.seed == "a revealed seed")
    dialog.form.min_multiplier.setText("")
    button(dialog, "Explore").click()
    qtbot.waitUntil(lambda: dialog.model.rowCount() == 6)
    assert "6 easy rounds" in visible_words(dialog)
