"""The tab *Seed & proof*: a stream's seeds, totals and notes, whole."""
