"""The list of streams: search, order, auto-follow, notes, deletion."""
