"""Rules about the register: what the words bind to."""
