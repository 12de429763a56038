"""Pairing over sockets: the token goes to the extension that enters the code, and nowhere else."""

import json
import logging
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from liveapp.app.core.service import Service
from liveapp.domain.events import RequestRefused
from liveapp.domain.pairing import SHOWN_FOR_S, TRIES, PairingTried
from liveapp.receiver.access_log import ACCESS_LOG
from liveapp.settings import Settings, changed
from tests.bets import TOKEN
from tests.clock import Clock
from tests.http_client import RawReply, ask, free_port, port_of
from tests.integration.gate.requests import EXTENSION, GOOD_TOKEN, JSON_TYPE, MIB, detail

ORIGIN = ("Origin", EXTENSION)
AGENT = ("User-Agent", "Mozilla/5.0 Chrome/156.0.0.0")


class Program:
    """A running receiver, and what it told."""

    def __init__(self, folder: Path) -> None:
        self.refused: list[RequestRefused] = []
        self.tried: list[PairingTried] = []
        self.service = Service(
            Settings.model_validate({"data_dir": folder, "port": 0, "ingest_token": TOKEN}),
            self.refused.append,
            on_pairing_tried=self.tried.append,
        )
        self.service.start()

    @property
    def port(self) -> int:
        return port_of(self.service.receiver_url or "")

    def begin(self) -> str:
        return self.service.pairing.begin()

    def enter(self, code: object) -> RawReply:
        return self.post(json.dumps({"code": code}).encode(), ORIGIN, AGENT, JSON_TYPE)

    def post(self, body: bytes, *headers: tuple[str, str]) -> RawReply:
        return ask(self.port, "POST", "/live/pair", headers, body)

    def apply(self, **changes: object) -> None:
        self.service.apply_settings(changed(self.service.settings, changes))


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    made = Program(tmp_path)
    yield made
    made.service.shutdown()
    assert TOKEN not in repr(made.refused) + repr(made.tried)


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


def test_the_token_is_handed_over_once_and_each_try_is_told(program: Program) -> None:
    code = program.begin()
    wrong = program.enter(other_than(code))
    assert (wrong.status, detail(wrong)) == (401, "Wrong pairing code")
    right = program.enter(code)
    assert (right.status, right.json()) == (200, {"token": TOKEN})
    assert right.header("Access-Control-Allow-Origin") == EXTENSION
    assert right.header("Cache-Control") == "no-store"
    again = program.enter(code)
    assert (again.status, detail(again)) == (409, "No pairing is under way")
    assert [(one.is_right, one.tries_left) for one in program.tried] == [(False, TRIES - 1), (True, 0)]
    assert {(one.origin, one.client) for one in program.tried} == {(EXTENSION, AGENT[1])}
    assert [(one.status, one.path, one.field, one.value) for one in program.refused] == [
        (401, "/live/pair", None, None),
        (409, "/live/pair", None, None),
    ]


def test_without_a_window_no_pairing_is_ever_under_way(program: Program) -> None:
    assert [program.enter(code).status for code in ("000000", "", "123456")] == [409] * 3
    assert program.tried == []


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [("Origin", "null")],
        [("Origin", "app://bot")],
        [("Origin", "file://")],
        [("Origin", "https://allowed.example")],
        [("Origin", "https://evil.example")],
        [("Origin", "chrome-extension://")],
        [("Origin", f"{EXTENSION}, https://evil.example")],
        [ORIGIN, ("Origin", "https://evil.example")],
        [("Referer", EXTENSION), ("X-Forwarded-Origin", EXTENSION)],
    ],
)
def test_who_is_no_extension_gets_nothing_even_with_token_and_code(
    program: Program, headers: list[tuple[str, str]]
) -> None:
    program.apply(allowed_origins=("https://allowed.example",))
    code = program.begin()
    body = json.dumps({"code": code}).encode()
    assert program.post(body, *headers, GOOD_TOKEN, JSON_TYPE).status == 403
    assert program.tried == []
    assert program.enter(code).status == 200


def test_what_is_no_code_is_refused_and_no_try(program: Program) -> None:
    program.service.pairing._draw = lambda _: 918273
    code = program.begin()
    bodies = [code.encode(), json.dumps(code).encode(), json.dumps([code]).encode(), b"{}", b"null"]
    bodies += [json.dumps({"code": value}).encode() for value in (None, int(code) + 10**6, [code], "1" * 201)]
    assert [program.post(body, ORIGIN, JSON_TYPE).status for body in bodies] == [422] * 9
    assert program.post(b"{", ORIGIN, JSON_TYPE).status == 400
    assert program.post(b"{}", ORIGIN).status == 415
    assert program.post(b" " * (MIB + 1), ORIGIN, JSON_TYPE).status == 413
    assert program.tried == []
    assert len(program.refused) == 12
    assert not any(code in repr(refusal) for refusal in program.refused)
    assert program.enter(code).status == 200


def test_a_code_of_any_other_text_is_a_try(program: Program) -> None:
    code = program.begin()
    wrong = ["", f" {code}", f"{code}\0", "é" * 200]
    assert [program.enter(text).status for text in wrong] == [401] * 4
    assert program.enter(code).status == 200


def test_five_wrong_codes_end_it(program: Program) -> None:
    code = program.begin()
    assert [program.enter("no").status for _ in range(TRIES)] == [401] * TRIES
    assert program.enter(code).status == 409
    assert [one.tries_left for one in program.tried] == [4, 3, 2, 1, 0]
    assert program.enter(program.begin()).status == 200


def test_a_code_is_dead_after_a_minute(program: Program) -> None:
    clock = Clock()
    program.service.pairing._clock_s = clock.monotonic_s
    code = program.begin()
    clock.sleep(SHOWN_FOR_S)
    assert program.enter(code).status == 409
    code = program.begin()
    clock.sleep(SHOWN_FOR_S - 0.5)
    assert program.enter(code).status == 200


@pytest.mark.parametrize("right", [20, 3, 0])
def test_of_twenty_at_once_one_gets_the_token_and_five_are_wrong_at_most(
    program: Program, right: int
) -> None:
    code = program.begin()
    start = Barrier(20)

    def enter(number: int) -> RawReply:
        start.wait()
        return program.enter(code if number < right else "no")

    with ThreadPoolExecutor(20) as pool:
        replies = list(pool.map(enter, range(20)))
    statuses = Counter(reply.status for reply in replies)
    assert statuses[401] <= TRIES
    assert statuses[200] == (1 if right and statuses[401] < TRIES else 0)
    assert sum(TOKEN.encode() in reply.body for reply in replies) == statuses[200]
    assert set(statuses) <= {200, 401, 409}
    assert len(program.tried) == statuses[200] + statuses[401]


def test_the_token_in_force_is_handed_over_though_it_changed_while_the_code_was_shown(
    program: Program,
) -> None:
    code = program.begin()
    program.apply(ingest_token="a-new-token")
    assert program.enter(code).json() == {"token": "a-new-token"}
    code = program.begin()
    program.apply(require_token=False)
    assert program.enter(code).json() == {"token": None}


def test_the_code_outlives_a_change_of_the_port(program: Program) -> None:
    code, before = program.begin(), program.port
    program.apply(port=free_port())
    assert program.port != before
    assert program.enter(code).status == 200


def test_neither_code_nor_token_is_in_the_log(program: Program, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    program.service.pairing._draw = lambda _: 918273
    code = program.begin()
    for body in ({"code": int(code)}, {"code": other_than(code)}, {"code": code}):
        ask(
            program.port,
            "POST",
            f"/live/pair?code={code}",
            [ORIGIN, JSON_TYPE],
            json.dumps(body).encode(),
        )
    program.service.shutdown()
    text = "\n".join(record.getMessage() for record in caplog.records)
    assert any(record.name == ACCESS_LOG for record in caplog.records)
    assert "/live/pair" in text
    assert code not in text
    assert TOKEN not in text
