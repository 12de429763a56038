"""What came of comparing a stream's bets with its server seed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QProgressBar

from liveapp.domain.jobs import Cancelled, JobEnded, JobStarted
from liveapp.domain.patterns import Pattern, PatternKind
from liveapp.domain.proof import Mismatch, Verification
from liveapp.domain.proof_jobs import SeedVerification, SeedVerified
from liveapp.domain.streams import Stream
from liveapp.domain.verdicts import StreamProof, Verdict
from liveapp.ui.proof import result as module
from liveapp.ui.proof.findings import Findings
from liveapp.ui.proof.result import ProofResult
from liveapp.ui.widgets.kind_mark import KindMark
from liveapp.ui.widgets.message import ToastKind
from liveapp.ui.widgets.proof_words import ARRIVING
from tests.shell import button, visible_words
from tests.unit.ui.streams.values import PLAIN, make_stream

MISMATCHES = tuple(Mismatch(one, 10 * one, 2.0, 1.02, Verdict.RESULT_DIFFERS) for one in range(1, 101))
REQUEST = SeedVerification(PLAIN.seeds.server_seed_hashed)


def proven(bets: int, *counts: int, key: int = 1) -> Stream:
    return make_stream(key, total_bets=bets, proof=StreamProof(True, *counts))


def findings(mismatched: int, pattern: Pattern | None = None, key: int = 1) -> Findings:
    proof = StreamProof(True, 0, mismatched, 0)
    return Findings(key, Verification("seed", proof, 0, MISMATCHES[:mismatched]), pattern)


@pytest.fixture
def result(theme, qtbot, monkeypatch) -> ProofResult:
    monkeypatch.setattr(module, "STALLED_MS", 30)
    made = ProofResult()
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show()
    return made


def mark(result: ProofResult) -> ToastKind:
    (shown,) = (one for one in result.findChildren(KindMark) if one.isVisible())
    return shown._kind


def test_the_sentence_has_a_sign_that_goes_with_it(result) -> None:
    result.show_stream(proven(10, 10, 0, 0))
    assert (result.words, mark(result)) == ("10 right · 0 differ · 0 cannot be computed", ToastKind.GOOD)
    result.show_stream(proven(10, 9, 1, 0))
    assert mark(result) is ToastKind.TROUBLE
    result.show_stream(proven(10, 0, 0, 10))
    assert mark(result) is ToastKind.NOTE


def test_while_bets_are_compared_it_is_told_how_far_that_is(result) -> None:
    bar = result.findChild(QProgressBar)
    result.apply_jobs([JobStarted(1, REQUEST)])
    result.show_stream(proven(1_000, 250, 0, 0))
    assert "750 bets are yet to be compared" in result.words
    assert (bar.value(), bar.maximum(), mark(result)) == (250, 1_000, ToastKind.NOTE)
    result.show_stream(proven(1_000, 1_000, 0, 0))
    assert not bar.isVisible()
    assert "yet" not in result.words


def test_bets_that_come_in_and_are_compared_a_moment_later_are_not_told(result, qtbot) -> None:
    result.show_stream(proven(1_000, 1_000, 0, 0))
    with qtbot.assertNotEmitted(result.go_on_requested, wait=60):
        for more in range(1, ARRIVING):
            result.show_stream(proven(1_000 + more, 999 + more, 0, 0))
            assert "yet" not in result.words
            assert not result.go_on.isVisible()


def test_after_a_cancel_it_is_offered_to_go_on(result, qtbot) -> None:
    result.apply_jobs([JobStarted(1, REQUEST)])
    result.show_stream(proven(10, 4, 0, 0))
    assert not result.go_on.isVisible()
    result.apply_jobs([JobEnded(1, REQUEST, Cancelled(SeedVerified(())))])
    qtbot.waitUntil(result.go_on.isVisible)
    assert "6 bets are yet to be compared" in result.words
    with qtbot.waitSignal(result.go_on_requested):
        result.go_on.click()
    result.apply_jobs([JobStarted(2, REQUEST)])
    assert not result.go_on.isVisible()


def test_another_stream_has_nothing_of_the_former_one(result, qtbot) -> None:
    result.show_stream(proven(200, 60, 100, 0))
    result.show_findings(findings(100))
    qtbot.waitUntil(result.go_on.isVisible)
    result.show_stream(proven(200, 200, 0, 0, key=2))
    assert not result.go_on.isVisible()
    assert not result.view.isVisible()
    result.show_findings(findings(100))
    assert result.model.rowCount() == 0


def test_what_differs_is_listed_with_how_many_more_there_are_and_leads_to_the_bets(result, qtbot) -> None:
    result.show_stream(proven(1_000, 877, 123, 0))
    result.show_findings(Findings(1, Verification("s", StreamProof(True, 877, 123), 0, MISMATCHES), None))
    assert result.model.rowCount() == 100
    assert "and 23 more" in visible_words(result)
    result.view.selectRow(1)
    with qtbot.waitSignal(result.bet_requested) as asked:
        qtbot.keyClick(result.view, Qt.Key.Key_Return)
    assert asked.args == [MISMATCHES[1]]
    with qtbot.waitSignal(result.differing_requested):
        button(result, "Show all in Bets").click()


def test_what_most_have_in_common_is_told(result) -> None:
    pattern = Pattern(PatternKind.OTHER_DIFFICULTY, difficulty="hard", explained=9, compared=9)
    result.show_stream(proven(10, 1, 9, 0))
    result.show_findings(findings(9, pattern))
    assert "played on hard" in visible_words(result)
    result.show_findings(findings(9))
    assert "played on hard" not in visible_words(result)


def test_once_nothing_differs_any_more_nothing_is_listed(result) -> None:
    result.show_stream(proven(10, 9, 1, 0))
    result.show_findings(findings(1))
    result.show_stream(proven(9, 9, 0, 0))
    assert not result.view.isVisible()


def test_the_proof_is_exported_by_the_window_s_action_while_that_can_be_done(result, qtbot) -> None:
    action = QAction("&Export proof…", result)
    action.setEnabled(False)
    result.set_export_action(action)
    assert not result.export.isEnabled()
    action.setEnabled(True)
    with qtbot.waitSignal(action.triggered):
        result.export.click()
