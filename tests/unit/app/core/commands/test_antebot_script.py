"""`liveapp antebot-script`: what it fills in, and the token that it makes where there is none yet."""

import io
import json
import re
from pathlib import Path

import pytest

from liveapp.app.core.commands import COMMANDS
from liveapp.app.core.commands.line import find_command, run_command
from liveapp.app.core.folder_lock import holding
from liveapp.settings import SettingsError, load


def printed(data_dir: Path, *arguments: str) -> str:
    output = io.StringIO()
    line = find_command(["antebot-script", "--data-dir", str(data_dir), *arguments], COMMANDS)
    assert line
    assert run_command(line, output) == 0
    return output.getvalue()


def filled_in(script: str) -> tuple[str, str]:
    """Address and token of a script."""
    address, token = re.findall(r"^var LIVEAPP_(?:URL|TOKEN) = (.*);$", script, re.MULTILINE)
    return json.loads(address), json.loads(token)


def test_it_has_the_port_of_the_settings_and_the_token_in_force(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIVEAPP_PORT", "4242")
    token = load({"data_dir": tmp_path}).ingest_token
    assert filled_in(printed(tmp_path)) == ("http://127.0.0.1:4242/live/ingest", token)


@pytest.mark.parametrize("given", ["http://localhost:5/", "http://localhost:5/live/ingest"])
def test_another_address_can_be_given(tmp_path: Path, given: str) -> None:
    assert filled_in(printed(tmp_path, "--url", given))[0] == "http://localhost:5/live/ingest"


def test_before_the_first_start_it_makes_the_token_of_that_start(tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    _, token = filled_in(printed(data_dir))
    assert len(token) > 40
    assert load({"data_dir": data_dir}).ingest_token == token
    assert filled_in(printed(data_dir))[1] == token
    assert (data_dir / "ingest-token").stat().st_mode & 0o077 == 0


def test_where_no_token_is_needed_none_is_made_or_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIVEAPP_REQUIRE_TOKEN", "0")
    assert filled_in(printed(tmp_path / "data"))[1] == ""
    assert not (tmp_path / "data").exists()


def test_it_works_while_the_program_runs(tmp_path: Path) -> None:
    token = load({"data_dir": tmp_path}).ingest_token
    with holding(tmp_path):
        assert filled_in(printed(tmp_path))[1] == token


@pytest.mark.parametrize("given", ["", "http://127.0.0.1:0", "http://me@localhost", "ftp://localhost", "x"])
def test_a_wrong_address_names_the_option_and_makes_nothing(tmp_path: Path, given: str) -> None:
    with pytest.raises(SettingsError, match=r"^--url: "):
        printed(tmp_path / "data", "--url", given)
    assert not (tmp_path / "data").exists()


def test_a_port_that_is_another_one_at_each_start_has_to_be_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIVEAPP_PORT", "0")
    with pytest.raises(SettingsError, match=r"^--url: "):
        printed(tmp_path)
    assert filled_in(printed(tmp_path, "--url", "http://localhost:5"))[0] == "http://localhost:5/live/ingest"
