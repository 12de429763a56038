"""What each stream's bets staked and were paid, by currency, in place of sums over all currencies.

No currency is an empty text here, because a key of a table without row numbers cannot be null. Bets whose
stream is not there, as another program may have left them, count nowhere and keep nobody from starting.
"""

STATEMENTS = (
    """
CREATE TABLE stream_totals (
    stream_id INTEGER NOT NULL REFERENCES live_streams (id) ON DELETE CASCADE,
    currency TEXT NOT NULL,
    first_bet_id INTEGER NOT NULL,
    bets INTEGER NOT NULL CONSTRAINT ck_stream_totals_bets_ge_1 CHECK (bets >= 1),
    wagered REAL NOT NULL CONSTRAINT ck_stream_totals_wagered_ge_0 CHECK (wagered >= 0),
    paid_out REAL NOT NULL CONSTRAINT ck_stream_totals_paid_out_ge_0 CHECK (paid_out >= 0),
    PRIMARY KEY (stream_id, currency)
) STRICT, WITHOUT ROWID
""",
    """
INSERT INTO stream_totals (stream_id, currency, first_bet_id, bets, wagered, paid_out)
SELECT stream_id, coalesce(currency, '') AS currency, min(id), count(*),
    min(sum(amount), 1.7976931348623157e308), min(sum(payout), 1.7976931348623157e308)
FROM live_bets WHERE stream_id IN (SELECT id FROM live_streams) GROUP BY 1, 2
""",
    "ALTER TABLE live_streams DROP COLUMN wagered",
    "ALTER TABLE live_streams DROP COLUMN paid_out",
)
