"""The script for Antebot where the network, other programs or Antebot itself fail it."""

import json
import sqlite3
from collections.abc import Callable
from itertools import chain, pairwise, product
from typing import Any

from liveapp.app.core.service import Service
from tests.bets import Json
from tests.clients.antebot.conftest import AntebotFactory, OtherProgram
from tests.clients.antebot.playing import Antebot, assert_recorded, last_bet, rounds, statuses

Connect = Callable[..., sqlite3.Connection]


def strange_replies(number: int) -> list[tuple[int, str]]:
    """Status and body of replies that are not the receiver's to a batch of so many."""

    def like_a_receipt(refused: str) -> tuple[int, str]:
        return 200, f'{{"accepted": {number - 1}, "duplicates": 0, "rejected": [{refused}]}}'

    return [
        (200, "<!doctype html><title>A router</title>"),
        (200, '{"accepted": true}'),
        (200, f'{{"accepted": {number + 1}, "duplicates": 0, "rejected": []}}'),
        like_a_receipt('{"index": 0.5, "detail": "refused"}'),
        like_a_receipt('{"index": -1, "detail": "refused"}'),
        like_a_receipt(f'{{"index": {number}, "detail": "refused"}}'),
        like_a_receipt('{"index": 0}'),
        like_a_receipt("null"),
        (200, "null"),
        (404, '{"detail": "Not Found"}'),
        (422, "not the receiver's words"),
        (500, "{}"),
    ]


def receipt(items: list[Json]) -> tuple[int, str, dict[str, str]]:
    """The receiver's reply to a batch of new rounds."""
    return 200, json.dumps({"accepted": len(items), "duplicates": 0, "rejected": []}), {}


def test_another_program_on_the_port_takes_nothing_away(
    start_antebot: AntebotFactory, other_program: OtherProgram
) -> None:
    asked: list[list[int]] = []

    def answer(items: list[Json]) -> tuple[int, str, dict[str, str]]:
        asked.append([item["nonce"] for item in items])
        strange = strange_replies(len(items))
        return (*strange[len(asked) - 1], {}) if len(asked) <= len(strange) else receipt(items)

    number = len(strange_replies(0)) + 1
    with other_program(answer) as port:
        antebot = start_antebot(f"http://127.0.0.1:{port}")
        for nonce in range(1, number + 1):
            antebot.play_and_rest([last_bet(nonce)])
            antebot.pass_time(60)
    assert asked == [list(range(1, nonce + 1)) for nonce in range(1, number + 1)]
    assert antebot.written() == []


def test_who_is_forbidden_stops(start_antebot: AntebotFactory, other_program: OtherProgram) -> None:
    with other_program(lambda _items: (403, '{"detail": "Host not allowed"}', {})) as port:
        antebot = start_antebot(f"http://127.0.0.1:{port}")
        for nonce in (1, 2):
            antebot.play_and_rest([last_bet(nonce)])
            antebot.pass_time(60)
    assert statuses(antebot) == [403]
    ((kind, text),) = antebot.told().notifications
    assert kind == "error"
    assert "Requests tells why" in text
    assert "token" not in text


def test_a_redirect_is_not_followed(
    start_antebot: AntebotFactory, other_program: OtherProgram, service: Service
) -> None:
    headers = {"Location": f"{service.receiver_url}/live/ingest"}
    with other_program(lambda _body: (307, "", headers)) as port:
        antebot = start_antebot(f"http://127.0.0.1:{port}")
        antebot.play_and_rest(rounds(1, 1))
    assert statuses(antebot) == [None]
    assert service.reader.streams()[1] == 0


def test_a_batch_that_is_refused_whole_is_halved_down_to_the_round_that_does_not_fit(
    start_antebot: AntebotFactory, other_program: OtherProgram
) -> None:
    unfit = [{"type": "missing", "loc": ["body"], "msg": "Field required", "input": None}]
    for status, body, reason in (
        (413, "Request Entity Too Large", "too large to be sent"),
        (422, json.dumps({"detail": unfit}), json.dumps(unfit, separators=(",", ":"))),
        (400, '{"detail": "The body is not JSON"}', "The body is not JSON"),
    ):
        taken: list[list[int]] = []

        def answer(
            items: list[Json], refusal: Any = (status, body, {}), taken: list[list[int]] = taken
        ) -> tuple[int, str, dict[str, str]]:
            nonces = [item["nonce"] for item in items]
            if 30 in nonces or (len(items) > 7 and nonces[0] < 60):
                return refusal
            taken.append(nonces)
            return receipt(items)

        with other_program(answer) as port:
            antebot = start_antebot(f"http://127.0.0.1:{port}")
            antebot.play_and_rest(rounds(1, 200))
        assert list(chain(*taken)) == [nonce for nonce in range(1, 201) if nonce != 30]
        assert len(taken[-2]) > 7
        assert [(one["nonce"], one["refused"]) for one in antebot.written()] == [(30, reason)]


def test_batches_stay_below_a_mebibyte_and_a_round_that_cannot_is_written(
    antebot: Antebot, service: Service, database: Connect
) -> None:
    large = [last_bet(nonce, deepLink="not sent" * 9000, dateTime="€" * 9000) for nonce in range(1, 101)]
    antebot.play_and_rest([*large, last_bet(101, dateTime="x" * 1_100_000), last_bet(102)])
    assert_recorded(database(service), [*large, last_bet(102)])
    requests = antebot.told().requests
    assert max(request["bytes"] for request in requests) > 900_000
    assert max(request["bytes"] for request in requests) < 2**20
    assert [(one["nonce"], one["refused"]) for one in antebot.written()] == [(101, "too large to be sent")]


def test_what_was_stored_though_its_reply_was_lost_is_sent_again_and_counts_once(
    antebot: Antebot, service: Service, database: Connect
) -> None:
    antebot.do("fetch", how="unheard")
    antebot.play_and_rest(rounds(1, 1))
    antebot.pass_time(2)
    antebot.play_and_rest(rounds(2, 40))
    assert_recorded(database(service), rounds(1, 2))
    antebot.do("fetch", how="real")
    antebot.pass_time(4)
    antebot.play_and_rest(rounds(41, 42))
    assert statuses(antebot) == [200] * 4
    assert [request["items"] for request in antebot.told().requests] == [1, 2, 41, 1]
    assert_recorded(database(service), rounds(1, 42))


def test_a_request_that_never_ends_is_given_up_after_half_a_minute(
    antebot: Antebot, service: Service, database: Connect
) -> None:
    antebot.do("fetch", how="hangs")
    antebot.play(rounds(1, 1))
    antebot.pass_time(29.999)
    antebot.play(rounds(2, 2))
    assert antebot.told().log == []
    antebot.do("fetch", how="real")
    antebot.pass_time(0.001)
    antebot.play(rounds(3, 3))
    assert len(antebot.told().log) == 1
    antebot.pass_time(2)
    antebot.play_and_rest(rounds(4, 4))
    assert_recorded(database(service), rounds(1, 4))


def test_a_reply_that_comes_after_its_request_was_given_up_changes_nothing(
    start_antebot: AntebotFactory, other_program: OtherProgram, service: Service, database: Connect
) -> None:
    with other_program(lambda _items: (401, "{}", {})) as port:
        antebot = start_antebot(f"http://127.0.0.1:{port}")
        antebot.do("fetch", how="late")
        antebot.play(rounds(1, 1))
        antebot.rest()
        antebot.pass_time(30)
        antebot.play(rounds(2, 2))
        antebot.do("run", source=f'LIVEAPP_URL = "{service.receiver_url}"')
        antebot.do("fetch", how="real")
        antebot.pass_time(2)
        antebot.play(rounds(3, 3))
        antebot.do("release")
        antebot.rest()
    antebot.play_and_rest(rounds(4, 4))
    assert antebot.told().notifications == []
    assert_recorded(database(service), rounds(1, 4))


def test_pauses_double_from_two_seconds_to_a_minute_and_end_when_the_clock_is_put_back(
    antebot: Antebot,
) -> None:
    antebot.do("fetch", how="throws")
    for nonce in range(1, 191):
        antebot.play([last_bet(nonce)])
        antebot.pass_time(1)
    times_s = [request["atMs"] / 1000 for request in antebot.told().requests]
    assert [round(later - earlier) for earlier, later in pairwise(times_s)] == [2, 4, 8, 16, 32, 60, 60]
    assert antebot.told().log == ["liveapp: takes no rounds now; they wait here and are sent later"]
    antebot.pass_time(-3600)
    antebot.play([last_bet(191)])
    assert len(antebot.told().requests) == len(times_s) + 1


def test_retry_after_is_heeded_up_to_a_minute(
    start_antebot: AntebotFactory, other_program: OtherProgram
) -> None:
    for status, retry_after, pause_s in (
        (429, "7", 7),
        (503, "7", 7),
        (429, "1", 2),
        (503, "9999", 60),
        (503, "soon", 2),
        (503, "-5", 2),
    ):
        reply = (status, "{}", {"Retry-After": retry_after})
        with other_program(lambda _items, reply=reply: reply) as port:
            antebot = start_antebot(f"http://127.0.0.1:{port}")
            antebot.play_and_rest(rounds(1, 1))
            antebot.pass_time(pause_s - 0.001)
            antebot.play_and_rest(rounds(2, 2))
            assert statuses(antebot) == [status]
            antebot.pass_time(0.001)
            antebot.play_and_rest(rounds(3, 3))
            assert statuses(antebot) == [status, status]


def test_whatever_fetch_does_rounds_are_kept(
    start_antebot: AntebotFactory, service: Service, database: Connect
) -> None:
    for place, how in enumerate(("throws", "hangs", "givesNothing", "givesNonsense")):
        antebot = start_antebot(service.receiver_url)
        first = 1 + 5 * place
        antebot.do("fetch", how=how)
        antebot.play_and_rest(rounds(first, first + 2))
        antebot.do("fetch", how="real")
        for nonce in (first + 3, first + 4):
            antebot.pass_time(60)
            antebot.play_and_rest([last_bet(nonce)])
    assert_recorded(database(service), rounds(1, 20))


def test_without_antebots_functions_betting_and_sending_go_on(
    start_antebot: AntebotFactory, service: Service, database: Connect
) -> None:
    spoiled = (["log"], ["notification"], ["log", "notification", "logToFile"])
    for how, names in product(("missing", "throws", "fails later"), spoiled):
        antebot = start_antebot(service.receiver_url)
        antebot.do("spoil", names=names, how=how)
        antebot.do("fetch", how="throws")
        antebot.play(rounds(1, 3))
        antebot.stop_betting()
        antebot.do("fetch", how="real")
        antebot.pass_time(2)
        antebot.play_and_rest([last_bet(4, amount=-1), *rounds(5, 5)])
        antebot.play_and_rest([last_bet(6, serverSeed="shown", serverSeedHashed=None)])
        assert statuses(antebot) == [None, 200, 200]
    assert_recorded(database(service), [*rounds(1, 3), *rounds(5, 5)])


def test_without_fetch_rounds_are_kept_and_written(antebot: Antebot) -> None:
    antebot.do("spoil", names=["fetch"], how="missing")
    antebot.play(rounds(1, 3))
    antebot.stop_betting()
    assert [one["nonce"] for one in antebot.written()] == [1, 2, 3]


def test_rounds_that_can_neither_wait_nor_be_written_are_told_as_lost(antebot: Antebot) -> None:
    antebot.do("spoil", names=["fetch", "logToFile"], how="missing")
    antebot.play(rounds(1, 5002))
    ((kind, text),) = antebot.told().notifications
    assert kind == "error"
    assert "are lost" in text


def test_a_file_that_turns_out_not_to_be_written_is_told(antebot: Antebot) -> None:
    antebot.do("fetch", how="hangs")
    antebot.do("spoil", names=["logToFile"], how="fails later")
    antebot.play(rounds(1, 2))
    antebot.stop_betting()
    assert antebot.told().notifications == [
        ["error", "liveapp: liveapp-unsent.jsonl cannot be written: what should be in it may be lost."]
    ]


def test_what_is_no_value_of_json_is_left_out(antebot: Antebot, service: Service, database: Connect) -> None:
    played = last_bet(1, payoutMultiplier=None, currency=None, dateTime=None)
    strange = "payoutMultiplier: NaN, currency: undefined, dateTime: (function () {}), loop: globalThis"
    source = f"liveappLog(Object.assign({json.dumps(played)}, {{ {strange} }}))"
    antebot.do("run", source=f"{source}; liveappLog(null); liveappLog({{ get id() {{ throw 1; }} }}); 0")
    antebot.rest()
    assert_recorded(database(service), [played])
