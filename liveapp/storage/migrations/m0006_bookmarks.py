"""Bets that the user has marked, each with a note if there is something to say. A mark goes with its bet."""

STATEMENTS = (
    """
CREATE TABLE bookmarks (
    bet_id INTEGER PRIMARY KEY REFERENCES live_bets (id) ON DELETE CASCADE,
    note TEXT CONSTRAINT ck_bookmarks_note_length CHECK (length(note) BETWEEN 1 AND 1000),
    created_at INTEGER NOT NULL
) STRICT
""",
)
