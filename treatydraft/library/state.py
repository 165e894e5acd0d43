"""The States of ISO 3166-1: their names in English as they stand in treaties, and what else they are called."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

ALSO_CALLED = {
    "AE": ("UAE", "the Emirates"), "BA": ("Bosnia",), "BN": ("Brunei",), "CD": ("Congo", "DRC", "DR Congo"),
    "CG": ("Congo",), "CI": ("Ivory Coast",), "CV": ("Cape Verde",), "GB": ("UK", "Great Britain", "Britain"),
    "GR": ("EL",), "KP": ("Korea",), "KR": ("Korea",), "MK": ("Macedonia",), "MM": ("Burma",), "NL": ("Holland",),
    "RU": ("Russia",), "SZ": ("Swaziland",), "TL": ("East Timor",), "TR": ("Turkey",), "US": ("America",),
    "VA": ("the Vatican", "Vatican City"),
}  # fmt: skip
"""Names and codes in wide use that ISO 3166 does not have. One that two States have means neither of them by itself."""

_TERRITORIES = """
    AI AQ AS AW AX BL BM BQ BV CC CW CX EH FK FO GF GG GI GL GP GS GU HK HM IM IO JE KY MF MO MP MQ MS NC NF PF PM PN
    PR RE SH SJ SX TC TF TK UM VG VI WF YT
"""
"""The codes of ISO 3166 that are no States. A draft can still bring a name for one."""

_CORRECTED = {
    "BA": ("Bosnia and Herzegovina", "Bosnia and Herzegovina"),  # no "Republic" since the constitution of 1995
    "CK": ("the Cook Islands", "the Cook Islands"),
    "LY": ("the State of Libya", "Libya"),
    "MM": ("the Republic of the Union of Myanmar", "Myanmar"),
    "NP": ("Nepal", "Nepal"),  # as the United Nations name it
    "RW": ("the Republic of Rwanda", "Rwanda"),
    "VA": ("the Holy See", "the Holy See"),  # the Holy See is the party, not the city
}
"""Formal and short name where ISO 3166 has another one than the State bears in treaties."""

_COMMON_NOUN = re.compile(
    r"\b(?:Republic|Kingdom|Federation|Confederation|Commonwealth|Union|Duchy|Principality|Sultanate|States?|Emirates)\b"
)
"""A name that holds one of these takes the article."""


@cache
def state_names() -> dict[str, tuple[str, str]]:
    """The formal and the short name of every State, by its code."""
    import pycountry  # read only when a State outside the library is asked for

    territories = _TERRITORIES.split()
    return {one.alpha_2: _names(one) for one in pycountry.countries if one.alpha_2 not in territories}


@cache
def other_names() -> dict[str, tuple[str, ...]]:
    """The other codes and names of every State, by its code: ISO alpha-3, the common name, and those in wide use."""
    import pycountry

    return {
        code: (one.alpha_3, *([one.common_name] if hasattr(one, "common_name") else ()), *ALSO_CALLED.get(code, ()))
        for one in pycountry.countries
        if (code := one.alpha_2) in state_names()
    }


def _names(country: Any) -> tuple[str, str]:
    """Formal and short name as in running text."""
    if country.alpha_2 in _CORRECTED:
        return _CORRECTED[country.alpha_2]
    head, _, rest = country.name.partition(", ")
    name = f"{rest} {head}" if rest else head  # "Korea, Republic of"
    common = getattr(country, "common_name", "")
    short = head if common == head else name  # Moldova, but the Republic of Korea: its common name is not its own
    official = getattr(country, "official_name", name)
    formal = short if ", " in official else official
    of_the = f"of the {short}" in formal  # the Republic of the Gambia, and so the Gambia
    return _with_article(formal), f"the {short}" if of_the else _with_article(short)


def _with_article(name: str) -> str:
    name = name.removeprefix("The ").removeprefix("the ")
    return f"the {name}" if _COMMON_NOUN.search(name) else name
