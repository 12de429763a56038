"""What a word of the command line is."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from typing import TextIO

from liveapp.settings import Settings


@dataclass(frozen=True, slots=True)
class Command:
    """One word, what `--help` says of it in a line, the arguments it takes, and what it does.

    `run` writes its result to the stream and gives the exit status, 0 or 1. Until it is sure of its
    result it writes nothing: what it raises ends the program with one line on standard error, status 2
    for a `SettingsError`, 1 for any other `LiveappError` and for an `OSError`.
    Its settings are those of the program, but nothing was made for them: there may be no data folder,
    and the token may be empty.
    """

    name: str
    summary: str
    add_arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[Settings, argparse.Namespace, TextIO], int]
