"""Two streams of the same seeds made one."""

from liveapp.domain.gaps import runs_of
from liveapp.domain.streams import NOTES_MAX_LENGTH
from liveapp.storage import statements
from liveapp.storage.known_rounds import add_rounds
from liveapp.storage.rows import stream_from_row
from liveapp.storage.shared_transaction import Transaction


def merge(newer: int, older: int, transaction: Transaction) -> None:
    """Move all that the newer stream (by its key) has into the older one, and remove it.

    Of a bet or a round that both have, the older one's counts. So does its alias. Notes are put together,
    also those of bookmarks.
    """
    keys = {"newer": newer, "older": older}
    transaction.execute(statements.MOVE_BOOKMARKS_OF_BOTH, keys)
    transaction.execute(statements.DROP_BETS_OF_BOTH, keys)
    transaction.execute(statements.COPY_ROUNDS, keys)
    _add_totals(newer, older, transaction)
    transaction.execute(statements.ADD_CURRENCIES_OF, {"stream": newer, "to": older})
    _add_verdicts(newer, older, transaction)
    transaction.execute(statements.MOVE_BETS, keys)
    _join_own_words(newer, older, transaction)
    transaction.execute(statements.PURGE_STREAM, (newer,))


def _add_totals(newer: int, older: int, transaction: Transaction) -> None:
    keys = {"newer": newer, "older": older}
    names = ("bets", "highest", "lowest", "multipliers", "last_nonce", "seen_us")
    row = transaction.execute(statements.SUMS_OF_BETS, keys).fetchone()
    no_run = {"is_run": False, "first_round": None, "last_round": None}
    values = {"key": older, **no_run, **dict(zip(names, row, strict=True))}
    (totals,) = transaction.execute(statements.ADD_TO_TOTALS, values).fetchall()
    nonces = [nonce for (nonce,) in transaction.execute(statements.SELECT_NONCES, (newer,)).fetchall()]
    add_rounds(transaction.execute, stream_from_row(totals, ()), runs_of(nonces) if nonces else [])
    transaction.execute(statements.BEGIN_WITH_BOTH, keys)


def _add_verdicts(newer: int, older: int, transaction: Transaction) -> None:
    """Verdicts stay with their bets: both streams have the same seeds, known or not."""
    names = ("verified", "mismatched", "unverifiable")
    row = transaction.execute(statements.VERDICTS_OF_BETS, (newer,)).fetchone()
    values = {"key": older, **dict(zip(names, row, strict=True))}
    # Taking the row ends the statement.
    transaction.execute(statements.ADD_VERDICTS, values).fetchall()


def _join_own_words(newer: int, older: int, transaction: Transaction) -> None:
    """What the user said of either is said of both."""
    theirs, ours = (
        transaction.execute(statements.SELECT_OWN_WORDS, (key,)).fetchone() for key in (newer, older)
    )
    notes = "\n".join(dict.fromkeys(one[0] for one in (ours, theirs) if one[0]))[:NOTES_MAX_LENGTH] or None
    revision = max(ours[1], theirs[1]) + (notes != ours[0])
    values = (notes, revision, ours[2] or theirs[2], max(ours[3], theirs[3]), older)
    transaction.execute(statements.SET_OWN_WORDS, values)
