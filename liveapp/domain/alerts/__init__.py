"""Rules of the user's own about what is to be told of, and what was told. Plain values; no I/O."""
