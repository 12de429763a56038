"""The rows of the chosen multipliers."""

from dataclasses import replace

from liveapp.ui.charts.multipliers_model import MultipliersModel
from tests.unit.ui.charts.figures import HITS

OTHER = replace(HITS, multiplier=4.95, count=0, last_nonce=None, p_value=None)


def texts(model: MultipliersModel, row: int) -> list[str]:
    return [model.index(row, column).data() for column in range(model.columnCount())]


def test_hits_stand_beside_what_is_expected_and_in_words_how_they_compare(qapp) -> None:
    model = MultipliersModel()
    model.show_hits((HITS, OTHER))
    assert texts(model, 0) == [
        "1,066.73×",
        "14",
        "9.2",
        "3,410",
        "6,200",
        "13 of 100 fair streams",
    ]
    assert texts(model, 1)[-1] == "–"


def test_where_too_much_is_missing_nothing_is_compared(qapp) -> None:
    model = MultipliersModel()
    model.show_hits((replace(HITS, p_value=0.001),), is_partial=True)
    assert texts(model, 0)[-1] == "–"
    assert "rare" not in model.tooltip_at(0, 0)


def test_a_small_p_stands_beside_the_evidence(qapp) -> None:
    model = MultipliersModel()
    model.show_hits((replace(HITS, p_value=0.004, count=19),), evidence=2.0)
    assert texts(model, 0)[-1] == "4 of 1,000 fair streams"
    assert "evidence" in model.tooltip_at(0, 0)


def test_new_figures_of_the_same_multipliers_keep_the_rows(qapp, qtbot) -> None:
    model = MultipliersModel()
    model.show_hits((HITS,))
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.show_hits((replace(HITS, count=15),))
    assert texts(model, 0)[1] == "15"
    with qtbot.waitSignal(model.modelReset):
        model.show_hits((HITS, OTHER))
    assert model.rowCount() == 2
