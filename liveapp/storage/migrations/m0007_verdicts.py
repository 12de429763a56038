"""What came of computing bets again from a revealed server seed, and how many of a stream's bets it came to.

A bet without a verdict is yet to be judged. Streams whose seed was kept before begin with none judged.
"""

STATEMENTS = (
    """
ALTER TABLE live_bets ADD COLUMN verdict INTEGER
    CONSTRAINT ck_live_bets_verdict CHECK (verdict BETWEEN 0 AND 3)
""",
    """
ALTER TABLE live_streams ADD COLUMN is_revealed INTEGER NOT NULL DEFAULT 0
    CONSTRAINT ck_live_streams_is_revealed CHECK (is_revealed IN (0, 1))
""",
    """
ALTER TABLE live_streams ADD COLUMN verified INTEGER NOT NULL DEFAULT 0
    CONSTRAINT ck_live_streams_verified_ge_0 CHECK (verified >= 0)
""",
    """
ALTER TABLE live_streams ADD COLUMN mismatched INTEGER NOT NULL DEFAULT 0
    CONSTRAINT ck_live_streams_mismatched_ge_0 CHECK (mismatched >= 0)
""",
    """
ALTER TABLE live_streams ADD COLUMN unverifiable INTEGER NOT NULL DEFAULT 0
    CONSTRAINT ck_live_streams_unverifiable_ge_0 CHECK (unverifiable >= 0)
""",
    """
UPDATE live_streams SET is_revealed = 1
WHERE lower(server_seed_hashed) IN (SELECT server_seed_hashed FROM seed_aliases)
""",
    # Those that are not verified, which are looked for among many that are.
    "CREATE INDEX ix_live_bets_not_verified ON live_bets (stream_id, nonce) WHERE verdict > 0",
)
