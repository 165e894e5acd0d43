"""The terminal: parses, calls the public names of treatydraft, shows; and turns an error into its exit code.

A command is a module in this room and a line in `COMMANDS`. Modules are imported when their command is asked for, so
that `--help` and completion stay quick.
"""

from __future__ import annotations

import difflib
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from types import FrameType
from typing import Annotated, Any

import typer
from typer._click import Command, Context  # typer has its own copy of click since 0.26 and gives these no other name
from typer._click.exceptions import ClickException, NoArgsIsHelpError
from typer.core import TyperGroup

from treatydraft.cli.streams import ReaderGone, print_note, print_words
from treatydraft.errors import EXIT_CODES, DraftError, TreatydraftError, UsageError, WriteError

COMMANDS = {
    "new": "Start a draft: choose an outline, answer its questions, write the instrument.",
    "edit": "Go through the answers of a draft again.",
    "set": "Change answers of a draft without dialogue.",
    "show": "Read the instrument of a draft in the terminal.",
    "export": "Write the instrument of a draft to a file.",
    "brief": "Say what the instrument of a draft does: who must do what by when, and what if nobody decides.",
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
        command.params = [param for param in command.params if param.name not in COMPLETION]  # it belongs to the whole
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

        print_words(f"treatydraft {__version__}")
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
    code = _ended(arguments)
    with suppress(WriteError, ReaderGone):  # after an error what was printed before it is still to be seen, if it can
        sys.stdout.flush()
    return code


def _ended(arguments: Sequence[str]) -> int:
    try:
        try:
            command = typer.main.get_command(app)
            result = command.main(args=_hoisted(arguments), prog_name="treatydraft", standalone_mode=False)
        except NoArgsIsHelpError as wanted:
            print_words(wanted.format_message())
            result = 0
        sys.stdout.flush()
        return result if isinstance(result, int) else 0
    except TreatydraftError as error:
        print_note(str(error))
        return next(int(code) for kind, code in EXIT_CODES.items() if isinstance(error, kind))
    except ClickException as wrong:
        print_note(_lower(wrong.format_message()))
        return 2
    except typer.Exit as done:
        return done.exit_code
    except (KeyboardInterrupt, typer.Abort):
        print_note("interrupted; everything answered so far is saved")
        return 130
    except _Terminated:
        return 143
    except ReaderGone:
        return 0
    except RecursionError:
        print_note("the input nests too deeply\nhint: make it simpler")
        return int(EXIT_CODES[DraftError])
    except MemoryError:
        print_note("the input is too large for the memory there is\nhint: split it, or make it smaller")
        return int(EXIT_CODES[DraftError])
    except SystemExit as ended:  # of the completion; or typer takes a broken pipe of any kind for that of our reader
        if isinstance(ended.__context__, OSError):
            return _bug(ended.__context__)
        return ended.code if isinstance(ended.code, int) else 0
    except OSError as failure:
        if failure.filename is None:
            return _bug(failure)
        # a name that no system takes, a folder nobody may enter: whatever was to be done with it, it is not our fault
        print_note(f"{failure.filename}: it cannot be used: {os.strerror(failure.errno or 0).lower()}")
        print_note("hint: give another name, or look who may use it")
        return int(EXIT_CODES[UsageError])
    except Exception as bug:
        return _bug(bug)


def _bug(bug: Exception) -> int:
    """Tell an error that is nobody's but ours."""
    if os.environ.get("TREATYDRAFT_DEBUG"):
        raise bug
    print_note(f"this is a fault of treatydraft, not of yours: {type(bug).__name__}: {bug}")
    print_note("hint: your files are as they were; report it with what TREATYDRAFT_DEBUG=1 adds to this output")
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


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:].rstrip(".")
