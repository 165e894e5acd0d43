"""A step as lines to show: what both renderers say in the same words."""

from __future__ import annotations

from collections.abc import Iterator

from treatydraft.cli.display import ScreenLine
from treatydraft.cli.prompts.review import ORIGINS
from treatydraft.cli.prompts.step import LIST_KINDS, REVIEW, TOPIC, Option, Step

WELCOME = (
    "Answer, or press Enter to keep what is shown. < goes back, ? gives the reason, > goes to the review. "
    "Every answer is saved at once."
)


def step_lines(step: Step, counter: str, heading: str) -> Iterator[ScreenLine]:
    """The lines of a step. `heading` is that of the step before, which is not said again."""
    if step.key == REVIEW:
        yield ScreenLine(step.ask)
        yield ScreenLine("Enter accepts and writes the draft.")
        return
    if step.heading != heading:
        yield ScreenLine("")
        yield ScreenLine(step.heading, weight="strong")
    yield ScreenLine(f"{counter}. {step.ask}" if counter else step.ask, weight="strong")
    listed = step.kind in LIST_KINDS and step.kind != "rows"
    refused = [option.label for option in step.options if option.refused and step.key.startswith(TOPIC)]
    for number, option in enumerate(step.options[: len(step.options) - len(refused)], 1):
        yield ScreenLine(f"{number:>2}. {_option(option, step, listed)}", 2)
    if refused:
        yield ScreenLine(f"Not in this register: {', '.join(refused)} (? says why).", 2)
    if step.rule:
        yield ScreenLine(step.rule[:1].upper() + step.rule[1:] + ".", 2)
    if step.wrong:
        yield ScreenLine(f"What is there is wrong: {step.wrong}.", 2)
    else:
        yield ScreenLine(_kept(step), 2)


def _option(option: Option, step: Step, listed: bool) -> str:
    named = step.question is None and not step.key.startswith(TOPIC)
    words = f"{option.name}: {option.label}" if named and option.label else option.label or option.name
    remark = f" ({option.remark})" if option.remark else ""
    if option.refused:
        return f"{words} - {option.refused}"
    if listed:
        return f"{'in ' if option.chosen else 'out'} {words}{remark}"
    return f"{words}{remark}"


def _kept(step: Step) -> str:
    """What Enter does."""
    if not step.now:
        return "Enter leaves it empty." if step.optional or step.origin != "nobody" else "An answer is needed."
    if step.key.startswith(TOPIC):
        return "Enter keeps it so."
    number = next((f"{n}, " for n, one in enumerate(step.options, 1) if one.name == step.now or one.chosen), "")
    origin = ORIGINS[step.origin]
    return f"Enter keeps: {number if step.kind == 'choice' else ''}{step.now}{f' ({origin})' if origin else ''}."


def reason_lines(step: Step) -> Iterator[ScreenLine]:
    """Why a step is asked, and how its answer can be given."""
    for line in step.why or ("The text needs it.",):
        yield ScreenLine(line, 2)
    if step.key == REVIEW:
        yield ScreenLine("A span such as 31-35 shows these lines; < goes back to the last question.", 2)
        return
    more = ["= goes back to the default"]
    if step.kind in ("party", "parties"):
        more.append("?WORDS searches the parties")
    if step.key.startswith(TOPIC):
        more.append("?WORDS searches the whole library, and + with the name of any clause puts it in")
    if step.question is not None:
        more.append("open:A|B leaves it open, in brackets, with these proposals")
    if step.kind in LIST_KINDS:
        more.append("none empties the list")
    yield ScreenLine(_sentence(more), 2)


def _sentence(more: list[str]) -> str:
    words = "; ".join(more)
    return words[:1].upper() + words[1:] + "."
