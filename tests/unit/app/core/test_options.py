"""Options: what was given, and nothing else; their names come from the declared settings."""

import pytest

from liveapp.app.core.options import parse_options
from liveapp.settings import DECLARED, SettingsError


def test_what_was_not_given_is_not_there_so_that_other_sources_count() -> None:
    options = parse_options([])
    assert options.settings == {}
    assert (options.is_headless, options.plays_demo, options.stream) == (False, False, None)


def test_every_setting_with_an_option_can_be_given() -> None:
    arguments: list[str] = []
    for declared in DECLARED.values():
        if declared.flag:
            arguments += [declared.flag, "value"] if declared.placeholder else [declared.flag]
    given = parse_options(arguments).settings
    assert set(given) == {name for name, declared in DECLARED.items() if declared.flag}
    assert given["port"] == "value"
    assert given["require_token"] is False


@pytest.mark.parametrize(
    "arguments", [["--prot", "1"], ["--port"], ["--stream"], ["--por", "1"], ["--demo=1"], ["nonsense"]]
)
def test_an_unknown_option_or_one_without_its_value_is_refused_in_one_line(arguments: list[str]) -> None:
    with pytest.raises(SettingsError) as refused:
        parse_options(arguments)
    assert "\n" not in str(refused.value)


def test_how_to_run_is_told_apart_from_settings() -> None:
    options = parse_options(["--headless", "--demo", "--stream", "1a2b", "--port", "1"])
    assert options.settings == {"port": "1"}
    assert (options.is_headless, options.plays_demo, options.stream) == (True, True, "1a2b")


def test_help_lists_the_words_and_what_they_do(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse_options(["--help"], {"tell": "tells what it was given", "backup": "copies"})
    told = capsys.readouterr().out
    assert "  tell    tells what it was given\n  backup  copies\n" in told
