"""Revealing and judging, killed or failing at any call: every bet is judged and counted once."""

import signal
import sys
from pathlib import Path

import pytest

from liveapp.domain.bets import SeedPair
from liveapp.domain.pump import hash_server_seed
from liveapp.domain.verdicts import StreamProof, Verdict
from liveapp.storage import open_store
from liveapp.storage.checks import check_database
from tests.faults.conftest import spread
from tests.faults.lab import Command, Ended, Lab
from tests.faults.strace import needs_strace
from tests.values import make_bet

SEED = "a seed that nobody may read"
BETS = 240
AT_A_TIME = 20
STRIKES = 4

PROVING = f"""
import sys
from contextlib import closing
from pathlib import Path
from liveapp.domain.errors import StoreUnavailable
from liveapp.domain.verdicts import Verdict
from liveapp.storage import open_store
try:
    with closing(open_store(Path(sys.argv[1]))) as store:
        store.writer.reveal_seed({SEED!r})
        print("revealed", flush=True)
        while bets := store.reader.bets_to_prove(1, 0, {AT_A_TIME}):
            store.writer.set_verdicts(1, [(bet.id, Verdict(bet.id % 4)) for bet in bets])
            print("judged", len(bets), flush=True)
except StoreUnavailable as fault:
    sys.exit(str(fault))
"""


def with_bets(home: Path) -> None:
    """A database with a stream, whose seed is not known."""
    (home / "data").mkdir(mode=0o700)
    store = open_store(home / "data" / "liveapp.sqlite3")
    pair = SeedPair(hash_server_seed(SEED), "client")
    store.writer.record([make_bet(nonce, pair) for nonce in range(1, BETS + 1)])
    store.close()


proving = Command((sys.executable, "-c", PROVING, "{data}/liveapp.sqlite3"), prepare=with_bets)


def see_that_nothing_told_is_lost_and_the_rest_can_be_judged(ended: Ended) -> None:
    path = ended.data / "liveapp.sqlite3"
    said = ended.output.split()
    judged = said.count("judged") * AT_A_TIME
    assert SEED not in ended.output + ended.errors
    store = open_store(path)
    ((stream,), _), seen = store.reader.streams(), 0
    assert check_database(path).is_sound
    assert stream.proof.is_revealed or "revealed" not in said
    assert stream.proof.judged in (judged, judged + AT_A_TIME)
    store.writer.reveal_seed(SEED)
    while bets := store.reader.bets_to_prove(1, 0, BETS):
        store.writer.set_verdicts(1, [(bet.id, Verdict(bet.id % 4)) for bet in bets])
        seen += len(bets)
    assert seen == BETS - stream.proof.judged
    proof = StreamProof(is_revealed=True, verified=BETS // 4, mismatched=BETS // 2, unverifiable=BETS // 4)
    assert store.reader.stream(stream.id).proof == proof
    store.close()
    assert check_database(path).is_sound


@needs_strace
def test_killed_at_any_call_every_bet_is_judged_and_counted_once(lab: Lab) -> None:
    calls = lab.calls(proving)
    assert len(calls) > 3 * BETS // AT_A_TIME
    for call in spread(calls, STRIKES):
        ended = lab.killed_at(proving, call)
        assert ended.status == -signal.SIGKILL, f"never came to {call}"
        see_that_nothing_told_is_lost_and_the_rest_can_be_judged(ended)
        lab.forget(ended)


@needs_strace
@pytest.mark.parametrize("error", ["ENOSPC", "EIO"])
def test_where_any_call_fails_that_is_told_and_what_was_judged_stays(lab: Lab, error: str) -> None:
    for call in spread(lab.calls(proving), STRIKES // 2):
        ended = lab.failed_at(proving, call, error)
        assert ended.status == 0 or "Traceback" not in ended.errors, call
        see_that_nothing_told_is_lost_and_the_rest_can_be_judged(ended)
        lab.forget(ended)
