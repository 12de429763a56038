"""Who sent bets of late."""

import threading

from liveapp.domain.clients import MOST_KEPT, ClientLog, ClientSeen, Received
from liveapp.domain.events import RequestRefused
from tests.clock import START_US, Clock

REFUSAL = RequestRefused(401, "The ingest token is missing", START_US)
BET = Received(bets=1)


def test_what_each_client_sent_is_counted() -> None:
    clock = Clock()
    log = ClientLog(clock.wall_us)
    log.note(None, "bot/1", BET)
    clock.sleep(1)
    log.note(None, "bot/1", Received(bets=3, heartbeats=2, duplicates=4))
    clock.sleep(1)
    log.note(None, "bot/1", Received(heartbeats=1), REFUSAL)
    assert log.seen() == (
        ClientSeen(
            None,
            "bot/1",
            first_us=START_US,
            last_us=START_US + 2_000_000,
            bets=4,
            duplicates=4,
            heartbeats=3,
            last_bet_us=START_US + 1_000_000,
            refused=1,
            last_refusal=REFUSAL,
        ),
    )


def test_who_was_only_refused_has_no_bet() -> None:
    log = ClientLog(lambda: 5)
    log.note("app://bot", None, refusal=REFUSAL)
    log.note("app://bot", None)
    assert log.seen() == (ClientSeen("app://bot", None, 5, 5, 0, 0, 0, None, 1, REFUSAL),)


def test_origin_and_user_agent_make_a_client_and_the_last_one_stands_first() -> None:
    clock = Clock()
    log = ClientLog(clock.wall_us)
    for origin, client in [(None, "a"), ("app://a", "a"), (None, None), (None, "b")]:
        log.note(origin, client, BET)
    clock.set_wall(-60)
    log.note("app://a", "a", BET)
    assert [(one.origin, one.client, one.bets) for one in log.seen()] == [
        ("app://a", "a", 2),
        (None, "b", 1),
        (None, None, 1),
        (None, "a", 1),
    ]


def test_of_too_many_the_one_that_was_not_seen_for_the_longest_time_goes() -> None:
    log = ClientLog(lambda: 5)
    for number in range(MOST_KEPT):
        log.note(None, str(number), BET)
    log.note(None, "0", BET)
    log.note(None, "another", BET)
    names = [one.client for one in log.seen()]
    assert len(names) == MOST_KEPT
    assert names[:2] == ["another", "0"]
    assert "1" not in names


def test_strangers_push_away_nobody_who_is_let_in() -> None:
    log = ClientLog(lambda: 5)
    log.note(None, "bot", BET)
    log.note(None, "repeats", Received(duplicates=1))
    for number in range(3 * MOST_KEPT):
        log.note(f"https://{number}.example", None, refusal=REFUSAL)
    names = [one.client or one.origin for one in log.seen()]
    assert len(names) == MOST_KEPT
    assert names[0] == f"https://{3 * MOST_KEPT - 1}.example"
    assert names[-2:] == ["repeats", "bot"]


def test_no_request_of_many_threads_is_lost() -> None:
    log = ClientLog(lambda: 5)
    start = threading.Barrier(8)

    def send(number: int) -> None:
        start.wait()
        for _ in range(500):
            log.note(None, f"bot-{number % 2}", BET)

    threads = [threading.Thread(target=send, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted((one.client, one.bets) for one in log.seen()) == [("bot-0", 2000), ("bot-1", 2000)]
