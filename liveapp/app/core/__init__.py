"""What runs with and without a window. Imports no Qt."""
