"""Word packages of others, opened safely."""
