"""A stream's running totals always equal a recount of its bets."""

import math
import sqlite3
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from liveapp.domain.bets import DIFFICULTIES, Bet, Heartbeat, Observation, SeedPair
from liveapp.storage import open_store

PAIRS = [SeedPair("hash-a", "one"), SeedPair("hash-a", "two"), SeedPair("hash-b", "one")]

amounts = st.floats(min_value=0, max_value=1e6)
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
    ),
    st.builds(Heartbeat, seeds=st.sampled_from(PAIRS), nonce=nonces, round_result=amounts),
)

RECOUNT = """
SELECT s.server_seed_hashed, s.client_seed, count(b.id), max(b.round_result), min(b.round_result),
       coalesce(sum(b.round_result), 0), coalesce(sum(b.amount), 0), coalesce(sum(b.payout), 0), max(b.nonce)
FROM live_streams s LEFT JOIN live_bets b ON b.stream_id = s.id GROUP BY s.id
"""


@settings(max_examples=60)
@given(st.lists(st.lists(observations, max_size=12), max_size=6))
def test_totals_agree_with_a_recount_after_any_history(history: list[list[Observation]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "liveapp.sqlite3"
        store = open_store(path)
        for request in history:
            store.writer.record(request)
        streams = {stream.seeds: stream for stream in store.reader.streams()[0]}
        store.close()
        connection = sqlite3.connect(path)
        rows = connection.execute(RECOUNT).fetchall()
        rounds = connection.execute(
            "SELECT count(*) FROM live_bets b WHERE NOT EXISTS"
            " (SELECT 1 FROM live_rounds r WHERE r.stream_id = b.stream_id AND r.nonce = b.nonce)"
        ).fetchone()
        connection.close()
    assert len(rows) == len(streams)
    assert rounds == (0,)
    for server_seed_hashed, client_seed, bets, highest, lowest, multipliers, wagered, paid_out, last in rows:
        stream = streams[SeedPair(server_seed_hashed, client_seed)]
        assert (stream.total_bets, stream.highest_multiplier, stream.lowest_multiplier) == (
            bets,
            highest,
            lowest,
        )
        assert stream.last_nonce == last
        assert math.isclose(stream.sum_multipliers, multipliers, rel_tol=1e-9)
        assert math.isclose(stream.wagered, wagered, rel_tol=1e-9)
        assert math.isclose(stream.paid_out, paid_out, rel_tol=1e-9)


def test_sums_stop_at_the_largest_number_instead_of_becoming_infinite(tmp_path: Path) -> None:
    store = open_store(tmp_path / "liveapp.sqlite3")
    huge = 1.7e308
    for name in ("a", "b"):
        bets = [Bet(PAIRS[0], f"{name}{nonce}", nonce, huge, huge, "easy", huge) for nonce in range(1, 4)]
        store.writer.record(bets)
    (stream,), _ = store.reader.streams()
    store.close()
    assert math.isfinite(stream.sum_multipliers)
    assert math.isfinite(stream.wagered)
    assert math.isfinite(stream.paid_out)
    assert stream.average_multiplier is not None
    assert math.isfinite(stream.average_multiplier)
