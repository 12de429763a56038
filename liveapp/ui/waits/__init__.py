"""How often chosen multipliers came, and how long one waited for them."""
