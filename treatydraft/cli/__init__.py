"""The terminal: parses, calls the public names of treatydraft, shows; and turns an error into its exit code.

A command is a module in this room and a line in `COMMANDS`. Modules are imported when their command is asked for, so
that `--help` and completion stay quick.
"""

from __future__ import annotations

import difflib
import errno
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from types import FrameType
from typing import Annotated, Any

import typer
from typer._click import Command, Context  # typer has its own copy of click since 0.26 and gives these no other name
from typer._click.exceptions import ClickException, NoArgsIsHelpError
from typer.core import TyperGroup

from treatydraft import EXIT_CODES, TreatydraftError, WriteError

COMMANDS = {
    "new": "Start a draft: choose an outline, answer its questions, write the instrument.",
    "edit": "Go through the answers of a draft again.",
    "set": "Change answers of a draft without dialogue.",
    "show": "Read the instrument of a draft in the terminal.",
    "export": "Write the instrument of a draft to a file.",
    "check": "Find what is wrong with the instrument of a draft.",
    "explain": "Say what a rule checks, why, and how to put a finding right.",
    "batch": "Make many drafts from rows of answers.",
    "library": "List, search, show and check the clauses of the library; begin a new one.",
    "style": "Write the built-in style as a Word template, to make a house style of.",
    "schema": "Print the JSON Schema of a draft, a clause, an outline or a row of a batch.",
}
"""Each command and its line in the overview; the command itself is in the module of its name."""

COMPLETION = ("install_completion", "show_completion")
"""Options the whole command line has, which typer would give to every command again."""

GLOBAL = ("--library", "--plain", "--quiet")
"""Options that may stand anywhere on the command line."""

BUG = 70
"""The exit code of an error that is nobody's but ours."""

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
"""Why the system takes no more of what is printed."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the whole command line was given: the libraries over the bundled one, and how to talk."""

    folders: tuple[str, ...] = ()
    plain: bool = False
    quiet: bool = False


class Group(TyperGroup):
    """The commands, each imported when it is asked for."""

    def list_commands(self, ctx: Context) -> list[str]:
        """The names of the commands, in the order of a draft's life."""
        return list(COMMANDS)

    def get_command(self, ctx: Context, cmd_name: str) -> Command | None:
        """The command with this name, from the module of its name."""
        if cmd_name not in COMMANDS:
            return None
        app: typer.Typer = import_module(f"treatydraft.cli.{cmd_name}").app
        app.rich_markup_mode = None  # rich reads [words] in a help as its own and drops them, and takes its time
        command = typer.main.get_command(app)
        command.name = cmd_name
        command.params = [one for one in command.params if one.name not in COMPLETION]  # it belongs to the whole
        return command

    def format_commands(self, ctx: Context, formatter: Any) -> None:
        """The overview from the table above, without importing a command."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        """The command that is meant; a name that is close to one is told."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], COMMANDS, 1)
            hint = f"did you mean '{near[0]}'?" if near else "see 'treatydraft --help'"
            ctx.fail(f"there is no command '{args[0]}'\nhint: {hint}")
        return super().resolve_command(ctx, args)


app = typer.Typer(
    cls=Group,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 done, 1 findings, 2 usage, 3 the draft, 4 the library, 5 a document, 6 the output, "
    "130 and 143 interrupted.",
)


def _version(wanted: bool) -> None:
    if wanted:
        from treatydraft import __version__

        typer.echo(f"treatydraft {__version__}")
        raise typer.Exit()


@app.callback()
def main(
    ctx: typer.Context,
    library: Annotated[
        list[str], typer.Option(metavar="DIR", help="Lay the library in DIR over the bundled one.")
    ] = [],  # noqa: B006
    plain: Annotated[bool, typer.Option("--plain", help="Line by line, for screen readers and logs.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but results and errors.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say the version.")
    ] = False,
) -> None:
    """Draft a treaty, memorandum or declaration of security guarantees from a library of clauses."""
    ctx.obj = Settings(tuple(library), plain, quiet)


def run(arguments: Sequence[str]) -> int:
    """Run the command line and give its exit code. Whatever goes wrong is told on stderr, never as a traceback."""
    signal.signal(signal.SIGTERM, _terminated)
    if hasattr(signal, "SIGHUP"):
        signal.signal(signal.SIGHUP, _terminated)
    try:
        result = typer.main.get_command(app).main(
            args=_hoisted(arguments), prog_name="treatydraft", standalone_mode=False
        )
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except TreatydraftError as error:
        _tell(str(error))
        return next(int(code) for kind, code in EXIT_CODES.items() if isinstance(error, kind))
    except NoArgsIsHelpError as wanted:
        typer.echo(wanted.format_message())
        return 0
    except ClickException as wrong:
        _tell(_lower(wrong.format_message()))
        return 2
    except typer.Exit as done:
        return done.exit_code
    except (KeyboardInterrupt, typer.Abort):
        _tell("interrupted; everything answered so far is saved")
        return 130
    except _Terminated:
        return 143
    except (BrokenPipeError, SystemExit):  # the reader of our output has gone, which is its right; typer says exit
        _mute()
        return 0
    except RecursionError:
        _tell("the input nests too deeply\nhint: make it simpler")
        return 3
    except Exception as bug:
        if os.environ.get("TREATYDRAFT_DEBUG"):
            raise
        if isinstance(bug, OSError) and bug.errno in FULL and bug.filename is None:
            _mute()
            why = os.strerror(bug.errno).lower()
            _tell(f"stdout: it cannot be written: {why}\nhint: make room, or send it elsewhere")
            return int(EXIT_CODES[WriteError])
        what = f"this is a fault of treatydraft, not of yours: {type(bug).__name__}: {bug}"
        _tell(f"{what}\nhint: your files are as they were; report it with what TREATYDRAFT_DEBUG=1 adds to this output")
        return BUG


class _Terminated(BaseException):
    """The process was told to end."""


def _terminated(number: int, frame: FrameType | None) -> None:
    raise _Terminated


def _hoisted(arguments: Sequence[str]) -> list[str]:
    """The arguments with the global options in front, wherever they stood."""
    front: list[str] = []
    rest: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        if argument == "--":
            rest.extend([argument, *waiting])
        elif argument == "--library":
            front.extend([argument, *[value for value in [next(waiting, None)] if value is not None]])
        elif argument in GLOBAL or argument.startswith("--library="):
            front.append(argument)
        else:
            rest.append(argument)
    return front + rest


def _mute() -> None:
    """Let nothing that is still to be printed reach anybody, and nothing fail over it when the process ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _tell(message: str) -> None:
    """A message to the person, on stderr, with nothing in it that a terminal would obey."""
    print(harmless(message), file=sys.stderr)


def harmless(text: str) -> str:
    """The text with every control character shown instead of obeyed."""
    return "".join(letter if letter.isprintable() or letter == "\n" else f"\\x{ord(letter):02x}" for letter in text)


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:].rstrip(".")
