"""`liveapp antebot-script`: the script for Antebot, with address and token filled in."""

import argparse
from typing import TextIO

from liveapp.app.core.commands.command import Command
from liveapp.app.core.resources import resources_folder
from liveapp.domain.antebot_script import TEMPLATE, filled
from liveapp.domain.receiver import ingest_url_of
from liveapp.settings import Settings, SettingsError, load


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--url",
        metavar="URL",
        help="where Antebot reaches the receiver [http://127.0.0.1 and the port of the settings]",
    )


def _run(settings: Settings, arguments: argparse.Namespace, output: TextIO) -> int:
    url = _ingest_url(settings, arguments.url)
    template = (resources_folder() / TEMPLATE).read_text(encoding="utf-8")
    output.write(filled(template, url, _token(settings)))
    return 0


def _ingest_url(settings: Settings, given: str | None) -> str:
    if given is None and settings.port == 0:
        raise SettingsError(
            "--url: port 0 of the settings is another port at each start; say which it is now"
        )
    try:
        return ingest_url_of(f"http://127.0.0.1:{settings.port}" if given is None else given)
    except ValueError as error:
        raise SettingsError(f"--url: {error}") from None


def _token(settings: Settings) -> str:
    """The token in force; one that a first start would make is made now, and is the one of that start."""
    if not settings.require_token:
        return ""
    return settings.ingest_token or load({"data_dir": settings.data_dir}).ingest_token


ANTEBOT_SCRIPT = Command(
    "antebot-script", "print the script that makes Antebot report its bets", _add_arguments, _run
)
