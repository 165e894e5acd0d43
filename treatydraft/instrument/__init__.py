"""The tree of an instrument: its notation, its numbers, its references, and what stands where."""
