"""Rules about times that contradict each other."""
