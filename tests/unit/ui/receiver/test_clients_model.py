"""The table of clients."""

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt

from liveapp.ui.receiver.clients_model import SHOWN_FOR_US, ClientColumn, ClientsModel
from tests.unit.ui.receiver.clients import CHROME, EXTENSION, SECOND_US, client
from tests.unit.ui.receiver.refusals import NOW_US, refusal

SHOWN_FOR_S = SHOWN_FOR_US // SECOND_US


@pytest.fixture
def model(qtmodeltester) -> ClientsModel:
    made = ClientsModel(lambda: NOW_US)
    qtmodeltester.check(made)
    return made


def names(model: ClientsModel) -> list[str]:
    return [model.index(row, ClientColumn.NAME).data() for row in range(model.rowCount())]


def test_a_row_tells_who_it_is_what_came_and_what_was_refused(model) -> None:
    refused = refusal(age_s=4, reason="The ingest token is wrong")
    model.show_clients([client(CHROME, EXTENSION, last_s=1, bet_s=65, bets=1_204, refusal=refused)])
    assert [model.index(0, column).data() for column in ClientColumn] == [
        "Browser extension in Chrome",
        "1 s ago",
        "1 min ago",
        "1,204",
        "0",
        "The ingest token is wrong · 4 s ago",
    ]


def test_the_tooltip_of_a_client_has_what_it_sent_of_itself_whole(model) -> None:
    model.show_clients([client(CHROME, EXTENSION)])
    tip = model.index(0, ClientColumn.NAME).data(Qt.ItemDataRole.ToolTipRole)
    assert EXTENSION in tip
    assert CHROME in tip.replace("\n", "")
    assert "UTC" in model.index(0, ClientColumn.LAST_BET).data(Qt.ItemDataRole.ToolTipRole)


def test_who_was_silent_for_a_quarter_of_an_hour_is_not_listed(model) -> None:
    model.show_clients([client("silent", last_s=SHOWN_FOR_S), client("rare", last_s=SHOWN_FOR_S - 1)])
    assert names(model) == ["rare"]


def test_rows_keep_their_places_while_clients_take_turns(model) -> None:
    first, second = client("first", first_s=60), client("second", first_s=30)
    model.show_clients([first, second])
    resets: list[None] = []
    model.modelReset.connect(lambda: resets.append(None))
    model.rowsInserted.connect(lambda *_: resets.append(None))
    chosen = QPersistentModelIndex(model.index(1, 0))
    model.show_clients([client("second", first_s=30, bets=9), first])
    assert names(model) == ["second", "first"]
    assert model.index(0, ClientColumn.BETS).data() == "9"
    assert (chosen.row(), resets) == (1, [])


def test_who_comes_and_goes_moves_nobody_else(model, qtmodeltester) -> None:
    old, new, back = client("old", first_s=90), client("new", first_s=10), client("back", first_s=50)
    model.show_clients([old, new])
    chosen = QPersistentModelIndex(model.index(1, 0))
    model.show_clients([new, back, old])
    assert names(model) == ["new", "back", "old"]
    assert chosen.row() == 2
    model.show_clients([old])
    assert (names(model), chosen.row()) == (["old"], 0)
    model.show_clients([])
    assert (model.rowCount(), chosen.isValid()) == (0, False)


def test_a_client_that_was_forgotten_and_came_again_is_a_new_one(model) -> None:
    model.show_clients([client("again", first_s=60), client("other", first_s=30)])
    model.show_clients([client("again", first_s=1), client("other", first_s=30)])
    assert names(model) == ["again", "other"]


def test_ages_are_told_anew_with_every_look(qtbot) -> None:
    now_us = [NOW_US]
    model = ClientsModel(lambda: now_us[0])
    model.show_clients([client(last_s=1)])
    now_us[0] += 3 * SECOND_US
    with qtbot.waitSignal(model.dataChanged):
        model.show_clients(model.clients)
    assert model.index(0, ClientColumn.LAST_REQUEST).data() == "4 s ago"
