"""A round's calculation as lines to read, and to do again elsewhere. Plain functions without Qt."""

from collections.abc import Iterator
from dataclasses import replace

from liveapp.domain.bets import StoredBet
from liveapp.domain.calculation import Calculation, Draw, digest_command, hash_command
from liveapp.domain.pump import POPS, POSITIONS
from liveapp.ui.bets.bet_details import exact_text
from liveapp.ui.bets.verdict_words import verdict_words
from liveapp.ui.widgets.formatting import count_text, counted, multiplier_text

INDENT = "  "
DIGITS = 12
"""A product of two floats is told with so many: more are noise."""

TABLE_HEAD = "draw  bytes     number / 2^32   left  index  position"

SEED_NEEDED = (
    "A round can be computed once its server seed is known. When you rotate the seed pair, the casino shows"
    " the old server seed: give it to Stream › Reveal server seed…, and every bet of its streams is proven."
)


def calculation_heading(bet: StoredBet, calculation: Calculation) -> str:
    """One sentence: what came out."""
    judgement = calculation.judgement
    words = verdict_words(replace(bet, verdict=judgement.verdict), judgement)
    return f"Round {count_text(bet.nonce)} {'is verified' if words == 'verified' else words}."


def calculation_text(bet: StoredBet, calculation: Calculation) -> str:
    """All steps, from the seeds to the verdict."""
    parts = (_seeds, _digests, _draws, _result, _payout, _commands)
    steps = ["\n".join(part(calculation)) for part in parts]
    return "\n\n".join([calculation_heading(bet, calculation), *steps]) + "\n"


def _seeds(calculation: Calculation) -> Iterator[str]:
    bet, computed = calculation.bet, calculation.computed_hash
    is_same = computed == calculation.seeds.server_seed_hashed.lower()
    yield "1. The seeds"
    yield f"{INDENT}Server seed"
    yield 2 * INDENT + _visible(calculation.server_seed)
    yield f"{INDENT}Its SHA-256, which {'is' if is_same else 'IS NOT'} the hash recorded with the bets"
    yield 2 * INDENT + computed
    yield f"{INDENT}Client seed"
    yield 2 * INDENT + _visible(calculation.seeds.client_seed)
    pops = counted(POPS[bet.difficulty], "position", "positions")
    yield f"{INDENT}Nonce {bet.nonce}, {bet.difficulty}: {pops} of 0 to {POSITIONS - 1} pop"


def _digests(calculation: Calculation) -> Iterator[str]:
    yield "2. HMAC-SHA256 with the server seed as key, of client seed:nonce:cursor"
    for digest in calculation.digests:
        yield INDENT + _visible(digest.message)
        yield 2 * INDENT + digest.value.hex(" ", 4)


def _draws(calculation: Calculation) -> Iterator[str]:
    yield "3. Each 4 bytes draw one of the positions that are left, at index number × left"
    yield INDENT + TABLE_HEAD
    for place, draw in enumerate(calculation.draws, start=1):
        yield INDENT + _draw(place, draw)


def _draw(place: int, draw: Draw) -> str:
    return f"{place:4}  {draw.number:08x}  {draw.part:.12f}  {draw.left:4}  {draw.index:5}  {draw.position:8}"


def _result(calculation: Calculation) -> Iterator[str]:
    bet, safe_pumps = calculation.bet, calculation.safe_pumps
    recorded = multiplier_text(bet.round_result)
    table = f"in the table of {bet.difficulty}"
    yield "4. The result"
    yield f"{INDENT}Lowest    position {safe_pumps}, so {counted(safe_pumps, 'safe pump', 'safe pumps')}"
    yield f"{INDENT}Computed  {multiplier_text(calculation.multiplier)} {table}"
    yield f"{INDENT}Recorded  {f'none; {recorded} was paid' if bet.is_stand_in else recorded}"


def _payout(calculation: Calculation) -> Iterator[str]:
    bet, aimed = calculation.bet, calculation.target_pumps
    yield "5. The payout"
    target = multiplier_text(bet.round_target)
    if bet.round_target is None:
        yield f"{INDENT}Target    none was recorded"
    elif aimed is None:
        yield f"{INDENT}Target    {target}, which is not in the table of {bet.difficulty}"
    else:
        how = "reached" if calculation.safe_pumps >= aimed else "missed"
        yield f"{INDENT}Target    {target}, which takes {counted(aimed, 'safe pump', 'safe pumps')}: {how}"
    yield f"{INDENT}Amount    {exact_text(bet.amount)}"
    if calculation.target_payout is not None:
        yield f"{INDENT}To pay    {exact_text(float(f'{calculation.target_payout:.{DIGITS}g}'))}"
    yield f"{INDENT}Paid      {exact_text(bet.payout)}"


def _commands(calculation: Calculation) -> Iterator[str]:
    yield "To check the hash and the digests elsewhere, in a shell with OpenSSL:"
    yield hash_command(calculation.server_seed)
    for digest in calculation.digests:
        yield digest_command(calculation.server_seed, digest.message)


def _visible(text: str) -> str:
    """Outside text in one line, its characters that cannot be seen as escapes: it fakes no line."""
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode("ascii") for one in text)
