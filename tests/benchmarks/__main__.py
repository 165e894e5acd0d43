"""Every benchmark, one after the other."""

from tests.benchmarks import docx, stages, start

for benchmark in (start, stages, docx):
    benchmark.main()
    print()
