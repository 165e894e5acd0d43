"""WordprocessingML in strings, and nothing of treaties."""
