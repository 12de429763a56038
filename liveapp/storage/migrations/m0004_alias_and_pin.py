"""What a user calls a stream, and whether it is kept at the top of the list."""

STATEMENTS = (
    """
ALTER TABLE live_streams ADD COLUMN alias TEXT
    CONSTRAINT ck_live_streams_alias_length CHECK (length(alias) BETWEEN 1 AND 80)
""",
    """
ALTER TABLE live_streams ADD COLUMN is_pinned INTEGER NOT NULL DEFAULT 0
    CONSTRAINT ck_live_streams_is_pinned CHECK (is_pinned IN (0, 1))
""",
)
