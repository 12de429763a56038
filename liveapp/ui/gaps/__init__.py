"""Missed rounds: which nonces of a stream nothing is known of."""
