"""Rules about what starts a response, and who decides."""
