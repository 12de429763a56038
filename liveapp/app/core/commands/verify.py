"""`liveapp verify`: rounds computed from seeds. Neither the program nor its data folder is needed."""

import argparse
import json
import re
from collections.abc import Iterator
from dataclasses import asdict
from math import inf, nan
from typing import TextIO

from liveapp.app.core.commands.command import Command
from liveapp.domain.bets import DIFFICULTIES, MAX_NONCE
from liveapp.domain.computed_rounds import ComputedRound, compute_round
from liveapp.domain.pump import MULTIPLIERS, SeedPairOutcomes
from liveapp.domain.seeds import SEED_MAX_LENGTH
from liveapp.settings import Settings, SettingsError

HEADER = "nonce,safe_pumps,multiplier\n"

ROUNDS_AT_A_TIME = 5_000
"""So many are computed between two writes: who waits for rare ones sees them a tenth of a second later."""

_NONCE = re.compile("[0-9]{1,19}")


def _add_arguments(parser: argparse.ArgumentParser) -> None:
    seed_rule = f"as it is, 1 to {SEED_MAX_LENGTH} characters; one that begins with - goes after a ="
    parser.add_argument(
        "--server-seed", metavar="S", type=_seed, required=True, help=f"the revealed server seed, {seed_rule}"
    )
    parser.add_argument(
        "--client-seed", metavar="C", type=_seed, required=True, help=f"the client seed, {seed_rule}"
    )
    parser.add_argument(
        "--difficulty", metavar="D", type=_difficulty, required=True, help=", ".join(DIFFICULTIES)
    )
    parser.add_argument("--nonce", metavar="N", type=_nonce, help="one round, printed as a line of JSON")
    parser.add_argument(
        "--from", dest="first", metavar="N", type=_nonce, help="the first of many rounds, printed as CSV"
    )
    parser.add_argument("--to", dest="last", metavar="M", type=_nonce, help="the last of them")
    parser.add_argument(
        "--min-multiplier", metavar="X", type=_multiplier, help="of many rounds only those that reach X"
    )


def _seed(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise argparse.ArgumentTypeError("this is not UTF-8") from None
    if not 1 <= len(text) <= SEED_MAX_LENGTH:
        raise argparse.ArgumentTypeError(f"has to have 1 to {SEED_MAX_LENGTH} characters")
    return text


def _difficulty(text: str) -> str:
    if text.lower() not in DIFFICULTIES:
        raise argparse.ArgumentTypeError(f"has to be one of {', '.join(DIFFICULTIES)}")
    return text.lower()


def _nonce(text: str) -> int:
    if _NONCE.fullmatch(text) is None or int(text) > MAX_NONCE:
        raise argparse.ArgumentTypeError(f"has to be a whole number from 0 to {MAX_NONCE}")
    return int(text)


def _multiplier(text: str) -> float:
    try:
        least = float(text)
    except ValueError:
        least = nan
    if not 0 <= least < inf:
        raise argparse.ArgumentTypeError("has to be a number from 0 on, such as 400.02")
    return least


def _run(_settings: Settings, arguments: argparse.Namespace, output: TextIO) -> int:
    many = (arguments.first, arguments.last, arguments.min_multiplier)
    if arguments.nonce is not None:
        if many != (None, None, None):
            raise SettingsError(
                "--nonce: one round is asked for; --from, --to, --min-multiplier ask for many"
            )
        output.write(json.dumps(asdict(_round(arguments))) + "\n")
        return 0
    if arguments.first is None or arguments.last is None:
        raise SettingsError("--nonce is missing, or --from and --to")
    if arguments.first > arguments.last:
        raise SettingsError("--from: has to be at most --to")
    output.write(HEADER)
    for lines in _lines(arguments):
        output.write(lines)
        output.flush()
    return 0


def _round(arguments: argparse.Namespace) -> ComputedRound:
    return compute_round(arguments.server_seed, arguments.client_seed, arguments.nonce, arguments.difficulty)


def _lines(arguments: argparse.Namespace) -> Iterator[str]:
    """The rounds asked for, some thousand at a time, as lines; nothing is kept of those before."""
    pumps_of = SeedPairOutcomes(arguments.server_seed, arguments.client_seed).of(arguments.difficulty)
    least = arguments.min_multiplier or 0.0
    endings = [
        f",{pumps},{reached}\n" if reached >= least else ""
        for pumps, reached in enumerate(MULTIPLIERS[arguments.difficulty])
    ]
    for start in range(arguments.first, arguments.last + 1, ROUNDS_AT_A_TIME):
        nonces = range(start, min(start + ROUNDS_AT_A_TIME, arguments.last + 1))
        yield "".join(f"{nonce}{ending}" for nonce in nonces if (ending := endings[pumps_of(nonce)]))


VERIFY = Command("verify", "compute rounds from a revealed server seed", _add_arguments, _run)
