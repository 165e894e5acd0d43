"""The library: clauses, outlines, languages, parties and scales on disk, read on demand as objects."""
