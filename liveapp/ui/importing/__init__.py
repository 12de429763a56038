"""Taking in bets from files: choosing or dropping them, what they hold, and what became of it."""
