"""Small parts of the window that know nothing of streams and bets, or little."""
