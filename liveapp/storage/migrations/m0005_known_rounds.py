"""How many rounds of a stream are known, the gaps between them, and which results only stand in.

A bet or heartbeat that names no result has its payout multiplier stand in: that makes the nonce known, and
gives way to the first real result. Streams that are being deleted get no gaps, nor do rounds whose stream is
not there.
"""

STATEMENTS = (
    """
ALTER TABLE live_bets ADD COLUMN is_stand_in INTEGER NOT NULL DEFAULT 0
    CONSTRAINT ck_live_bets_is_stand_in CHECK (is_stand_in IN (0, 1))
""",
    """
ALTER TABLE live_rounds ADD COLUMN is_stand_in INTEGER NOT NULL DEFAULT 0
    CONSTRAINT ck_live_rounds_is_stand_in CHECK (is_stand_in IN (0, 1))
""",
    # Not by IN: a longer list makes a table each time that the trigger runs, a third of a bet's whole cost.
    """
ALTER TABLE live_rounds ADD COLUMN difficulty TEXT CONSTRAINT ck_live_rounds_difficulty
    CHECK (difficulty = 'easy' OR difficulty = 'medium' OR difficulty = 'hard' OR difficulty = 'expert')
""",
    "DROP TRIGGER tr_live_bets_round",
    # A bet counts as its nonce's round too.
    """
CREATE TRIGGER tr_live_bets_round AFTER INSERT ON live_bets BEGIN
    INSERT INTO live_rounds (stream_id, nonce, round_result, is_stand_in)
    VALUES (new.stream_id, new.nonce, new.round_result, new.is_stand_in)
    ON CONFLICT (stream_id, nonce) DO UPDATE SET round_result = excluded.round_result, is_stand_in = 0
    WHERE live_rounds.is_stand_in AND NOT excluded.is_stand_in;
END
""",
    """
CREATE TABLE missed_rounds (
    stream_id INTEGER NOT NULL REFERENCES live_streams (id) ON DELETE CASCADE,
    first_nonce INTEGER NOT NULL CONSTRAINT ck_missed_rounds_first_nonce_ge_1 CHECK (first_nonce >= 1),
    last_nonce INTEGER NOT NULL,
    CONSTRAINT ck_missed_rounds_order CHECK (last_nonce >= first_nonce),
    PRIMARY KEY (stream_id, first_nonce)
) STRICT, WITHOUT ROWID
""",
    """
INSERT INTO missed_rounds (stream_id, first_nonce, last_nonce)
SELECT stream_id, previous + 1, nonce - 1 FROM (
    SELECT stream_id, nonce, lag(nonce) OVER (PARTITION BY stream_id ORDER BY nonce) AS previous
    FROM live_rounds WHERE stream_id IN (SELECT id FROM live_streams WHERE deleted_at IS NULL)
) WHERE previous < nonce - 1
""",
    """
ALTER TABLE live_streams ADD COLUMN rounds INTEGER NOT NULL DEFAULT 0
    CONSTRAINT ck_live_streams_rounds_ge_0 CHECK (rounds >= 0)
""",
    "ALTER TABLE live_streams ADD COLUMN first_round INTEGER",
    "ALTER TABLE live_streams ADD COLUMN last_round INTEGER",
    """
UPDATE live_streams SET (rounds, first_round, last_round) = (
    SELECT count(*), min(nonce), max(nonce) FROM live_rounds WHERE stream_id = live_streams.id
) WHERE deleted_at IS NULL
""",
)
