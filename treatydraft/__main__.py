"""The entry point: answers `--version` at once, and leaves everything else to the terminal room."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and end the process with its exit code."""
    if sys.argv[1:] == ["--version"]:  # before anything heavy is imported
        from treatydraft import __version__

        print(f"treatydraft {__version__}")
        return
    from treatydraft.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
