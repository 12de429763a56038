"""The table of the chosen multipliers."""

from dataclasses import replace

import pytest

from liveapp.domain.statistics.chi_square import Fit
from liveapp.domain.statistics.outcomes import OutcomeFigures
from liveapp.ui.charts.multipliers_table import MultipliersTable, caution_text
from tests.unit.ui.charts.figures import FIGURES, HITS

NEVER = replace(HITS, multiplier=11_200.65, count=0, last_nonce=None)
SHOWN = replace(FIGURES, hits=(HITS, NEVER))


@pytest.fixture
def table(theme, qtbot) -> MultipliersTable:
    made = MultipliersTable()
    qtbot.addWidget(made)
    made.resize(560, 400)
    made.show()
    made.show_figures(SHOWN)
    return made


def test_all_columns_fit_half_of_the_window(table) -> None:
    assert not table.view.horizontalScrollBar().isVisible()
    assert table.view.model().rowCount() == 2


def test_a_row_that_is_chosen_chooses_its_multiplier(table, qtbot) -> None:
    with qtbot.waitSignal(table.multiplier_chosen) as chosen:
        table.view.selectRow(1)
    assert chosen.args == [11_200.65]


def test_a_row_leads_to_its_last_hit_and_one_without_hits_nowhere(table, qtbot) -> None:
    model = table.view.model()
    with qtbot.waitSignal(table.bet_requested) as asked:
        table.view.activated.emit(model.index(0, 0))
    assert asked.args == [6_590]
    with qtbot.assertNotEmitted(table.bet_requested):
        table.view.activated.emit(model.index(1, 0))


def test_new_figures_keep_the_chosen_row(table) -> None:
    table.view.selectRow(1)
    table.show_figures(replace(SHOWN, hits=(replace(HITS, count=15), NEVER)))
    assert table.view.currentIndex().row() == 1


def test_until_figures_are_known_there_are_no_rows_and_no_words(table) -> None:
    table.show_figures(None)
    assert table.view.model().rowCount() == 0
    assert not table.caution.isVisible()


def test_several_comparisons_come_with_their_caution(table) -> None:
    assert "Of 2 multipliers" in table.caution.text()
    assert "evidence" in table.caution.text()


def test_what_cannot_be_compared_is_said_with_its_reason() -> None:
    no_fit = Fit((), (), 0.0, 0, None)
    outcomes = tuple(OutcomeFigures(difficulty, 3, (3,), no_fit) for difficulty in ("hard", "expert"))
    assert "choose some in Waits" in caution_text(FIGURES)
    assert "missing" in caution_text(replace(SHOWN, missing=500))
    assert "several difficulties" in caution_text(replace(SHOWN, outcomes=outcomes))
