"""Run every check: style (ruff), types (mypy), tests (pytest). Stops at the first that fails."""

import subprocess
import sys

CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("pytest", "-n", "2", *sys.argv[1:]),
)

for command in CHECKS:
    print("$", " ".join(command), flush=True)
    code = subprocess.run([sys.executable, "-m", *command]).returncode
    if code:
        sys.exit(code)
