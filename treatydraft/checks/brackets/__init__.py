"""Rules about what is still open or missing."""
