"""From answers to the tree: the draft, the selection of clauses, and the composed instrument."""
