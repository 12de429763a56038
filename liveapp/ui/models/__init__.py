"""Table models over the store: rows in order, whole values read when they are looked at."""
