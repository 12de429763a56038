"""The script for Antebot against the real receiver: what is played is what is recorded."""

import json
import random
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

from liveapp.app.core.service import Service
from liveapp.domain.antebot_script import filled
from tests.clients.antebot.conftest import AntebotFactory
from tests.clients.antebot.playing import (
    TEMPLATE_PATH,
    UNSENT_FILE,
    Antebot,
    assert_recorded,
    last_bet,
    rounds,
    statuses,
)
from tests.conftest import ServiceFactory
from tests.http_client import port_of
from tests.program import Program, run

Connect = Callable[..., sqlite3.Connection]


def imported(antebot: Antebot, service: Service, home: Path) -> dict[str, int]:
    """What `liveapp import` says of the file of what is unsent; the service is off."""
    data_dir = str(service.settings.data_dir)
    done = run(home, "import", "--data-dir", data_dir, str(antebot.folder / UNSENT_FILE))
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_a_thousand_rounds_are_recorded_as_they_were_played(
    antebot: Antebot, service: Service, database: Connect
) -> None:
    antebot.play(rounds(1, 1000), apart=True)
    antebot.rest()
    assert_recorded(database(service), rounds(1, 1000))
    told = antebot.told()
    assert told.requests[0]["items"] == 1
    assert sum(request["items"] for request in told.requests) == 1000
    assert {request["status"] for request in told.requests} == {200}
    assert (told.log, told.notifications, antebot.written()) == ([], [], [])


def test_the_script_that_the_command_prints_reports_to_the_program_that_runs(
    start_antebot: AntebotFactory, tmp_path: Path, database: Connect
) -> None:
    data_dir = tmp_path / "data"
    program = Program(tmp_path, "--data-dir", str(data_dir), "--port", "0")
    try:
        done = run(tmp_path, "antebot-script", "--data-dir", str(data_dir), "--url", program.url)
        assert (done.returncode, done.stderr) == (0, "")
        start_antebot(script=done.stdout).play_and_rest(rounds(1, 3))
        assert program.stop() == 0
    finally:
        program.close()
    assert_recorded(database(data_dir / "liveapp.sqlite3"), rounds(1, 3))


def test_while_the_program_is_off_rounds_wait_and_are_sent_as_batches_when_it_is_back(
    antebot: Antebot, service: Service, service_factory: ServiceFactory, database: Connect
) -> None:
    antebot.play_and_rest(rounds(1, 20))
    port, data_dir = port_of(service.receiver_url), service.settings.data_dir
    service.shutdown()
    before = len(antebot.told().requests)
    antebot.play_and_rest(rounds(21, 620))
    assert len(antebot.told().requests) == before + 1
    again = service_factory(port=port, data_dir=data_dir)
    antebot.pass_time(2)
    antebot.play_and_rest(rounds(621, 621))
    assert_recorded(database(again), rounds(1, 621))
    assert [request["items"] for request in antebot.told().requests[before:]] == [1, 500, 101]
    assert antebot.told().log == [
        "liveapp: takes no rounds now; they wait here and are sent later",
        "liveapp: takes rounds again",
    ]
    assert antebot.written() == []


def test_a_wrong_token_stops_it_is_told_once_and_what_is_unsent_can_be_imported(
    start_antebot: AntebotFactory, service: Service, tmp_path: Path, database: Connect
) -> None:
    antebot = start_antebot(service.receiver_url, token="not-it")
    for first in (1, 11, 21):
        antebot.play_and_rest(rounds(first, first + 9))
        antebot.pass_time(100)
    assert statuses(antebot) == [401]
    (notification,) = antebot.told().notifications
    assert notification[0] == "error"
    assert "Copy Antebot script" in notification[1]
    antebot.stop_betting()
    assert len(antebot.told().notifications) == 1
    assert antebot.told().log == ["liveapp: 30 rounds are in liveapp-unsent.jsonl: import it into liveapp."]
    service.shutdown()
    assert imported(antebot, service, tmp_path)["new"] == 30
    assert_recorded(database(service), rounds(1, 30))


def test_what_is_refused_blocks_nothing_and_is_written_with_the_reason(
    antebot: Antebot, service: Service, tmp_path: Path, database: Connect
) -> None:
    bad = {5: {"nonce": 0}, 6: {"amount": -1}, 9: {"clientSeed": None}, 12: {"id": {"not": "text"}}}
    antebot.play_and_rest([{**one, **bad.get(one["nonce"], {})} for one in rounds(1, 20)])
    good = [one for one in rounds(1, 20) if one["nonce"] not in bad]
    assert_recorded(database(service), good)
    refused = antebot.written()
    assert [one["id"] for one in refused] == ["antebot-5", "antebot-6", "antebot-9", None]
    assert refused[0]["refused"] == "Nonce must be greater than or equal to 1"
    assert refused[1]["refused"] == "Amount must be greater than or equal to 0"
    assert refused[2]["clientSeed"] is None
    assert "clientSeed" in refused[2]["refused"]
    antebot.stop_betting()
    assert antebot.written() == refused
    service.shutdown()
    told = imported(antebot, service, tmp_path)
    assert (told["new"], told["refused"]) == (0, 4)
    assert told["refusals"][0]["detail"] == refused[0]["refused"]


def test_simulated_rounds_are_not_sent_and_that_is_said_once(
    antebot: Antebot, service: Service, database: Connect
) -> None:
    antebot.do("set", values={"isSimulationMode": True})
    antebot.play(rounds(1, 5))
    antebot.do("set", values={"isSimulationMode": False})
    antebot.play([last_bet(6, serverSeed="shown in simulations only", serverSeedHashed=None)])
    antebot.stop_betting()
    told = antebot.told()
    assert (told.requests, told.log, antebot.written()) == ([], [], [])
    assert told.notifications == [["info", "liveapp: simulated rounds are not recorded."]]
    antebot.play_and_rest(rounds(7, 8))
    assert_recorded(database(service), rounds(7, 8))


def test_rounds_may_come_in_any_order_and_again(
    antebot: Antebot, service: Service, database: Connect
) -> None:
    shuffled = rounds(1, 60)
    random.Random(11).shuffle(shuffled)
    antebot.play_and_rest([*shuffled, *shuffled[::3]])
    assert_recorded(database(service), rounds(1, 60))
    assert antebot.written() == []


def test_at_full_speed_no_call_is_slow_and_nothing_is_lost(
    antebot: Antebot, service: Service, database: Connect
) -> None:
    took_ms = sorted(antebot.play(rounds(1, 5000)))
    antebot.rest()
    assert_recorded(database(service), rounds(1, 5000))
    assert took_ms[len(took_ms) * 99 // 100] < 5
    assert [request["items"] for request in antebot.told().requests] == [1, *[500] * 9, 499]
    assert antebot.written() == []


def test_what_is_unsent_when_betting_stops_in_flight_or_not_is_imported_to_exactly_what_was_played(
    antebot: Antebot, service: Service, tmp_path: Path, database: Connect
) -> None:
    antebot.play_and_rest(rounds(1, 30))
    antebot.do("fetch", how="hangs")
    antebot.play(rounds(31, 640))
    antebot.stop_betting()
    assert [one["nonce"] for one in antebot.written()] == list(range(31, 641))
    antebot.stop_betting()
    assert len(antebot.written()) == 610
    service.shutdown()
    assert imported(antebot, service, tmp_path)["new"] == 610
    assert_recorded(database(service), rounds(1, 640))


def test_what_was_written_when_betting_stopped_is_sent_as_well_once_betting_goes_on(
    antebot: Antebot, service: Service, tmp_path: Path, database: Connect
) -> None:
    antebot.do("fetch", how="throws")
    antebot.play(rounds(1, 3))
    antebot.stop_betting()
    assert antebot.told().notifications == [
        ["warning", "liveapp: 3 rounds are in liveapp-unsent.jsonl: import it into liveapp."]
    ]
    antebot.do("fetch", how="real")
    antebot.pass_time(2)
    antebot.play_and_rest(rounds(4, 5))
    assert_recorded(database(service), rounds(1, 5))
    antebot.stop_betting()
    assert [one["nonce"] for one in antebot.written()] == [1, 2, 3]
    service.shutdown()
    antebot.do("fetch", how="hangs")
    antebot.play(rounds(6, 6))
    antebot.stop_betting()
    service.shutdown()
    told = imported(antebot, service, tmp_path)
    assert (told["new"], told["duplicates"]) == (1, 3)
    assert_recorded(database(service), rounds(1, 6))


def test_below_the_threshold_rounds_are_heartbeats(
    start_antebot: AntebotFactory, service: Service, database: Connect
) -> None:
    antebot = start_antebot(service.receiver_url, min_multiplier=10)
    unknown = last_bet(101)
    unknown["state"] = {**unknown["state"], "roundResultMultiplier": None}
    antebot.play_and_rest([*rounds(1, 100), unknown])
    stored = database(service)
    kept = [one for one in rounds(1, 100) if one["state"]["roundResultMultiplier"] >= 10]
    bets = stored.execute("SELECT nonce FROM live_bets ORDER BY nonce").fetchall()
    assert [row["nonce"] for row in bets] == [*(one["nonce"] for one in kept), 101]
    results = [tuple(row) for row in stored.execute("SELECT nonce, round_result FROM live_rounds")]
    expected = [(one["nonce"], one["state"]["roundResultMultiplier"]) for one in rounds(1, 100)]
    assert results == [*expected, (101, unknown["payoutMultiplier"])]


def test_beyond_five_thousand_rounds_go_to_the_file(
    antebot: Antebot, service: Service, tmp_path: Path, database: Connect
) -> None:
    antebot.do("fetch", how="throws")
    antebot.play(rounds(1, 5003))
    assert [one["nonce"] for one in antebot.written()] == [5001, 5002, 5003]
    (notification,) = antebot.told().notifications
    assert "5000 rounds wait" in notification[1]
    antebot.do("fetch", how="real")
    antebot.pass_time(2)
    antebot.play_and_rest(rounds(5003, 5003))
    assert_recorded(database(service), rounds(1, 5000))
    for _ in range(2):
        antebot.stop_betting()
    assert antebot.told().notifications[1:] == [
        ["warning", "liveapp: 4 rounds are in liveapp-unsent.jsonl: import it into liveapp."]
    ]
    service.shutdown()
    assert imported(antebot, service, tmp_path)["new"] == 3
    assert_recorded(database(service), rounds(1, 5003))


def test_a_round_that_still_runs_is_not_sent_before_it_is_over(
    antebot: Antebot, service: Service, database: Connect
) -> None:
    running = last_bet(1, active=True, payout=0, payoutMultiplier=0)
    running["state"] = {"difficulty": running["state"]["difficulty"], "roundTarget": 1}
    antebot.play_and_rest([running])
    assert antebot.told().requests == []
    antebot.play_and_rest([last_bet(1), last_bet(2, active=True)])
    assert_recorded(database(service), rounds(1, 2))


def test_only_rounds_of_pump_are_sent(antebot: Antebot, service: Service, database: Connect) -> None:
    games = ["dice", "PUMP", "", None, "crossover", "Pump", "chicken"]
    antebot.play([last_bet(nonce, game=name) for nonce, name in enumerate(games, 1)])
    antebot.do("set", values={"game": "limbo"})
    antebot.play([last_bet(8, game=""), last_bet(9)])
    antebot.rest()
    assert_recorded(database(service), [last_bet(nonce) for nonce in (2, 3, 4, 6, 9)])


def test_the_address_may_be_the_base_or_whole(
    start_antebot: AntebotFactory, service: Service, database: Connect
) -> None:
    for nonce, path in enumerate(("", "/", "/live/ingest", "/live/ingest/"), 1):
        start_antebot(f"{service.receiver_url}{path}").play_and_rest([last_bet(nonce)])
    assert_recorded(database(service), rounds(1, 4))


def test_where_no_token_is_needed_none_is_sent(
    start_antebot: AntebotFactory, service_factory: ServiceFactory, database: Connect
) -> None:
    service = service_factory(require_token=False)
    antebot = start_antebot(service.receiver_url, token="")
    antebot.play_and_rest(rounds(1, 2))
    assert_recorded(database(service), rounds(1, 2))


def test_a_token_may_hold_any_letters(
    start_antebot: AntebotFactory, service_factory: ServiceFactory, database: Connect
) -> None:
    token = 'tökén "</script>😀__LIVEAPP_URL__'
    service = service_factory(ingest_token=token)
    antebot = start_antebot(service.receiver_url, token=token)
    antebot.play_and_rest(rounds(1, 2))
    assert_recorded(database(service), rounds(1, 2))


def test_a_script_with_callbacks_of_its_own_calls_two_functions(
    antebot: Antebot, service: Service, database: Connect
) -> None:
    antebot.do(
        "run",
        source="""
        var heard = [];
        engine.onBetPlaced(function (lastBet) { liveappLog(lastBet); heard.push(lastBet.nonce); });
        engine.onBettingStopped(function () { liveapp.bettingStopped(); heard.push("stopped"); });
        0;
        """,
    )
    antebot.play_and_rest(rounds(1, 2))
    antebot.do("fetch", how="hangs")
    antebot.play(rounds(3, 3))
    antebot.stop_betting()
    assert antebot.do("run", source="heard") == [1, 2, 3, "stopped"]
    (noted,) = antebot.told().log
    assert noted.startswith("liveapp: 1 round is not confirmed yet, and in liveapp-unsent.jsonl too")
    assert_recorded(database(service), rounds(1, 2))
    assert [one["nonce"] for one in antebot.written()] == [3]


def test_it_takes_no_names_but_its_own(antebot: Antebot) -> None:
    names = antebot.do("run", source="Object.keys(globalThis)")
    given = {"engine", "game", "isSimulationMode", "fetch", "log", "notification", "logToFile"}
    assert set(names) - given == {
        "LIVEAPP_MIN_MULTIPLIER",
        "LIVEAPP_URL",
        "LIVEAPP_TOKEN",
        "liveapp",
        "liveappLog",
    }


def test_it_is_es5(node: Path) -> None:
    """Node has a parser of its own, which can be told the language's edition."""
    source = filled(TEMPLATE_PATH.read_text(encoding="utf-8"), "http://localhost", "")
    parse = "require('internal/deps/acorn/acorn/dist/acorn').parse(process.argv[1], {ecmaVersion: 5})"
    for script, is_es5 in ((source, True), (f"{source}\nlet later = 6;", False)):
        done = subprocess.run(
            [node, "--expose-internals", "-e", parse, script], capture_output=True, timeout=60, check=False
        )
        assert (done.returncode == 0) is is_es5, done.stderr
