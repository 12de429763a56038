"""From the words of a command line to a command that runs."""

import argparse
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TextIO

from liveapp.app.core.commands.command import Command
from liveapp.app.core.options import OneLineParser, add_setting
from liveapp.domain.errors import SurroundingsFault
from liveapp.settings import DECLARED, SettingsError, load

BEFORE_A_WORD = DECLARED["data_dir"].flag


class OutputUnwritable(SurroundingsFault):
    """Standard output does not take the result."""

    def __init__(self, error: OSError) -> None:
        super().__init__(f"standard output cannot be written: {error.strerror or error}")


@dataclass(frozen=True, slots=True)
class CommandLine:
    """A command and its arguments, those before its word among them."""

    command: Command
    arguments: Sequence[str]


def find_command(arguments: Sequence[str], commands: Sequence[Command]) -> CommandLine | None:
    """The command that a command line names; None where it has no word, and asks for the program.

    Raises:
        SettingsError: its word is no command's.
    """
    place = 0
    while place < len(arguments) and arguments[place].partition("=")[0] == BEFORE_A_WORD:
        place += 1 if "=" in arguments[place] else 2
    if place >= len(arguments) or arguments[place].startswith("-"):
        return None
    word = arguments[place]
    for command in commands:
        if command.name == word:
            return CommandLine(command, [*arguments[:place], *arguments[place + 1 :]])
    raise SettingsError(f"there is no command {word!r}; see liveapp --help")


def run_command(line: CommandLine, output: TextIO) -> int:
    """Run a command; its exit status. Whoever reads the output may leave early.

    What a command that raises had written and not yet flushed is never seen.

    Raises:
        SettingsError: an argument or setting is wrong.
        SystemExit: `--help` was asked for, and printed.
        LiveappError, OSError: what the command met.
    """
    arguments = _parser(line.command).parse_args(line.arguments)
    given = {"data_dir": arguments.data_dir} if "data_dir" in arguments else {}
    settings = load(given, creating=False)
    try:
        status = line.command.run(settings, arguments, output)
        _flush(output)
    except BrokenPipeError:
        _give_up(output)
        return 0
    except BaseException:
        _give_up(output)
        raise
    return status


def _parser(command: Command) -> argparse.ArgumentParser:
    parser = OneLineParser(prog=f"liveapp {command.name}", description=command.summary, allow_abbrev=False)
    add_setting(parser, "data_dir")
    command.add_arguments(parser)
    return parser


def _flush(output: TextIO) -> None:
    try:
        output.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputUnwritable(error) from None


def _give_up(output: TextIO) -> None:
    """Let what is left in the buffer go nowhere: at its end, the interpreter would write it after all."""
    with suppress(OSError):  # a stream without a file, or one that is closed
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, output.fileno())
        os.close(nowhere)
