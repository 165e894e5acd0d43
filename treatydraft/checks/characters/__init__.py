"""Rules about characters: whether the words are what they look like."""
