"""The command line's options."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from liveapp import __version__
from liveapp.settings import DECLARED, Settings, SettingsError


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for: settings that were given, and how to run."""

    settings: dict[str, Any]
    is_headless: bool
    plays_demo: bool
    stream: str | None


class OneLineParser(argparse.ArgumentParser):
    """Tells what is wrong by raising it."""

    def error(self, message: str) -> NoReturn:
        """Raise instead of printing the whole usage: one line is what people read."""
        raise SettingsError(message)


def parse_options(arguments: Sequence[str], commands: Mapping[str, str] | None = None) -> Options:
    """Options from the command line, without the program's name; `--help` lists `commands` too.

    Raises:
        SettingsError: an option is unknown or lacks its value.
        SystemExit: `--help` or `--version` was asked for, and printed.
    """
    given = vars(_parser(commands).parse_args(arguments))
    how = Options(
        settings={},
        is_headless=given.pop("headless"),
        plays_demo=given.pop("demo"),
        stream=given.pop("stream"),
    )
    # What was not given is not there, so that the environment and the saved settings count.
    how.settings.update(given)
    return how


def add_setting(parser: argparse.ArgumentParser, name: str) -> None:
    """Add a setting's option, if it has one; where it is not given, its name is not there."""
    declared = DECLARED[name]
    if declared.placeholder:
        default = declared.default or Settings.model_fields[name].default
        parser.add_argument(
            declared.flag,
            metavar=declared.placeholder,
            dest=name,
            default=argparse.SUPPRESS,
            help=f"{declared.meaning} [{default}]",
        )
    elif declared.flag:
        parser.add_argument(
            declared.flag,
            dest=name,
            action="store_false",
            default=argparse.SUPPRESS,
            help=declared.meaning,
        )


def _parser(commands: Mapping[str, str] | None = None) -> argparse.ArgumentParser:
    parser = OneLineParser(
        prog="liveapp",
        description="Records every round that a bot posts to localhost and shows it at once.",
        epilog=_list_of(commands or {}),
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"liveapp {__version__}")
    for name in DECLARED:
        add_setting(parser, name)
    parser.add_argument("--headless", action="store_true", help="receive only, without a window")
    parser.add_argument("--demo", action="store_true", help="also play a demo stream")
    parser.add_argument(
        "--stream", metavar="ID", help="open on this stream: its UUID, or how its hash begins"
    )
    return parser


def _list_of(commands: Mapping[str, str]) -> str:
    if not commands:
        return ""
    width = max(map(len, commands))
    lines = [f"  {name:{width}}  {summary}" for name, summary in commands.items()]
    return "\n".join(["commands, each with --help and --data-dir DIR (liveapp COMMAND ...):", *lines])
