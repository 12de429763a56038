"""The table of hits."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from liveapp.domain.statistics.hit_list import HitList
from liveapp.ui.waits.hits_model import HitColumn, HitsModel


def hits(*nonces: int, multiplier: float = 34.68) -> HitList:
    return HitList(multiplier, np.array(nonces, np.int64), np.full(len(nonces), 73.21))


@pytest.fixture
def model(qapp, qtmodeltester) -> HitsModel:
    made = HitsModel()
    qtmodeltester.check(made)
    return made


def column(model: HitsModel, number: int) -> list[object]:
    return [model.index(row, number).data() for row in range(model.rowCount())]


def test_each_hit_has_its_distance_from_the_one_before(model) -> None:
    model.show_hits(hits(7, 1_007, 2**63 - 1))
    assert column(model, HitColumn.NONCE) == ["7", "1,007", "9,223,372,036,854,775,807"]
    assert column(model, HitColumn.DISTANCE) == ["–", "1,000", "9,223,372,036,854,774,800"]
    assert column(model, HitColumn.MULTIPLIER) == ["73.21×"] * 3
    assert model.nonce_at(2) == 2**63 - 1
    assert model.nonce_at(3) is None
    assert model.nonce_at(-1) is None


def test_a_row_is_told_whole(model) -> None:
    model.show_hits(hits(7, 8))
    aloud = Qt.ItemDataRole.AccessibleTextRole
    assert model.index(0, 0).data(aloud) == "Nonce 7 reached 73.21×: the first hit"
    assert model.index(1, 2).data(aloud) == "Nonce 8 reached 73.21×, 1 nonce after the hit before"


def test_further_hits_are_added_and_others_read_anew(model, qtbot) -> None:
    model.show_hits(hits(7))
    with qtbot.waitSignal(model.rowsInserted), qtbot.assertNotEmitted(model.modelReset):
        model.show_hits(hits(7, 9))
    with qtbot.assertNotEmitted(model.rowsInserted), qtbot.assertNotEmitted(model.modelReset):
        model.show_hits(hits(7, 9))
    for other in (hits(7), hits(8, 9), hits(8, 9, 10, multiplier=17.34), None):
        with qtbot.waitSignal(model.modelReset):
            model.show_hits(other)
    assert model.rowCount() == 0
    assert model.nonce_at(0) is None
