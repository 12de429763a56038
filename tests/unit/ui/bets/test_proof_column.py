"""When the column of verdicts is there."""

import pytest

from liveapp.ui.bets.columns import Column
from liveapp.ui.bets.proof_column import ProofColumn
from liveapp.ui.bets.view import BetView


@pytest.fixture
def view(theme, bet_model, qtbot) -> BetView:
    made = BetView(bet_model)
    qtbot.addWidget(made)
    return made


def is_shown(view: BetView) -> bool:
    return Column.PROOF in view.shown_columns()


def test_it_is_there_once_a_seed_is_known_before_the_bookmarks(view) -> None:
    column = ProofColumn(view)
    assert not is_shown(view)
    column.show_for(is_revealed=True)
    assert view.shown_columns()[-2:] == [Column.PROOF, Column.BOOKMARK]
    column.show_for(is_revealed=False)
    assert not is_shown(view)


@pytest.mark.parametrize("chosen", [True, False])
def test_what_the_user_chose_holds_for_every_stream_and_at_the_next_start(view, chosen, qtbot) -> None:
    column = ProofColumn(view)
    column.note_choice(Column.AMOUNT, not chosen)
    assert column.save_state() == {"proof_column": ""}
    with qtbot.waitSignal(column.state_changed):
        column.note_choice(Column.PROOF, chosen)
    state = column.save_state()
    for kept in (column, ProofColumn(view)):
        kept.restore_state(state)
        for is_revealed in (True, False):
            kept.show_for(is_revealed)
            assert is_shown(view) is chosen
        assert kept.save_state() == state


@pytest.mark.parametrize("state", [{}, {"proof_column": ""}, {"proof_column": "SHOWN\u202e"}])
def test_what_cannot_be_read_is_no_choice(view, state) -> None:
    column = ProofColumn(view)
    column.note_choice(Column.PROOF, False)
    column.restore_state(state)
    column.show_for(is_revealed=True)
    assert is_shown(view)


def test_a_table_whose_other_columns_are_all_hidden_keeps_it(view) -> None:
    column = ProofColumn(view)
    column.show_for(is_revealed=True)
    for other in Column:
        view.setColumnHidden(other, other is not Column.PROOF)
    column.show_for(is_revealed=False)
    assert view.shown_columns() == [Column.PROOF]
