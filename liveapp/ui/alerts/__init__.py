"""Rules about what is to be told of, and what they told."""
