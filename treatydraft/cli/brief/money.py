"""The page *money* in the terminal: each fund, its shares among those who pay, and what each pays."""

from __future__ import annotations

from collections.abc import Iterator

from treatydraft.brief.funds import Assessment
from treatydraft.brief.money import largest
from treatydraft.brief.wording import Wording, counted, listed
from treatydraft.cli.display import ScreenLine, columns, folded
from treatydraft.language import capital
from treatydraft.value import Money

_BOUND = {"least": "at least", "most": "at most"}
_PER = {"year": "a year", "once": "once", "": ""}


def money_lines(found: tuple[Assessment, ...], wording: Wording, party: str = "") -> Iterator[ScreenLine]:
    """The lines of the page; for a party, by its code, with its own share alone."""
    yield ScreenLine("Money", weight="strong")
    yield ScreenLine("")
    if not found:
        yield ScreenLine("  no fund is on record")
        yield ScreenLine("")
    for one in found:
        yield from _fund(one, wording, party)


def money_summary(found: tuple[Assessment, ...], wording: Wording, party: str = "") -> str:
    """The page in a line."""
    told = [counted(len(found), "fund")]
    first = next((one for one in found if one.scale), None)
    if first and first.scale and first.largest:
        payer = first.largest.codes[0]
        shown = party if party in first.scale.shares else payer
        told.append(f"{wording.party(shown)} bears {_share(first, shown)}")
        if party and party not in first.scale.shares:
            told[-1] = f"{wording.party(party)} pays nothing on record"
        elif not party:
            told[-1] = f"the largest payer is {told[-1].replace(' bears ', ' with ')}"
    return "; ".join(told)


def _share(one: Assessment, code: str) -> str:
    """A share, and the sum it comes to at the most that is due."""
    assert one.scale is not None
    sums = one.sums or {}
    bound = next((bound for bound in ("most", "least") if bound in sums), "")
    amount = f", {_BOUND[bound]} {_amount(sums[bound][code])} {_PER[one.per]}".rstrip() if bound else ""
    return f"{one.scale.shares[code]} %{amount}"


def _fund(one: Assessment, wording: Wording, party: str) -> Iterator[ScreenLine]:
    fund = one.fund
    to = f" to {listed([wording.role(role) for role in fund.to])}" if fund.to else ""
    name = fund.id.partition(".")[2].replace("-", " ")
    yield ScreenLine(capital(f"{name}: paid by {wording.bearer(fund.payers)}{to}"), weight="strong")
    yield ScreenLine(f"  {wording.place(fund.at)}")
    for bound, total in (one.totals or {}).items():
        yield ScreenLine(f"  {_BOUND[bound]} {_amount(total)} {_PER[one.per]}".rstrip())
    for words in _remarks(one, wording):
        yield from map(ScreenLine, folded(words, "  "))
    if one.scale:
        shares, sums = one.scale.shares, one.sums or {}
        order = largest(shares, len(shares)).codes
        if party:
            order = tuple(code for code in order if code == party)
        rows = [["party", "share %", *(f"{_BOUND[bound]} {total.currency}" for bound, total in _totals(one))]]
        rows += [
            [wording.party(code), f"{shares[code]}", *(f"{sums[b][code].amount:,.2f}" for b in sums)] for code in order
        ]
        if order:
            yield from (ScreenLine(f"    {line}") for line in columns(rows, ["left", *["right"] * (len(rows[0]) - 1)]))
    yield ScreenLine("")


def _totals(one: Assessment) -> list[tuple[str, Money]]:
    return [(bound, total) for bound, total in (one.totals or {}).items() if bound in (one.sums or {})]


def _remarks(one: Assessment, wording: Wording) -> Iterator[str]:
    """By which key it is shared out and within which limits, and whatever of that cannot be."""
    if one.key:
        yield f"key: {one.key.title}{f' ({one.key.source})' if one.key.source else ''}"
    if one.reason:
        yield f"no shares: {one.reason}" if one.scale is None else f"no sums: {one.reason}"
    scale = one.scale
    if scale is None:
        return
    if one.cap is not None:
        held = f"the ceiling of {one.cap} % on a share"
        if not scale.cap_holds:
            yield f"{held} cannot hold: {counted(len(scale.shares), 'payer')} bear {scale.cap} % each at the least"
        else:
            at = listed([wording.party(code) for code in scale.capped])
            yield f"{held} {f'holds down {at}' if at else 'holds down nobody'}"
    if one.floor is not None:
        if not scale.least_holds:
            yield f"the least share of {one.floor} % cannot hold: {counted(len(scale.shares), 'payer')} are too many"
        elif scale.raised:
            yield f"the least share of {one.floor} % raises {listed([wording.party(code) for code in scale.raised])}"
    if scale.unweighted:
        named = listed([wording.party(code) for code in scale.unweighted])
        yield f"without a figure in the key, and so without a share: {named}"
    if one.largest:
        yield f"largest payer: {wording.party(one.largest.codes[0])}, {one.largest.share} %"


def _amount(value: Money) -> str:
    return f"{value.currency} {value.amount:,.2f}".removesuffix(".00")
