"""Exploring a revealed seed: which of its rounds reach a multiplier."""
