"""Rules about armed force."""
