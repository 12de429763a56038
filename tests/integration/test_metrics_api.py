"""A stream's figures over HTTP: what a naive reading of the contract makes of the same bets."""

import itertools
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liveapp.domain.pump import MULTIPLIERS
from tests import naive_metrics
from tests.bets import Json, bet, heartbeat
from tests.http_client import strict_json

METRICS = [
    "stream_id",
    "total_bets",
    "rounds",
    "missing",
    "highest_multiplier",
    "hit_rate",
    "totals",
    "unclassified",
    "outcomes",
    "evidence",
    "multiplier_stats",
    "density_buckets",
    "top_peaks",
    "runs",
]
UNKNOWN = "11111111-2222-3333-4444-555555555555"
EXAMPLES = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


def post(client: httpx.Client, *items: Json) -> str:
    """Record items of a new stream; its id."""
    seed = uuid4().hex
    for item in items:
        item["clientSeed"] = seed
    reply = client.post("/live/ingest", json=list(items))
    assert reply.json()["rejected"] == []
    return str(client.post("/live/ingest", json=items[-1]).json()["streamId"])


def ask(client: httpx.Client, stream: str, query: str = "") -> tuple[int, Any]:
    reply = client.get(f"/live/streams/{stream}/metrics{query}")
    return reply.status_code, strict_json(reply.content)


def metrics(client: httpx.Client, stream: str, query: str = "") -> Any:
    status, told = ask(client, stream, query)
    assert status == 200, told
    return told


def like(value: Any) -> Any:
    """The same, with floats as near as they are computed."""
    if isinstance(value, float):
        return pytest.approx(value, rel=1e-9, abs=1e-9)
    if isinstance(value, dict):
        return {name: like(each) for name, each in value.items()}
    return list(map(like, value)) if isinstance(value, list) else value


# Random streams

difficulties = st.sampled_from(list(MULTIPLIERS))
nonces = st.one_of(st.integers(1, 20), st.integers(1, 60), st.integers(2**63 - 20, 2**63 - 1))
results = st.one_of(
    difficulties.flatmap(lambda difficulty: st.sampled_from(MULTIPLIERS[difficulty][:12])),
    st.sampled_from([0.0, 0.98, 1.01, 1.63 + 0.011, 4.95 - 0.011, 1066.735, 3203384.8, 3203386.0]),
)
amounts = st.sampled_from([0.0, 1e-8, 0.1, 0.5, 1.0, 12.5])


@st.composite
def items(draw: st.DrawFn) -> Json:
    known: Json = {"roundResult": draw(results)}
    if not draw(st.integers(0, 5)):
        known = {"roundResult": None, "payoutMultiplier": draw(results)}
    if not draw(st.integers(0, 2)):
        told = draw(st.sampled_from([{}, {"difficulty": draw(difficulties)}]))
        return heartbeat(draw(nonces), **known, **told)
    amount = draw(amounts)
    return bet(
        draw(nonces),
        id=uuid4().hex,
        difficulty=draw(st.one_of(st.just("expert"), difficulties)),
        amount=amount,
        payout=draw(st.sampled_from([0.0, 0.0, amount, 2 * amount, 34.68 * amount, 0.3])),
        roundTarget=draw(st.sampled_from([None, 1.0, 1.63, 1.63 + 0.011, 2.04, 33.0, 34.68, 52067.43, 1e9])),
        currency=draw(st.sampled_from([None, "", "btc", "usdt"])),
        **known,
    )


@EXAMPLES
@given(
    posted=st.lists(items(), min_size=1, max_size=40),
    multipliers=st.lists(st.sampled_from([0.3, 1, 1.63, 2.76, 2.764, 2.765, 34.68, 60000, 1e9]), max_size=4),
    bucket_size=st.sampled_from([1, 7, 1000, 2**62, 2**63 - 1, 2**70]),
    peaks=st.integers(1, 100),
)
def test_metrics_are_what_the_contract_read_naively_makes_of_the_same_bets(
    client: httpx.Client, posted: list[Json], multipliers: list[float], bucket_size: int, peaks: int
) -> None:
    naive = naive_metrics.NaiveStream()
    for item in posted:
        naive.take(item)
    asked = "".join(f"&multipliers={multiplier!r}" for multiplier in multipliers)
    query = f"?bucket_size={bucket_size}&top_peaks_limit={peaks}{asked}"
    told = metrics(client, post(client, *posted), query)
    assert list(told) == METRICS
    assert told["hit_rate"] >= 0
    peaks_told = [{"multiplier": one["multiplier"], "nonce": one["nonce"]} for one in told["top_peaks"]]
    wanted = like(naive_metrics.metrics(naive, multipliers, bucket_size, peaks))
    assert {**told, "top_peaks": peaks_told}.items() >= wanted.items()
    assert list(told["density_buckets"]) == list(wanted["density_buckets"])


# Single promises


def test_without_a_query_there_are_no_multipliers_buckets_of_1000_and_20_peaks(client: httpx.Client) -> None:
    told = metrics(client, post(client, *(bet(number) for number in range(980, 1010))))
    assert told["multiplier_stats"] == []
    assert told["density_buckets"] == {"0": 20, "1": 10}
    assert [one["nonce"] for one in told["top_peaks"]] == list(range(980, 1000))


def test_heartbeats_alone_have_outcomes_but_no_money(client: httpx.Client) -> None:
    beats = [heartbeat(number, roundResult=1.63, difficulty="expert") for number in (3, 4, 9)]
    told = metrics(client, post(client, *beats), "?multipliers=1.63")
    assert (told["total_bets"], told["rounds"], told["missing"], told["hit_rate"]) == (0, 3, 4, 0)
    assert (told["totals"], told["top_peaks"], told["density_buckets"]) == ([], [], {})
    assert told["highest_multiplier"] is None
    assert told["outcomes"][0]["counts"][:3] == [0, 3, 0]
    assert told["multiplier_stats"][0]["median_gap"] == 3.0
    assert told["runs"] == {"longest_losing": 0, "longest_winning": 0, "current": 0, "max_drawdown": []}


def test_a_peak_tells_which_bet_it_is_and_when_it_was_received(client: httpx.Client) -> None:
    stream = post(client, bet(1, roundResult=4.95), bet(2, roundResult=9.08), bet(3, roundResult=9.08))
    told = metrics(client, stream, "?top_peaks_limit=2")["top_peaks"]
    bets = client.get(f"/live/streams/{stream}/bets").json()["bets"]
    assert told == [
        {"multiplier": 9.08, "nonce": one["nonce"], "timestamp": one["received_at"], "id": one["id"]}
        for one in bets[1:]
    ]


def test_the_hit_rate_is_bets_a_minute_between_the_first_and_the_last_arrival(client: httpx.Client) -> None:
    stream = post(client, bet(5))
    assert metrics(client, stream)["hit_rate"] == 0
    for number in (3, 4):
        posted = bet(number, clientSeed=client.get(f"/live/streams/{stream}").json()["client_seed"])
        assert client.post("/live/ingest", json=posted).status_code == 200
    rate = metrics(client, stream)["hit_rate"]
    bets = client.get(f"/live/streams/{stream}/tail?since_id=0").json()["bets"]
    seconds = [float(re.sub(r".*:(\d\d\.\d+)Z", r"\1", one["received_at"])) for one in bets]
    assert rate == pytest.approx(3 * 60 / ((seconds[-1] - seconds[0]) % 60), rel=1e-6)


def test_amounts_beyond_all_floats_when_added_stop_at_the_largest(client: httpx.Client) -> None:
    huge = [bet(number, amount=1.7e308, payout=0, currency="btc") for number in (1, 2, 3)]
    told = metrics(client, post(client, *huge, bet(4, amount=1e-8, payout=0, currency="eth")))
    [huge_total, small_total] = told["totals"]
    assert huge_total["wagered"] == huge_total["profit_deviation"] == 1.7976931348623157e308
    assert huge_total["expected_profit"] == pytest.approx(1.7e308 * (1.63 * 0.6 - 1) * 3, rel=1e-9)
    assert small_total["profit_deviation"] == pytest.approx(1e-8 * 1.63 * 0.24**0.5, rel=1e-9)
    assert [one["amount"] for one in told["runs"]["max_drawdown"]] == [1.7976931348623157e308, 1e-8]


def test_a_multiplier_that_is_asked_for_twice_is_told_twice(client: httpx.Client) -> None:
    stream = post(client, bet(1), bet(2))
    [one, other] = metrics(client, stream, "?multipliers=34.68&multipliers=34.68")["multiplier_stats"]
    assert one == other
    assert one["count"] == 2


def test_figures_are_of_one_moment_however_many_bets_arrive_meanwhile(client: httpx.Client) -> None:
    seeds = {"clientSeed": uuid4().hex, "difficulty": "expert"}
    stream = client.post("/live/ingest", json=bet(1, **seeds)).json()["streamId"]
    is_done = threading.Event()

    def play() -> None:
        for first in range(2, 1502, 50):
            client.post("/live/ingest", json=[bet(nonce, **seeds) for nonce in range(first, first + 50)])
        is_done.set()

    seen = []
    with ThreadPoolExecutor(1) as player:
        playing = player.submit(play)
        while not is_done.is_set():
            seen.append(metrics(client, stream))
        playing.result()
    assert len({told["total_bets"] for told in seen}) > 1
    for told in seen:
        counts = [told["rounds"], told["totals"][0]["bets"], told["outcomes"][0]["rounds"]]
        assert {*counts, sum(told["density_buckets"].values())} == {told["total_bets"]}


# Refusals


def test_a_number_out_of_its_range_is_400_in_words(client: httpx.Client) -> None:
    for query, words in (
        ("multipliers=0", "multipliers must be greater than 0"),
        ("multipliers=2&multipliers=-1", "multipliers must be greater than 0"),
        ("&".join(["multipliers=2"] * 51), "multipliers cannot be more than 50"),
        ("bucket_size=0", "bucket_size must be at least 1"),
        ("top_peaks_limit=0", "top_peaks_limit must be at least 1"),
        ("top_peaks_limit=101", "top_peaks_limit cannot exceed 100"),
    ):
        assert ask(client, UNKNOWN, f"?{query}") == (400, {"detail": words})


def test_what_is_no_number_is_422_and_named(client: httpx.Client) -> None:
    for query, *place in (
        ("multipliers=two", "multipliers", 0),
        ("multipliers=2&multipliers=nan", "multipliers", 1),
        ("multipliers=inf", "multipliers", 0),
        ("multipliers=", "multipliers", 0),
        ("bucket_size=1.5", "bucket_size"),
        ("top_peaks_limit=many", "top_peaks_limit"),
    ):
        status, told = ask(client, UNKNOWN, f"?{query}")
        assert status == 422
        assert told["detail"][0]["loc"] == ["query", *place]


def test_fifty_multipliers_are_taken(client: httpx.Client) -> None:
    stream = post(client, bet(1))
    asked = "&".join(f"multipliers={number}" for number in range(1, 51))
    assert len(metrics(client, stream, f"?{asked}")["multiplier_stats"]) == 50


def test_figures_of_a_stream_that_is_not_there_are_404(client: httpx.Client) -> None:
    assert ask(client, UNKNOWN) == (404, {"detail": f"Stream with ID {UNKNOWN} not found"})
    assert ask(client, "x")[0] == 422


# Gaps between bets


def naive_gaps(bets: list[Json], at_least: float) -> dict[str, int | None]:
    shown = sorted(
        (one["nonce"], number, one) for number, one in enumerate(bets) if one["roundResult"] >= at_least
    )
    found: dict[str, int | None] = {shown[0][2]["id"]: None} if shown else {}
    for (before, *_), (nonce, _, one) in itertools.pairwise(shown):
        found[one["id"]] = nonce - before
    return found


def test_a_bet_tells_the_nonces_since_the_one_before_that_the_filter_lets_through(
    client: httpx.Client,
) -> None:
    posted = [
        bet(nonce, id=f"{number}", roundResult=result)
        for number, (nonce, result) in enumerate(
            [(9, 34.68), (2, 1.63), (9, 34.68), (3, 34.68), (2**63 - 1, 400.02), (5, 2.8), (1, 1.0)]
        )
    ]
    stream = post(client, *posted)
    for at_least, order, window in itertools.product(
        (0, 2, 30, 9999), ("nonce_asc", "id_desc"), ("", "&limit=2&offset=1", "&limit=1&offset=99")
    ):
        query = f"min_multiplier={at_least}&order={order}&include_gap=true{window}"
        told = client.get(f"/live/streams/{stream}/bets?{query}").json()["bets"]
        wanted = naive_gaps(posted, at_least)
        assert {one["antebot_bet_id"]: one["gap"] for one in told}.items() <= wanted.items()
        assert window or len(told) == len(wanted)


def test_gaps_between_few_of_many_bets_are_those_that_a_naive_reading_gives(client: httpx.Client) -> None:
    rare = {7: 400.02, 90: 34.68, 190: 400.02}
    posted = [bet(number, roundResult=rare.get(number, 1.0)) for number in range(200, 0, -1)]
    stream = post(client, *posted)
    for order in ("nonce_asc", "id_desc"):
        query = f"min_multiplier=30&include_gap=true&order={order}&limit=2"
        told = client.get(f"/live/streams/{stream}/bets?{query}").json()["bets"]
        assert [(one["nonce"], one["gap"]) for one in told] == [(7, None), (90, 83)]


def test_a_bet_has_no_gap_where_nobody_asks_for_it(client: httpx.Client) -> None:
    stream = post(client, bet(1), bet(2))
    for query in ("", "?include_gap=false"):
        [first, second] = client.get(f"/live/streams/{stream}/bets{query}").json()["bets"]
        assert "gap" not in first.keys() | second.keys()
