"""Rules about money."""
