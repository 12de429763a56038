from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from liveapp.domain.bets import StoredBet
from liveapp.domain.queries import BetColumn, BetFilter, sort_key
from liveapp.ui.bets.index import BetIndex, admitted, growth_of, index_of

PLAIN = StoredBet(0, "bet", 0, None, 1, 1.0, 0.0, "easy", None, 1.0, None, None)

bet_lists = st.lists(
    st.builds(
        replace,
        st.just(PLAIN),
        nonce=st.integers(1, 2**63 - 1) | st.integers(1, 5),
        round_result=st.sampled_from([0.0, 1.0, 24.5]),
        round_target=st.sampled_from([None, 2.0]),
    ),
    max_size=40,
).map(lambda bets: [replace(bet, id=number + 1) for number, bet in enumerate(bets)])
columns = st.sampled_from(
    [BetColumn.NONCE, BetColumn.ROUND_RESULT, BetColumn.ROUND_TARGET, BetColumn.RECEIVED]
)


def in_order(bets: list[StoredBet], column: BetColumn) -> list[StoredBet]:
    return sorted(bets, key=lambda bet: (sort_key(bet, column), bet.id))


def ids(index: BetIndex) -> list[int]:
    return [index.id_at(position) for position in range(len(index))]


@given(bets=bet_lists, cut=st.integers(0, 40), column=columns)
def test_bets_put_in_one_run_after_the_other_or_all_at_once_stand_in_order(bets, cut, column) -> None:
    wanted = [bet.id for bet in in_order(bets, column)]
    old, new = bets[:cut], bets[cut:]
    index = index_of(in_order(old, column), column)
    runs = index.runs_of(new)
    merged = index.merged(runs, len(index))
    for run in reversed(runs):
        index.insert(run)
    assert ids(index) == ids(merged) == wanted
    for position, bet in enumerate(in_order(bets, column)):
        assert index.position_of(bet) == index.position_of_id(bet.id) == position
    assert index.position_of(replace(PLAIN, id=999)) is None
    assert index.position_of_id(999) is None


@given(bets=bet_lists, start=st.integers(0, 40), length=st.integers(1, 40))
def test_a_part_is_found_where_it_stands(bets, start, length) -> None:
    ordered = in_order(bets, BetColumn.NONCE)
    index = index_of(ordered, BetColumn.NONCE)
    part = ordered[start : start + length]
    assert index.place_of_part(index_of(part, BetColumn.NONCE)) == (start if part else 0)
    assert index.place_of_part(index_of([replace(PLAIN, id=999)], BetColumn.NONCE)) is None
    assert ids(index.cut_from(start)) == [bet.id for bet in ordered[start:]]


@given(bets=bet_lists, nonce=st.integers(1, 2**63 - 1) | st.integers(1, 8))
def test_the_nearest_nonce_is_nearest(bets, nonce) -> None:
    ordered = in_order(bets, BetColumn.NONCE)
    position = index_of(ordered, BetColumn.NONCE).position_nearest(nonce)
    if not bets:
        assert position is None
        return
    assert abs(ordered[position].nonce - nonce) == min(abs(bet.nonce - nonce) for bet in bets)
    assert position == 0 or ordered[position - 1].nonce != ordered[position].nonce


@given(bets=bet_lists, column=columns, shown=st.sets(st.integers(1, 41)))
def test_an_index_grows_to_one_that_has_all_of_it(bets, column, shown) -> None:
    ordered = in_order(bets, column)
    part = [bet for bet in ordered if bet.id in shown]
    growth = growth_of(index_of(part, column), index_of(ordered, column))
    assert growth.former_length == len(part)
    assert ids(growth.whole) == [bet.id for bet in ordered]
    if growth.place is None:
        assert ids(growth.added) == [bet.id for bet in ordered if bet.id not in shown]
    else:
        assert ordered[growth.place : growth.place + len(part)] == part


@given(bets=bet_lists, column=columns)
def test_an_index_does_not_grow_to_one_that_lacks_a_bet_of_it(bets, column) -> None:
    part = in_order([*bets, replace(PLAIN, id=999)], column)
    assert growth_of(index_of(part, column), index_of(in_order(bets, column), column)) is None


@given(bets=bet_lists, known=st.integers(0, 41), least=st.sampled_from([None, 24.5]))
def test_only_bets_that_came_later_and_that_the_filter_lets_through_are_admitted(bets, known, least) -> None:
    bet_filter = BetFilter(min_multiplier=least)
    wanted = [bet for bet in bets if bet.id > known and (least is None or bet.round_result >= least)]
    assert list(admitted(bets, bet_filter, known)) == wanted


@given(bets=bet_lists, column=columns)
def test_bets_that_all_come_last_are_one_run(bets, column) -> None:
    ordered = in_order(bets, column)
    index = index_of(ordered[:20], column)
    runs = index.runs_of(ordered[20:])
    assert [run.position for run in runs] == ([20] if ordered[20:] else [])


@given(bets=bet_lists, others=bet_lists, column=columns)
def test_bets_are_found_by_key_and_id_and_absent_ones_are_left_out(bets, others, column) -> None:
    index = index_of(in_order(bets, column), column)
    keys = sorted((sort_key(bet, column), bet.id) for bet in others)
    known = {(sort_key(bet, column), bet.id): place for place, bet in enumerate(in_order(bets, column))}
    assert list(index.positions_of_keys(keys)) == [known[key] for key in keys if key in known]
