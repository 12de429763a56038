"""The script for Antebot, run by Node among the functions that Antebot gives it."""
