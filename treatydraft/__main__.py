"""The entry point: answers `--version` at once, and leaves everything else to the terminal room."""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress

COLLECTED = 50_000
"""Objects made before the interpreter looks for cycles among them. A library is read into many objects that all stay,
and with the 700 it comes with the search takes a tenth of a command's time."""


def main() -> None:
    """Run the command line and end the process with its exit code."""
    if sys.argv[1:] == ["--version"]:  # before anything heavy is imported
        from treatydraft import __version__

        with suppress(OSError):  # where it cannot be written, the command line says so
            os.write(1, f"treatydraft {__version__}\n".encode())
            return
    gc.set_threshold(COLLECTED, 20, 50)
    from treatydraft.cli import run
    from treatydraft.cli.streams import open_streams

    open_streams()
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
