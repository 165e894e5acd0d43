"""The page *money*: each fund, its shares among those who pay, and what each pays."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from treatydraft.brief.brief import Brief
from treatydraft.brief.funds import Assessment
from treatydraft.brief.money import largest
from treatydraft.brief.report.blocks import Block, Heading, Item, Items, Page, Paragraph, Row, Table
from treatydraft.brief.report.scope import Scope
from treatydraft.brief.wording import Wording, counted, listed
from treatydraft.language import capital
from treatydraft.value import Money

_BOUND = {"least": "at least", "most": "at most"}
_PER = {"year": "a year", "once": "once", "": ""}


def money_page(brief: Brief, scope: Scope) -> Page:
    """The page; for a party, with its own share alone."""
    found, wording, party = brief.money, brief.wording, scope.party
    blocks = [block for one in found for block in _fund(one, wording, party)]
    return Page(
        "money",
        "Money",
        _summary(found, wording, party),
        tuple(blocks) or (Paragraph("no fund is on record"),),
    )


def _summary(found: tuple[Assessment, ...], wording: Wording, party: str) -> str:
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


def _fund(one: Assessment, wording: Wording, party: str) -> Iterator[Block]:
    fund = one.fund
    to = f" to {listed([wording.role(role) for role in fund.to])}" if fund.to else ""
    name = fund.id.partition(".")[2].replace("-", " ")
    yield Heading(capital(f"{name}: paid by {wording.bearer(fund.payers)}{to}"), fund.at)
    totals = [f"{_BOUND[bound]} {_amount(total)} {_PER[one.per]}".rstrip() for bound, total in _bounds(one.totals)]
    remarks = (*totals, *_remarks(one, wording))
    if remarks:
        yield Items(tuple(map(Item, remarks)))
    if one.scale:
        shares, sums = one.scale.shares, one.sums or {}
        order = [code for code in largest(shares, len(shares)).codes if party in ("", code)]
        heads = [f"{_BOUND[bound]} {total.currency}" for bound, total in _bounds(one.totals) if bound in sums]
        rows = (
            Row((wording.party(code), f"{shares[code]}", *(f"{sums[b][code].amount:,.2f}" for b in sums)))
            for code in order
        )
        if order:
            yield Table(("party", "share %", *heads), tuple(rows), numeric=tuple(range(1, 2 + len(heads))))


def _bounds(totals: Mapping[str, Money] | None) -> list[tuple[str, Money]]:
    return list(totals.items()) if totals else []


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
