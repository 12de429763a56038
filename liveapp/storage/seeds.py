"""Server seeds that were revealed, and the verdicts that follow from them."""

import json
from collections.abc import Sequence

from liveapp.domain.errors import SeedOfNobody
from liveapp.domain.events import BetsVerified, SeedRevealed
from liveapp.domain.ports import Revealed
from liveapp.domain.pump import hash_server_seed
from liveapp.domain.verdicts import DIFFERING, Verdict
from liveapp.storage import statements
from liveapp.storage.shared_transaction import Transaction
from liveapp.storage.stream_commands import stream_with_totals


def reveal_seed(server_seed: str, transaction: Transaction) -> Revealed:
    """Keep a server seed for the streams with its hash; tells of each of them, also where it was known.

    Raises:
        SeedOfNobody
    """
    hashed = hash_server_seed(server_seed)
    if not transaction.execute(statements.STREAMS_OF_HASH, (hashed,)).fetchall():
        raise SeedOfNobody
    transaction.execute(statements.KEEP_SEED, (hashed, server_seed, transaction.now_us))
    transaction.execute(statements.SET_REVEALED, (hashed,))
    rows = transaction.execute(statements.STREAMS_OF_HASH, (hashed,)).fetchall()
    streams = tuple(stream_with_totals(row, transaction) for row in rows)
    transaction.events += [SeedRevealed(stream) for stream in streams]
    return Revealed(hashed, streams)


def set_verdicts(stream_key: int, verdicts: Sequence[tuple[int, Verdict]], transaction: Transaction) -> None:
    """Give bets (by id) of a stream their verdicts; bets that have one, or are gone, are left alone."""
    given = dict.fromkeys(Verdict, 0)
    for verdict in Verdict:
        ids = [bet_id for bet_id, one in verdicts if one is verdict]
        if ids:
            values = {"verdict": verdict.value, "ids": json.dumps(ids), "key": stream_key}
            given[verdict] = transaction.execute(statements.SET_VERDICTS, values).rowcount
    if not any(given.values()):
        return
    counts = {
        "key": stream_key,
        "verified": given[Verdict.VERIFIED],
        "mismatched": sum(given[verdict] for verdict in DIFFERING),
        "unverifiable": given[Verdict.UNVERIFIABLE],
    }
    ((*row, deleted_us),) = transaction.execute(statements.ADD_VERDICTS, counts).fetchall()
    if deleted_us is None:
        stream = stream_with_totals(row, transaction)
        ids = [bet_id for bet_id, _ in verdicts]
        transaction.events.append(BetsVerified(stream, min(ids), max(ids)))
