"""What known rounds cost, with a million of them: `python -m tests.benchmarks.gaps [--rounds 1000000]`.

Nonces come in order, each second one (a gap before each), and in random order. Bets are recorded
in turns by two stores, of which one looks after no gaps: printed is the ratio of the processor time that
they took, for batches of 500 and, at the end, for single bets. Then, with all rounds there: how long the
questions for gaps take, and how long a start takes whose database has no gaps yet, and finds them.
"""

import argparse
import random
import sqlite3
import statistics
import tempfile
import time
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from liveapp.domain.bets import Bet, SeedPair
from liveapp.storage import Store, open_store, recording
from liveapp.storage.database import open_database
from liveapp.storage.migrations import MIGRATIONS

BATCH = 500
TURN = 8
SINGLES = 2000
PAIR = SeedPair("f" * 64, "gaps")
ADD_ROUNDS = recording.add_rounds

ORDERS: dict[str, Callable[[int], Sequence[int]]] = {
    "in order": lambda rounds: range(1, rounds + 1),
    "each second one": lambda rounds: range(1, 2 * rounds, 2),
    "in random order": lambda rounds: _shuffled(rounds),
}


def _shuffled(rounds: int) -> Sequence[int]:
    nonces = array("q", range(1, rounds + 1))
    random.Random(1).shuffle(nonces)
    return nonces


def _bet(nonce: int) -> Bet:
    return Bet(PAIR, f"bet-{nonce}", nonce, 1.0, 0.0, "easy", 1.02, 1.5, None, "btc")


def _cost_s(store: Store, requests: Sequence[Sequence[Bet]], with_gaps: bool) -> float:
    """Processor time that the requests take."""
    recording.add_rounds = ADD_ROUNDS if with_gaps else lambda _execute, stream, _runs: stream
    begun_s = time.process_time()
    for bets in requests:
        store.writer.record(bets)
    return time.process_time() - begun_s


def _fill(nonces: Sequence[int], stores: Sequence[Store]) -> float:
    """Record them in both stores, the first of which keeps gaps; the ratio of what that took."""
    spent_s = [0.0, 0.0]
    step = BATCH * TURN
    for start in range(0, len(nonces), step):
        bets = [_bet(nonce) for nonce in nonces[start : start + step]]
        requests = [bets[at : at + BATCH] for at in range(0, len(bets), BATCH)]
        for place, store in enumerate(stores):
            spent_s[place] += _cost_s(store, requests, with_gaps=place == 0)
    return spent_s[0] / spent_s[1]


def _singles(stores: Sequence[Store], last: int) -> float:
    """The same for single bets that go on after the last nonce."""
    spent_s = [0.0, 0.0]
    for start in range(0, SINGLES, 100):
        requests = [[_bet(last + 1 + start + number)] for number in range(100)]
        for place, store in enumerate(stores):
            spent_s[place] += _cost_s(store, requests, with_gaps=place == 0)
    return spent_s[0] / spent_s[1]


def _median_ms(ask: Callable[[], object], times: int = 20) -> float:
    taken = []
    for _ in range(times):
        begun_s = time.perf_counter()
        ask()
        taken.append(time.perf_counter() - begun_s)
    return statistics.median(taken) * 1000


@contextmanager
def _of_version_4(folder: Path, nonces: Sequence[int]) -> Iterator[Path]:
    """A database that knows nothing of gaps, with these rounds."""
    path = folder / "older" / "liveapp.sqlite3"
    path.parent.mkdir()
    open_database(path, MIGRATIONS[:4]).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "INSERT INTO live_streams (id, uuid, server_seed_hashed, client_seed, created_at, last_seen_at)"
            " VALUES (1, '00000000-0000-0000-0000-000000000001', 'a', 'b', 1, 1)"
        )
        connection.executemany(
            "INSERT INTO live_bets (stream_id, antebot_bet_id, received_at, nonce, amount, payout,"
            " difficulty, round_result) VALUES (1, ?, 1, ?, 1, 0, 'easy', 1)",
            ((str(nonce), nonce) for nonce in nonces),
        )
        connection.commit()
    yield path


def _measure(name: str, nonces: Sequence[int], folder: Path) -> None:
    paths = [folder / kind / "liveapp.sqlite3" for kind in ("with", "without")]
    for path in paths:
        path.parent.mkdir()
    stores = [open_store(path) for path in paths]
    ratio = _fill(nonces, stores)
    singles = _singles(stores, max(nonces))
    (stream,), _ = stores[0].reader.streams()
    reader, middle = stores[0].reader, max(nonces) // 2
    whole_ms = _median_ms(lambda: reader.gaps(stream.id))
    part_ms = _median_ms(lambda: reader.missing_between(stream.key, middle, middle + 200, 100))
    for store in stores:
        store.close()
    with _of_version_4(folder, nonces) as older:
        begun_s = time.perf_counter()
        open_database(older).close()
        migration_s = time.perf_counter() - begun_s
    print(
        f"{name:16} batches x{ratio:.2f}, single bets x{singles:.2f}, gaps {whole_ms:.1f} ms,"
        f" of 200 nonces {part_ms:.2f} ms, migration with its backup"
        f" {migration_s:.1f} s",
        flush=True,
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=1_000_000)
    rounds = parser.parse_args().rounds
    for name, nonces_of in ORDERS.items():
        with tempfile.TemporaryDirectory() as folder:
            _measure(name, nonces_of(rounds), Path(folder))


if __name__ == "__main__":
    main()
