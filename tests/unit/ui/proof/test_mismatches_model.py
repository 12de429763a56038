"""Bets that differ, as rows."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from liveapp.domain.proof import Mismatch
from liveapp.domain.verdicts import Verdict
from liveapp.ui.proof.mismatches_model import MismatchesModel

RESULT = Mismatch(7, 1_234, 2.0, 3_203_384.8, Verdict.RESULT_DIFFERS)
PAYOUT = Mismatch(9, 1_300, 0.000000011, 0.0, Verdict.PAYOUT_DIFFERS)


@pytest.fixture
def model(qapp) -> MismatchesModel:
    made = MismatchesModel()
    made.tester = QAbstractItemModelTester(made)
    return made


def row(model: MismatchesModel, number: int) -> list[object]:
    return [model.index(number, column).data() for column in range(model.columnCount())]


def test_results_are_multipliers_and_payouts_are_exact_amounts(model) -> None:
    model.show_mismatches((RESULT, PAYOUT))
    assert row(model, 0) == ["Result", "1,234", "2.00×", "3,203,384.80×"]
    assert row(model, 1) == ["Payout", "1,300", "0.000000011", "0"]
    assert model.mismatch(1) is PAYOUT


def test_what_is_the_same_stays_and_what_is_other_is_shown_anew(model, qtbot) -> None:
    model.show_mismatches((RESULT,))
    with qtbot.assertNotEmitted(model.modelReset):
        model.show_mismatches((RESULT,))
    model.show_mismatches((RESULT, PAYOUT))
    assert model.rowCount() == 2


def test_numbers_stand_at_the_right(model) -> None:
    model.show_mismatches((RESULT,))
    sides = [model.index(0, column).data(Qt.ItemDataRole.TextAlignmentRole) for column in range(4)]
    assert [bool(side & Qt.AlignmentFlag.AlignRight) for side in sides] == [False, True, True, True]
