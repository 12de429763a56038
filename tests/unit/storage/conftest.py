"""Bets to put into the database."""

from tests.values import PAIR, make_bet

__all__ = ["PAIR", "make_bet"]
