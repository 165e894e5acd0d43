"""What is measured, and against whom. Each module runs by itself: `python -m tests.benchmarks.docx`."""
