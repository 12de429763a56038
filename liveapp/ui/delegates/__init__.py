"""How cells and rows are painted."""
