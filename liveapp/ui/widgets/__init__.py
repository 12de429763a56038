"""What the parts of the window share: small widgets, words, icons. They know nothing of streams and bets."""
