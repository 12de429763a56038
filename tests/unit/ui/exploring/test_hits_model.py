"""The table of explored rounds, of which nothing is made before it is looked at."""

from array import array

from PySide6.QtCore import Qt

from liveapp.domain.proof_jobs import Explored
from liveapp.ui.exploring.hits_model import HitColumn, HitsModel
from tests.unit.ui.exploring.values import ASKED, SOME


def texts(model: HitsModel, row: int) -> list[str]:
    return [model.text_at(row, column) for column in HitColumn]


def test_each_round_is_a_row_with_its_distance_to_the_one_above(qapp) -> None:
    model = HitsModel()
    assert model.rowCount() == 0
    model.show_explored(SOME)
    assert [texts(model, row) for row in range(model.rowCount())] == [
        ["5", "9", "400.02×", "–"],
        ["6", "10", "1,066.73×", "1"],
        ["501", "15", "3,203,384.80×", "495"],
    ]
    assert model.explored is SOME


def test_raw_values_and_words_are_given(qapp) -> None:
    model = HitsModel()
    model.show_explored(SOME)
    values = [model.index(2, column).data(Qt.ItemDataRole.UserRole) for column in HitColumn]
    assert values == [501, 15, 3_203_384.8, 495]
    aloud = model.index(2, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert aloud == "Nonce 501 reaches 3,203,384.80× (15 safe pumps), 495 nonces after the row above"
    assert model.tooltip_at(0, 0) == "Nonce 5 reaches 400.02× (9 safe pumps)"
    assert model.tooltip_at(1, 0).endswith("1 nonce after the row above")


def test_ten_million_rows_cost_nothing_but_their_arrays(qapp) -> None:
    many = 10_000_000
    nonces = array("q", bytes(8 * many))
    nonces[-1] = 2**63 - 1
    model = HitsModel()
    model.show_explored(Explored(ASKED, nonces, bytes(many), None))
    assert model.rowCount() == many
    assert texts(model, many - 1) == [f"{2**63 - 1:,}", "0", "1.00×", f"{2**63 - 1:,}"]
