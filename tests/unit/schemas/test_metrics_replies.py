"""The reply that tells a stream's figures. Its numbers are the API's tests' matter."""

import json
from uuid import UUID

from liveapp.domain.statistics.metrics import metrics_of
from liveapp.domain.totals import CurrencyTotal
from liveapp.schemas.metrics_replies import BUCKETS_AT_A_TIME, MetricsOut, metrics_json
from tests.unit.domain.statistics.makers import arrays_of, bets_of, rounds_of
from tests.values import make_stream, stored_bet


def test_a_reply_has_every_figure_at_its_place() -> None:
    rounds = rounds_of((1, 1.02, None, False), (40, 2.04, None, False), (41, 9.0, None, False))
    bets = bets_of({"nonces": 1, "payouts": 3.0, "targets": 2.04}, {"nonces": 40, "amounts": 0.5})
    stream = make_stream(
        id=UUID(int=7),
        total_bets=2,
        rounds=3,
        totals=(CurrencyTotal("btc", 2, 1.5, 3.0),),
        highest_multiplier=9.0,
    )
    found = metrics_of(stream, arrays_of(rounds, bets), [stored_bet(id=4)], [2.0], 10)
    told = json.loads(metrics_json(found, lambda: None))
    assert MetricsOut.model_validate(told).model_dump(mode="json") == told
    [total], [outcome], [hits] = told["totals"], told["outcomes"], told["multiplier_stats"]
    assert (told["stream_id"], told["total_bets"], told["rounds"]) == (str(UUID(int=7)), 2, 3)
    assert (told["unclassified"], told["highest_multiplier"], told["hit_rate"]) == (1, 9.0, 0.0)
    assert (total["currency"], total["profit"], total["return_to_player"]) == ("btc", 1.5, 2.0)
    assert (total["expected_over"], total["bets"], total["wagered"], total["paid_out"]) == (1, 2, 1.5, 3.0)
    assert (outcome["difficulty"], outcome["rounds"], sum(outcome["counts"])) == ("easy", 2, 2)
    assert (outcome["degrees_of_freedom"], outcome["p_value"]) == (0, None)
    assert (hits["multiplier"], hits["count"], hits["last_nonce"], hits["longest_wait"]) == (2.0, 1, 40, 1)
    assert told["density_buckets"] == {"0": 1, "4": 1}
    assert told["top_peaks"] == [
        {"multiplier": 34.68, "nonce": 7, "timestamp": "2026-03-01T18:00:23.870001Z", "id": 4}
    ]
    assert told["runs"] == {
        "longest_losing": 1,
        "longest_winning": 1,
        "current": -1,
        "max_drawdown": [{"currency": "btc", "amount": 0.5}],
    }


def test_buckets_are_all_told_by_number_and_others_go_first_now_and_then() -> None:
    number = 2 * BUCKETS_AT_A_TIME + 1
    bets = bets_of(*({"nonces": 3 * nonce} for nonce in range(1, number + 1)))
    rounds = rounds_of(*((3 * nonce, 1.0, None, False) for nonce in range(1, number + 1)))
    times_given: list[int] = []
    found = metrics_of(make_stream(), arrays_of(rounds, bets), [], [], 1)
    told = json.loads(metrics_json(found, lambda: times_given.append(1)))["density_buckets"]
    assert list(told) == [str(3 * nonce) for nonce in range(1, number + 1)]
    assert set(told.values()) == {1}
    assert len(times_given) == 3
