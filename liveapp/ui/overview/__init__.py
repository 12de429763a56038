"""All streams at a glance: one row each, with its figures."""
