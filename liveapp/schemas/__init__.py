"""The wire: JSON to domain and back."""
