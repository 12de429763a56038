"""The mark by which a database and its write-ahead log are known to belong together: see `log_marks.py`.

The one row never changes its size, so that it always lies alone at the end of its own page.
"""

STATEMENTS = (
    """
CREATE TABLE log_marks (
    id INTEGER PRIMARY KEY CONSTRAINT ck_log_marks_one_row CHECK (id = 1),
    previous BLOB NOT NULL CONSTRAINT ck_log_marks_previous CHECK (length(previous) = 16),
    current BLOB NOT NULL CONSTRAINT ck_log_marks_current CHECK (length(current) = 16)
) STRICT
""",
    "INSERT INTO log_marks (id, previous, current) VALUES (1, randomblob(16), randomblob(16))",
)
