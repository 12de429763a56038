"""A demo is a bot like any other, at the real port."""

import random
import threading
from typing import TYPE_CHECKING

import httpx
import pytest

from liveapp.app.core.demo import DEMO_NOTES, DemoPlayer
from liveapp.domain.bets import DIFFICULTIES
from liveapp.domain.clients import DEMO_CLIENT
from liveapp.domain.pump import MULTIPLIERS, hash_server_seed
from liveapp.domain.queries import BetFilter, BetOrder
from tests.bets import TOKEN
from tests.conftest import LogWatch
from tests.http_client import free_port

if TYPE_CHECKING:
    from liveapp.app.core.service import Service


def player(service: "Service", rounds: int = 20, **changes: object) -> DemoPlayer:
    values = {"url": service.receiver_url, "token": TOKEN, "rounds_per_s": 1000.0, **changes}
    return DemoPlayer(writer=service.writer, rounds=rounds, **values)  # type: ignore[arg-type]


def play(demo: DemoPlayer) -> None:
    demo.start()
    demo._thread.join(20)
    assert not demo.is_playing


def test_its_rounds_are_a_stream_of_their_own_that_says_what_it_is(service: "Service") -> None:
    play(player(service))
    assert [(one.client, one.bets) for one in service.clients.seen()] == [(DEMO_CLIENT, 20)]
    (stream,), _ = service.reader.streams()
    assert (stream.total_bets, stream.notes) == (20, DEMO_NOTES)
    assert len(stream.seeds.server_seed_hashed) == 64
    assert stream.seeds.client_seed.startswith("demo-")
    bets = service.reader.first_bets(stream.key, BetOrder(), BetFilter(), 100)
    assert [bet.nonce for bet in bets] == list(range(1, 21))
    (difficulty,) = {bet.difficulty for bet in bets}
    assert difficulty in DIFFICULTIES
    for bet in bets:
        assert bet.round_result in MULTIPLIERS[difficulty]
        assert bet.date_time_us is not None
        is_won = bet.round_target is not None and bet.round_result >= bet.round_target
        assert bet.payout_multiplier == (bet.round_target if is_won else 0.0)
        assert (bet.payout > 0) == is_won


def test_at_its_end_it_reveals_its_server_seed(service: "Service") -> None:
    play(player(service))
    (stream,), _ = service.reader.streams()
    assert stream.proof.is_revealed
    assert stream.seeds.server_seed_hashed == hash_server_seed(service.reader.server_seed(stream.id) or "")


def test_the_same_chance_stakes_alike_on_other_seeds(service: "Service") -> None:
    for _ in range(2):
        play(player(service, rounds=5, chance=random.Random(1)))
    streams, _ = service.reader.streams()
    first, second = [
        [(bet.amount, bet.round_target) for bet in service.reader.stream_with_last_bets(stream.id, 10)[1]]
        for stream in streams
    ]
    assert first == second
    assert streams[0].seeds.server_seed_hashed != streams[1].seeds.server_seed_hashed


def test_it_stops_when_it_is_told_to(service: "Service") -> None:
    has_bet = threading.Event()
    service.writer.subscribe(lambda _events: has_bet.set())
    demo = player(service, rounds=10_000, rounds_per_s=0.001)
    demo.start()
    assert has_bet.wait(20)
    assert demo.is_playing
    demo.stop()
    assert not demo.is_playing
    (stream,), _ = service.reader.streams()
    assert stream.total_bets == 1
    assert not stream.proof.is_revealed


def test_a_wrong_token_ends_it_and_is_told(service: "Service", log_watch: LogWatch) -> None:
    log_watch.expect("The demo ended early: the receiver answered 401")
    play(player(service, token="wrong"))
    assert len(log_watch.records) == 1
    assert service.reader.streams() == ([], 0)


def test_a_receiver_that_is_not_there_ends_it(service: "Service", log_watch: LogWatch) -> None:
    log_watch.expect("The demo ended early")
    play(player(service, url=f"http://127.0.0.1:{free_port()}"))
    assert len(log_watch.records) == 1


def test_a_receiver_that_stops_amid_it_ends_it(service: "Service", log_watch: LogWatch) -> None:
    log_watch.expect("The demo ended early")
    has_bet = threading.Event()
    service.writer.subscribe(lambda _events: has_bet.set())
    demo = player(service, rounds=10_000)
    demo.start()
    assert has_bet.wait(20)
    service.shutdown()
    demo._thread.join(20)
    assert not demo.is_playing
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"{demo._url}/healthz", trust_env=False, verify=False)
