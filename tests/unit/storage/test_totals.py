"""A stream's running totals always equal a recount of its bets."""

import math
import sqlite3
import sys
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from liveapp.domain.bets import DIFFICULTIES, Bet, Heartbeat, Observation, SeedPair
from liveapp.domain.streams import Stream
from liveapp.domain.totals import CurrencyTotal
from liveapp.storage import open_store
from tests.samples import histories

PAIRS = [SeedPair("hash-a", "one"), SeedPair("hash-a", "two"), SeedPair("hash-b", "one")]

amounts = st.integers(min_value=0, max_value=2**20).map(lambda eighths: eighths / 8)
"""Their sums are exact in whatever order."""

nonces = st.integers(min_value=-1, max_value=12)

observations = st.one_of(
    st.builds(
        Bet,
        seeds=st.sampled_from(PAIRS),
        antebot_bet_id=st.sampled_from("abcdefghij"),
        nonce=nonces,
        amount=amounts,
        payout=amounts,
        difficulty=st.sampled_from([*DIFFICULTIES, "unheard of"]),
        round_result=amounts,
        round_target=st.none() | amounts,
        currency=st.sampled_from([None, "", "btc", "doge"]),
    ),
    st.builds(Heartbeat, seeds=st.sampled_from(PAIRS), nonce=nonces, round_result=amounts),
)

RECOUNT = """
SELECT s.server_seed_hashed, s.client_seed, count(b.id), max(b.round_result), min(b.round_result),
       coalesce(sum(b.round_result), 0), max(b.nonce)
FROM live_streams s LEFT JOIN live_bets b ON b.stream_id = s.id GROUP BY s.id
"""

RECOUNT_BY_CURRENCY = """
SELECT s.server_seed_hashed, s.client_seed, nullif(b.currency, '') AS named, count(*), sum(b.amount),
    sum(b.payout)
FROM live_streams s JOIN live_bets b ON b.stream_id = s.id GROUP BY s.id, named ORDER BY min(b.id)
"""


@settings(max_examples=histories(20))
@given(st.lists(st.lists(observations, max_size=12), max_size=6))
def test_totals_agree_with_a_recount_after_any_history(history: list[list[Observation]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "liveapp.sqlite3"
        store = open_store(path)
        told: dict[SeedPair, Stream] = {}
        store.writer.subscribe(lambda events: told.update({one.stream.seeds: one.stream for one in events}))
        for request in history:
            store.writer.record(request)
        streams = {stream.seeds: stream for stream in store.reader.streams()[0]}
        each = {stream.seeds: store.reader.stream(stream.id) for stream in streams.values()}
        store.close()
        connection = sqlite3.connect(path)
        rows = connection.execute(RECOUNT).fetchall()
        by_currency = connection.execute(RECOUNT_BY_CURRENCY).fetchall()
        rounds = connection.execute(
            "SELECT count(*) FROM live_bets b WHERE NOT EXISTS"
            " (SELECT 1 FROM live_rounds r WHERE r.stream_id = b.stream_id AND r.nonce = b.nonce)"
        ).fetchone()
        connection.close()
    assert len(rows) == len(streams)
    assert rounds == (0,)
    for server_seed_hashed, client_seed, bets, highest, lowest, multipliers, last in rows:
        stream = streams[SeedPair(server_seed_hashed, client_seed)]
        assert (stream.total_bets, stream.highest_multiplier, stream.lowest_multiplier) == (
            bets,
            highest,
            lowest,
        )
        assert stream.last_nonce == last
        assert math.isclose(stream.sum_multipliers, multipliers, rel_tol=1e-9)
    assert told == streams == each
    for seeds, stream in streams.items():
        counted = [CurrencyTotal(*row[2:]) for row in by_currency if SeedPair(*row[:2]) == seeds]
        assert list(stream.totals) == counted


def test_sums_stop_at_the_largest_number_instead_of_becoming_infinite(tmp_path: Path) -> None:
    store = open_store(tmp_path / "liveapp.sqlite3")
    huge = 1.7e308
    for name in ("a", "b"):
        bets = [Bet(PAIRS[0], f"{name}{nonce}", nonce, huge, huge, "easy", huge) for nonce in range(1, 4)]
        store.writer.record(bets)
    (stream,), _ = store.reader.streams()
    store.close()
    assert math.isfinite(stream.sum_multipliers)
    (total,) = stream.totals
    assert total == CurrencyTotal(None, 6, sys.float_info.max, sys.float_info.max)
    assert stream.average_multiplier is not None
    assert math.isfinite(stream.average_multiplier)
