"""The first schema: streams, bets, rounds, seed aliases.

A deleted stream keeps its row, marked by `deleted_at`, until its bets are gone piece by piece;
the uniqueness of a seed pair therefore counts living streams only.
"""

_CREATE_STREAMS = """
CREATE TABLE live_streams (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL UNIQUE,
    server_seed_hashed TEXT NOT NULL,
    client_seed TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    deleted_at INTEGER,
    total_bets INTEGER NOT NULL DEFAULT 0,
    highest_multiplier REAL,
    lowest_multiplier REAL,
    sum_multipliers REAL NOT NULL DEFAULT 0,
    wagered REAL NOT NULL DEFAULT 0,
    paid_out REAL NOT NULL DEFAULT 0,
    last_nonce INTEGER,
    notes TEXT CONSTRAINT ck_live_streams_notes_length CHECK (length(notes) <= 1000),
    notes_revision INTEGER NOT NULL DEFAULT 0
) STRICT
"""

_CREATE_SEED_PAIR_INDEX = """
CREATE UNIQUE INDEX uq_live_streams_seed_pair ON live_streams (server_seed_hashed, client_seed)
WHERE deleted_at IS NULL
"""

_CREATE_BETS = """
CREATE TABLE live_bets (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    stream_id INTEGER NOT NULL REFERENCES live_streams (id) ON DELETE CASCADE,
    antebot_bet_id TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    date_time INTEGER,
    nonce INTEGER NOT NULL CONSTRAINT ck_live_bets_nonce_ge_1 CHECK (nonce >= 1),
    amount REAL NOT NULL CONSTRAINT ck_live_bets_amount_ge_0 CHECK (amount >= 0),
    payout REAL NOT NULL CONSTRAINT ck_live_bets_payout_ge_0 CHECK (payout >= 0),
    difficulty TEXT NOT NULL
        CONSTRAINT ck_live_bets_difficulty CHECK (difficulty IN ('easy', 'medium', 'hard', 'expert')),
    round_target REAL CONSTRAINT ck_live_bets_round_target_gt_0 CHECK (round_target > 0),
    round_result REAL NOT NULL CONSTRAINT ck_live_bets_round_result_ge_0 CHECK (round_result >= 0),
    payout_multiplier REAL CONSTRAINT ck_live_bets_payout_multiplier_ge_0 CHECK (payout_multiplier >= 0),
    currency TEXT,
    CONSTRAINT uq_live_bets_stream_bet UNIQUE (stream_id, antebot_bet_id)
) STRICT
"""

_CREATE_ROUNDS = """
CREATE TABLE live_rounds (
    stream_id INTEGER NOT NULL REFERENCES live_streams (id) ON DELETE CASCADE,
    nonce INTEGER NOT NULL CONSTRAINT ck_live_rounds_nonce_ge_1 CHECK (nonce >= 1),
    round_result REAL NOT NULL CONSTRAINT ck_live_rounds_round_result_ge_0 CHECK (round_result >= 0),
    PRIMARY KEY (stream_id, nonce)
) STRICT, WITHOUT ROWID
"""

_CREATE_ROUND_OF_BET = """
CREATE TRIGGER tr_live_bets_round AFTER INSERT ON live_bets BEGIN
    INSERT INTO live_rounds (stream_id, nonce, round_result)
    VALUES (new.stream_id, new.nonce, new.round_result)
    ON CONFLICT (stream_id, nonce) DO NOTHING;
END
"""

_CREATE_ALIASES = """
CREATE TABLE seed_aliases (
    server_seed_hashed TEXT NOT NULL PRIMARY KEY,
    server_seed TEXT NOT NULL,
    added_at INTEGER NOT NULL
) STRICT
"""

STATEMENTS = (
    _CREATE_STREAMS,
    _CREATE_SEED_PAIR_INDEX,
    _CREATE_BETS,
    # Order by nonce.
    "CREATE INDEX ix_live_bets_nonce ON live_bets (stream_id, nonce)",
    # Least multiplier, and the previous bet with the same result.
    "CREATE INDEX ix_live_bets_result ON live_bets (stream_id, round_result, nonce)",
    # Order by arrival and the tail of a stream (the rowid ends every index). The last of the indexes: where
    # several fit as well, for a sort that has none of its own, SQLite takes the newest, and this one reads
    # the table in its own order.
    "CREATE INDEX ix_live_bets_stream ON live_bets (stream_id)",
    _CREATE_ROUNDS,
    # A bet counts as its nonce's round too.
    _CREATE_ROUND_OF_BET,
    _CREATE_ALIASES,
)
