"""The table of a stream's bets: rows in order, whole bets read when looked at, filters, menus."""
