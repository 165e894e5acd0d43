"""Every benchmark, one after the other."""

from tests.benchmarks import docx, stages

for benchmark in (stages, docx):
    benchmark.main()
    print()
