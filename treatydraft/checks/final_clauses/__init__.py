"""Rules about final clauses."""
