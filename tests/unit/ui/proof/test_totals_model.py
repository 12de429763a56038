"""What a stream's bets come to, each currency in a row."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from liveapp.domain.totals import CurrencyTotal
from liveapp.ui.proof.totals_model import COLUMNS, TotalsModel

BTC = CurrencyTotal("btc", 1234, wagered=4.0, paid_out=0.79)
NONE = CurrencyTotal(None, 1, wagered=0.0, paid_out=0.0)
HOSTILE = CurrencyTotal("<img src=x>", 1, 1.0, 2.0)


@pytest.fixture
def model(qapp) -> TotalsModel:
    made = TotalsModel()
    made.tester = QAbstractItemModelTester(made)
    return made


def row(model: TotalsModel, number: int, role: int = Qt.ItemDataRole.DisplayRole) -> list[object]:
    return [model.index(number, column).data(role) for column in range(len(COLUMNS))]


def test_each_currency_is_a_row_by_itself(model) -> None:
    model.show_totals((BTC, NONE))
    assert model.rowCount() == 2
    assert row(model, 0) == ["BTC", "1,234", "4", "0.79", "−3.21", "19.75 %"]
    assert row(model, 1) == ["–", "1", "0", "0", "0", "–"]


def test_numbers_stand_at_the_right_below_their_titles(model) -> None:
    model.show_totals((BTC,))
    sides = row(model, 0, Qt.ItemDataRole.TextAlignmentRole)
    assert not sides[0] & Qt.AlignmentFlag.AlignRight
    assert all(side & Qt.AlignmentFlag.AlignRight for side in sides[1:])
    titles = [
        model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        for column in range(len(COLUMNS))
    ]
    assert titles == sides


def test_new_amounts_change_rows_and_a_new_currency_adds_one(model, qtbot) -> None:
    model.show_totals((BTC,))
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.show_totals((CurrencyTotal("btc", 1235, 5.0, 0.79),))
    assert row(model, 0)[1] == "1,235"
    with qtbot.assertNotEmitted(model.dataChanged):
        model.show_totals((CurrencyTotal("btc", 1235, 5.0, 0.79),))
    model.show_totals((BTC, NONE))
    assert model.rowCount() == 2


def test_a_currency_that_looks_like_markup_is_shown_as_it_is(model) -> None:
    model.show_totals((HOSTILE, NONE))
    tooltip = model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert tooltip.replace("\u2060", "") == "<img src=x>"
    assert tooltip != "<img src=x>"
    assert "no currency" in model.index(1, 0).data(Qt.ItemDataRole.ToolTipRole)
