"""`liveapp verify`: one round as JSON, many as CSV, and what is refused in one line."""

import io
import json
import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

from liveapp.app.core.commands import COMMANDS
from liveapp.app.core.commands.line import find_command, run_command
from liveapp.app.core.commands.verify import ROUNDS_AT_A_TIME
from liveapp.domain.bets import DIFFICULTIES, MAX_NONCE
from liveapp.domain.computed_rounds import compute_round
from liveapp.domain.pump import MULTIPLIERS, hash_server_seed, multiplier, safe_pumps
from liveapp.settings import SettingsError
from tests.program import START_LIMIT_S, clean_environment
from tests.unit.app.core.commands.runs import run

VECTORS = json.loads((Path(__file__).parents[4] / "data" / "pump.json").read_text(encoding="utf-8"))
SEEDS = ["--server-seed", "server", "--client-seed", "client"]


class Sink(io.StringIO):
    """An output that is counted and not kept."""

    longest = rows = 0

    def write(self, text: str) -> int:
        self.longest = max(self.longest, len(text))
        self.rows += text.count("\n")
        return len(text)


def started(data_dir: Path, arguments: list[str], output: io.StringIO) -> None:
    line = find_command(["verify", "--data-dir", str(data_dir), *arguments], COMMANDS)
    assert line
    assert run_command(line, output) == 0


def printed(data_dir: Path, *arguments: str) -> str:
    output = io.StringIO()
    started(data_dir, [*SEEDS, *arguments], output)
    return output.getvalue()


def test_every_published_round_is_printed_as_one_line_of_json(tmp_path: Path) -> None:
    for of in VECTORS["outcomes"]:
        told = run(
            tmp_path,
            *("verify", f"--server-seed={of['server_seed']}", f"--client-seed={of['client_seed']}"),
            *("--nonce", str(of["nonce"]), "--difficulty", of["difficulty"]),
        )
        assert told == {
            "server_seed_hashed": hash_server_seed(of["server_seed"]),
            "client_seed": of["client_seed"],
            "nonce": of["nonce"],
            "difficulty": of["difficulty"],
            "safe_pumps": of["safe_rounds"],
            "multiplier": of["multiplier"],
        }


@pytest.mark.parametrize("seed", [" a ", "-x", "é\U0001f600", "a\nb", "x" * 200, "'\"$;<b>", "A" * 64])
def test_seeds_are_taken_as_they_are(tmp_path: Path, seed: str) -> None:
    where = (f"--server-seed={seed}", f"--client-seed={seed}", "--nonce=7", "--difficulty=EASY")
    told = run(tmp_path, "verify", *where)
    assert told["client_seed"] == seed
    assert told["server_seed_hashed"] == hash_server_seed(seed)
    assert (told["difficulty"], told["safe_pumps"]) == ("easy", safe_pumps(seed, seed, 7, "easy"))


@pytest.mark.parametrize("difficulty", DIFFICULTIES)
@pytest.mark.parametrize(("first", "last"), [(0, 0), (0, 12), (5, 40), (MAX_NONCE - 2, MAX_NONCE)])
def test_many_rounds_are_printed_as_csv_both_ends_included(
    tmp_path: Path, difficulty: str, first: int, last: int
) -> None:
    rows = printed(tmp_path, "--from", str(first), "--to", str(last), "--difficulty", difficulty)
    expected = ["nonce,safe_pumps,multiplier"]
    for nonce in range(first, last + 1):
        computed = compute_round("server", "client", nonce, difficulty)
        expected.append(f"{nonce},{computed.safe_pumps},{computed.multiplier}")
    assert rows == "\n".join(expected) + "\n"


@pytest.mark.parametrize("least", ["0", "1", "34.68", "34.69", "400.02", "3.2e6"])
def test_only_rounds_that_reach_the_least_multiplier_are_printed(tmp_path: Path, least: str) -> None:
    where = ("--from", "3", "--to", "3000", "--difficulty", "expert", "--min-multiplier", least)
    _, *rows = printed(tmp_path, *where).splitlines()
    assert [int(row.split(",")[0]) for row in rows] == [
        nonce for nonce in range(3, 3001) if multiplier("server", "client", nonce, "expert") >= float(least)
    ]


def test_numbers_are_written_as_python_writes_them(tmp_path: Path) -> None:
    rows = printed(tmp_path, "--from", "0", "--to", "100000", "--difficulty", "easy").splitlines()[1:]
    assert {row.split(",", 1)[1] for row in rows} == {
        f"{pumps},{reached}" for pumps, reached in enumerate(MULTIPLIERS["easy"])
    }


def test_rounds_are_written_while_they_are_computed_and_none_is_kept(tmp_path: Path) -> None:
    sink = Sink()
    started(tmp_path, [*SEEDS, "--from", "1", "--to", "50000", "--difficulty", "hard"], sink)
    assert sink.rows == 50_001
    assert sink.longest < ROUNDS_AT_A_TIME * 40


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "--nonce"),
        (["--nonce", "-1"], "--nonce"),
        (["--nonce", str(2**63)], "--nonce"),
        (["--nonce", "1.0"], "--nonce"),
        (["--nonce", "1_0"], "--nonce"),
        (["--nonce", "\u0661"], "--nonce"),
        (["--nonce", ""], "--nonce"),
        (["--nonce", "9" * 5000], "--nonce"),
        (["--nonce", "1", "--from", "1", "--to", "2"], "--nonce"),
        (["--nonce", "1", "--min-multiplier", "2"], "--min-multiplier"),
        (["--from", "1"], "--to"),
        (["--to", "1"], "--from"),
        (["--from", "2", "--to", "1"], "--from"),
        (["--from", "-1", "--to", "1"], "--from"),
        (["--from", "0", "--to", str(2**63)], "--to"),
        (["--from", "1", "--to", "2", "--min-multiplier", "nan"], "--min-multiplier"),
        (["--from", "1", "--to", "2", "--min-multiplier", "x"], "--min-multiplier"),
        (["--from", "1", "--to", "2", "--min-multiplier", "inf"], "--min-multiplier"),
        (["--from", "1", "--to", "2", "--min-multiplier", "-1"], "--min-multiplier"),
        (["--from", "1", "--to", "2", "--min-multiplier", "2,5"], "--min-multiplier"),
        (["--from", "1", "--to", "2", "--min-multiplier", ""], "--min-multiplier"),
        (["--nonce", "1", "--difficulty", "extreme"], "--difficulty"),
        (["--nonce", "1", "--difficulty", ""], "--difficulty"),
        (["--nonce", "1", "--server-seed="], "--server-seed"),
        (["--nonce", "1", "--client-seed="], "--client-seed"),
        (["--nonce", "1", "--server-seed", "x" * 201], "--server-seed"),
        (["--nonce", "1", "--client-seed", "\udcff"], "--client-seed"),
        (["--nonce", "1", "--server-seed", "a\ud800"], "--server-seed"),
        (["--nonce", "1", "--server-seed"], "--server-seed"),
        (["--nonce", "1", "more"], "more"),
        (["--nonce", "1", "--from", "1"], "--from"),
    ],
)
def test_what_is_wrong_names_its_option_and_prints_and_makes_nothing(
    tmp_path: Path, arguments: list[str], words: str
) -> None:
    output = io.StringIO()
    with pytest.raises(SettingsError, match=words):
        started(tmp_path / "data", [*SEEDS, "--difficulty", "easy", *arguments], output)
    assert output.getvalue() == ""
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("missing", ["--server-seed", "--client-seed", "--difficulty"])
def test_seeds_and_difficulty_are_needed(tmp_path: Path, missing: str) -> None:
    given = {"--server-seed": "s", "--client-seed": "c", "--difficulty": "easy", "--nonce": "1"}
    del given[missing]
    with pytest.raises(SettingsError, match=missing):
        started(tmp_path, [word for pair in given.items() for word in pair], io.StringIO())


def test_a_seed_that_is_refused_is_not_repeated(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        started(
            tmp_path,
            ["--client-seed=c", "--nonce=1", "--difficulty=easy", "--server-seed", "secret" * 99],
            io.StringIO(),
        )
    assert "secret" not in str(refused.value)


def test_it_makes_and_needs_no_data_folder(tmp_path: Path) -> None:
    assert run(tmp_path / "none", "verify", *SEEDS, "--nonce", "1", "--difficulty", "easy")["nonce"] == 1
    assert list(tmp_path.iterdir()) == []


def test_whoever_reads_the_rounds_sees_them_at_once_and_may_leave_early(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "liveapp", "verify", *SEEDS, "--difficulty=expert"]
    with subprocess.Popen(
        [*command, "--from", "0", "--to", str(MAX_NONCE), "--min-multiplier", "1.01"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=clean_environment(tmp_path, {"PYTHONUNBUFFERED": ""}),
    ) as process:
        assert process.stdout
        assert process.stderr
        first = list(islice(process.stdout, 3))
        assert first[0].split() == [b"nonce,safe_pumps,multiplier"]
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(START_LIMIT_S) == 0
