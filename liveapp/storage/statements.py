"""The writer's statements, written out.

A Peewee query object costs more to build than its row costs to insert; as constant text these are
prepared once by sqlite3's statement cache and only bound anew for each bet.

Few calls count, too: in each, Python lets other threads run, and then waits for its turn again. So
bets that wait together are inserted together.
"""

from functools import cache

from liveapp.domain.bets import Heartbeat
from liveapp.storage.bet_columns import INSERTED_COLUMNS
from liveapp.storage.rows import STREAM_FIELDS, TOTAL_FIELDS

STREAM_COLUMNS = ", ".join(field.column_name for field in STREAM_FIELDS)
"""What `stream_from_row` reads."""

TOTAL_COLUMNS = ", ".join(field.column_name for field in TOTAL_FIELDS)
"""What `totals_from_rows` reads."""

FIND_STREAM = (
    "SELECT id, uuid FROM live_streams"
    " WHERE server_seed_hashed = ? AND client_seed = ? AND deleted_at IS NULL"
)

INSERT_STREAM = (
    "INSERT INTO live_streams (uuid, server_seed_hashed, client_seed, created_at, last_seen_at, is_revealed)"
    " VALUES (?1, ?2, ?3, ?4, ?5, EXISTS (SELECT 1 FROM seed_aliases WHERE server_seed_hashed = lower(?2)))"
)
"""Its server seed may have been revealed under another client seed."""

_BET_COLUMNS = ("stream_id", *INSERTED_COLUMNS)

_BET_ROW = f"({', '.join('?' for _ in _BET_COLUMNS)})"

_ROUND_ROW = "(?, ?, ?, ?, ?)"

_ROUND_COLUMNS = "stream_id, nonce, round_result, is_stand_in, difficulty"

REPLACE_STAND_IN = """
ON CONFLICT (stream_id, nonce) DO UPDATE SET
    round_result = excluded.round_result,
    is_stand_in = 0,
    difficulty = coalesce(live_rounds.difficulty, excluded.difficulty)
WHERE live_rounds.is_stand_in AND NOT excluded.is_stand_in
"""
"""A stand-in gives way to the first real result; all other rounds stay as they are."""


@cache
def insert_bets(rows: int) -> str:
    """Inserts bets (stream, then `INSERTED_COLUMNS`) and, by the trigger, their rounds.

    Returns (id, stream, bot's id) of the new ones.
    """
    return (
        f"INSERT INTO live_bets ({', '.join(_BET_COLUMNS)})"  # noqa: S608 - constant text
        f" VALUES {', '.join([_BET_ROW] * rows)}"
        " ON CONFLICT (stream_id, antebot_bet_id) DO NOTHING RETURNING id, stream_id, antebot_bet_id"
    )


@cache
def insert_rounds(rows: int) -> str:
    """Inserts rounds (`round_values`); returns (stream, nonce) of those that were not known."""
    return (
        f"INSERT INTO live_rounds ({_ROUND_COLUMNS})"  # noqa: S608
        f" VALUES {', '.join([_ROUND_ROW] * rows)}"
        " ON CONFLICT (stream_id, nonce) DO NOTHING RETURNING stream_id, nonce"
    )


@cache
def replace_stand_ins(rows: int) -> str:
    """Puts results (`round_values`) of known rounds where only stand-ins are known."""
    return (
        f"INSERT INTO live_rounds ({_ROUND_COLUMNS})"  # noqa: S608
        f" VALUES {', '.join([_ROUND_ROW] * rows)} {REPLACE_STAND_IN}"
    )


def round_values(stream_key: int, beat: Heartbeat) -> tuple[object, ...]:
    """What is inserted for a heartbeat."""
    return (stream_key, beat.nonce, beat.round_result, beat.is_stand_in, beat.difficulty)


GAPS_ACROSS = """
SELECT first_nonce, last_nonce FROM missed_rounds
WHERE stream_id = ?1 AND last_nonce >= ?2 AND first_nonce <= ?3 AND first_nonce >= coalesce(
    (SELECT max(first_nonce) FROM missed_rounds WHERE stream_id = ?1 AND first_nonce <= ?2), ?2
)
ORDER BY first_nonce LIMIT ?4
"""
"""The first ?4 of a stream's gaps that have nonces from ?2 to ?3."""

ALL_GAPS = -1
"""In the place of how many are wanted."""

SET_GAP = (
    "INSERT INTO missed_rounds (stream_id, first_nonce, last_nonce) VALUES (?1, ?2, ?3)"
    " ON CONFLICT (stream_id, first_nonce) DO UPDATE SET last_nonce = excluded.last_nonce"
)

DROP_GAP = "DELETE FROM missed_rounds WHERE stream_id = ? AND first_nonce = ?"

SET_ROUNDS = "UPDATE live_streams SET rounds = ?, first_round = ?, last_round = ? WHERE id = ?"

_CONTINUES = ":is_run AND (last_round IS NULL OR last_round = :first_round - 1)"

ADD_TO_TOTALS = f"""
UPDATE live_streams SET
    last_seen_at = :seen_us,
    total_bets = total_bets + :bets,
    highest_multiplier = coalesce(max(highest_multiplier, :highest), highest_multiplier, :highest),
    lowest_multiplier = coalesce(min(lowest_multiplier, :lowest), lowest_multiplier, :lowest),
    sum_multipliers = min(sum_multipliers + :multipliers, 1.7976931348623157e308),
    last_nonce = coalesce(max(last_nonce, :last_nonce), last_nonce, :last_nonce),
    rounds = rounds + iif({_CONTINUES}, :last_round - :first_round + 1, 0),
    first_round = iif({_CONTINUES}, coalesce(first_round, :first_round), first_round),
    last_round = iif({_CONTINUES}, :last_round, last_round)
WHERE id = :key
RETURNING {STREAM_COLUMNS}
"""  # noqa: S608 - constant text
"""Sums stop at the largest float instead of becoming infinite.

Of the rounds only a run that continues what is known is added: other ones may be known, or leave gaps.
"""

REACH_BACK = (
    "UPDATE live_streams SET created_at = min(created_at, ?1) WHERE id = ?3"
    " RETURNING max(last_seen_at, ?2) AS last_seen_at"
)
"""Has a stream begin no later than with bets that were received from ?1 to ?2, before they came here.

Returns when it was seen last, these included.
"""


_ADD_TO_KNOWN_CURRENCY = """
ON CONFLICT (stream_id, currency) DO UPDATE SET
    first_bet_id = min(first_bet_id, excluded.first_bet_id),
    bets = bets + excluded.bets,
    wagered = min(wagered + excluded.wagered, 1.7976931348623157e308),
    paid_out = min(paid_out + excluded.paid_out, 1.7976931348623157e308)
"""


@cache
def add_to_currencies(rows: int) -> str:
    """Adds (stream, first bet's id, currency, bets, wagered, paid out); returns these totals as they are."""
    return f"""
INSERT INTO stream_totals (stream_id, {TOTAL_COLUMNS})
VALUES {", ".join(["(?, ?, ?, ?, ?, ?)"] * rows)}
{_ADD_TO_KNOWN_CURRENCY}
RETURNING {TOTAL_COLUMNS}
"""  # noqa: S608 - constant text


SELECT_TOTALS = f"SELECT {TOTAL_COLUMNS} FROM stream_totals WHERE stream_id = ?"  # noqa: S608

SET_OWN_WORDS = "UPDATE live_streams SET notes = ?, notes_revision = ?, alias = ?, is_pinned = ? WHERE id = ?"
"""What a user, and no bet, says of a stream."""

SELECT_OWN_WORDS = "SELECT notes, notes_revision, alias, is_pinned FROM live_streams WHERE id = ?"

SELECT_STREAM = f"SELECT {STREAM_COLUMNS} FROM live_streams WHERE uuid = ? AND deleted_at IS NULL"  # noqa: S608

SELECT_BET_AND_BOOKMARK = """
SELECT stream.id, bet.nonce, bet.round_result, bookmark.note, bookmark.created_at
FROM live_streams AS stream
LEFT JOIN live_bets AS bet ON bet.id = ? AND bet.stream_id = stream.id
LEFT JOIN bookmarks AS bookmark ON bookmark.bet_id = bet.id
WHERE stream.uuid = ? AND stream.deleted_at IS NULL
"""
"""One row for a stream that is there, with nulls for the bet that it lacks, or for the bookmark."""

SET_BOOKMARK = (
    "INSERT INTO bookmarks (bet_id, note, created_at) VALUES (?, ?, ?)"
    " ON CONFLICT (bet_id) DO UPDATE SET note = excluded.note"
)

REMOVE_BOOKMARK = "DELETE FROM bookmarks WHERE bet_id = ?"

STREAMS_OF_HASH = (
    f"SELECT {STREAM_COLUMNS} FROM live_streams"  # noqa: S608 - constant text
    " WHERE lower(server_seed_hashed) = ? AND deleted_at IS NULL ORDER BY last_seen_at DESC, uuid"
)

KEEP_SEED = (
    "INSERT INTO seed_aliases (server_seed_hashed, server_seed, added_at) VALUES (?, ?, ?)"
    " ON CONFLICT (server_seed_hashed) DO NOTHING"
)

SET_REVEALED = "UPDATE live_streams SET is_revealed = 1 WHERE lower(server_seed_hashed) = ?"
"""Also of hidden streams, which may come back."""

SET_VERDICTS = (
    "UPDATE live_bets SET verdict = :verdict WHERE id IN (SELECT value FROM json_each(:ids))"
    " AND +stream_id = :key AND verdict IS NULL"
)
"""A verdict is never replaced; its row count is how many were given.

The plus keeps SQLite from looking each bet up in an index of its stream's bets first.
"""

ADD_VERDICTS = f"""
UPDATE live_streams SET
    verified = verified + :verified, mismatched = mismatched + :mismatched,
    unverifiable = unverifiable + :unverifiable
WHERE id = :key
RETURNING {STREAM_COLUMNS}, deleted_at
"""  # noqa: S608 - constant text

COUNTS_OF_VERDICTS = """
coalesce(sum(verdict = 0), 0), coalesce(sum(verdict = 1 OR verdict = 2), 0), coalesce(sum(verdict = 3), 0)
"""
"""How many of some bets are verified, mismatched and unverifiable."""

VERDICTS_OF_BETS = f"SELECT {COUNTS_OF_VERDICTS} FROM live_bets WHERE stream_id = ?"  # noqa: S608

DROP_SEEDS_OF_NOBODY = """
DELETE FROM seed_aliases WHERE server_seed_hashed NOT IN (
    SELECT lower(server_seed_hashed) FROM live_streams
    WHERE deleted_at IS NULL OR id IN (SELECT value FROM json_each(?))
)
"""
"""Drops server seeds that are no stream's; hidden ones with these keys (a JSON array) have theirs still."""

HIDE_STREAM = (
    "UPDATE live_streams SET deleted_at = ? WHERE uuid = ? AND deleted_at IS NULL RETURNING id, total_bets"
)

HIDDEN_STREAMS = "SELECT id FROM live_streams WHERE deleted_at IS NOT NULL ORDER BY id"

FIND_HIDDEN_STREAM = (
    "SELECT id, server_seed_hashed, client_seed FROM live_streams WHERE uuid = ? AND deleted_at IS NOT NULL"
)

UNHIDE_STREAM = "UPDATE live_streams SET deleted_at = NULL WHERE uuid = ?"

COUNT_HIDDEN_STREAMS = "SELECT count(*) FROM live_streams WHERE deleted_at IS NOT NULL"

PURGE_BETS = "DELETE FROM live_bets WHERE id IN (SELECT id FROM live_bets WHERE stream_id = ? LIMIT ?)"

PURGE_ROUNDS = (
    "DELETE FROM live_rounds WHERE stream_id = :key AND nonce IN"
    " (SELECT nonce FROM live_rounds WHERE stream_id = :key ORDER BY nonce LIMIT :limit)"
)

PURGE_GAPS = (
    "DELETE FROM missed_rounds WHERE stream_id = :key AND first_nonce IN"
    " (SELECT first_nonce FROM missed_rounds WHERE stream_id = :key ORDER BY first_nonce LIMIT :limit)"
)

PURGE_STREAM = "DELETE FROM live_streams WHERE id = ?"

DROP_BETS_OF_BOTH = """
DELETE FROM live_bets WHERE stream_id = :newer AND EXISTS (
    SELECT 1 FROM live_bets AS kept
    WHERE kept.stream_id = :older AND kept.antebot_bet_id = live_bets.antebot_bet_id
)
"""
"""Leaves those of the newer stream's bets that the older one does not have."""

MOVE_BOOKMARKS_OF_BOTH = """
INSERT INTO bookmarks (bet_id, note, created_at)
SELECT kept.id, bookmark.note, bookmark.created_at
FROM bookmarks AS bookmark
CROSS JOIN live_bets AS bet ON bet.id = bookmark.bet_id AND bet.stream_id = :newer
CROSS JOIN live_bets AS kept ON kept.stream_id = :older AND kept.antebot_bet_id = bet.antebot_bet_id
WHERE true
ON CONFLICT (bet_id) DO UPDATE SET
    note = CASE
        WHEN excluded.note IS NULL OR excluded.note = note THEN note
        WHEN note IS NULL THEN excluded.note
        ELSE rtrim(substr(note || char(10) || excluded.note, 1, 1000), char(10) || ' ')
    END,
    created_at = min(created_at, excluded.created_at)
"""
"""Marks those of the older stream's bets that are marked as the newer one's; notes are put together."""

COPY_ROUNDS = f"""
INSERT INTO live_rounds ({_ROUND_COLUMNS})
SELECT :older, nonce, round_result, is_stand_in, difficulty FROM live_rounds WHERE stream_id = :newer
{REPLACE_STAND_IN}
"""  # noqa: S608 - constant text

SELECT_NONCES = "SELECT nonce FROM live_rounds WHERE stream_id = ?"

GAPS_OF_ROUNDS = """
SELECT stream_id, previous + 1 AS first_nonce, nonce - 1 AS last_nonce FROM (
    SELECT stream_id, nonce, lag(nonce) OVER (PARTITION BY stream_id ORDER BY nonce) AS previous
    FROM live_rounds
) WHERE previous < nonce - 1
"""
"""What the gaps are by the rounds that are there."""

FIND_GAPS = f"INSERT INTO missed_rounds (stream_id, first_nonce, last_nonce) {GAPS_OF_ROUNDS}"
"""Fills the table of the gaps."""

COUNT_ROUNDS = """
UPDATE live_streams SET (rounds, first_round, last_round) = (
    SELECT count(*), min(nonce), max(nonce) FROM live_rounds WHERE stream_id = live_streams.id
) WHERE id = ?
"""
"""Sets what a stream says of its rounds by those that are there."""

SUMS_OF_BETS = """
SELECT count(*), max(round_result), min(round_result),
    min(coalesce(sum(round_result), 0.0), 1.7976931348623157e308), max(nonce),
    (SELECT max(last_seen_at) FROM live_streams WHERE id IN (:newer, :older))
FROM live_bets WHERE stream_id = :newer
"""
"""What `ADD_TO_TOTALS` adds for the bets of a stream."""

BEGIN_WITH_BOTH = """
UPDATE live_streams SET created_at = (SELECT min(created_at) FROM live_streams WHERE id IN (:newer, :older))
WHERE id = :older
"""

ADD_CURRENCIES_OF = f"""
INSERT INTO stream_totals (stream_id, currency, first_bet_id, bets, wagered, paid_out)
SELECT :to, coalesce(currency, '') AS currency, min(id), count(*),
    min(sum(amount), 1.7976931348623157e308), min(sum(payout), 1.7976931348623157e308)
FROM live_bets WHERE stream_id = :stream GROUP BY 2
{_ADD_TO_KNOWN_CURRENCY}
"""  # noqa: S608 - constant text
"""Adds what the bets of a stream come to, by currency, `to` the totals of one."""

MOVE_BETS = "UPDATE live_bets SET stream_id = :older WHERE stream_id = :newer"
