"""The charts of a stream: pictures of what was observed, beside what a fair game shows."""
