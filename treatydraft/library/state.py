"""The States of ISO 3166-1: which they are, their names in a language, and what else they are called."""

from __future__ import annotations

from treatydraft.cache import cached
from treatydraft.language.grammar import EnglishNames, Grammar

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


@cached(8)
def state_names(grammar: Grammar) -> dict[str, tuple[str, str]]:
    """The formal and the short name of every State in the language of a grammar, by its code."""
    return grammar.states(_iso())


@cached(1)
def _iso() -> dict[str, EnglishNames]:
    import pycountry  # read only when a State outside the library is asked for

    territories = _TERRITORIES.split()
    return {
        country.alpha_2: EnglishNames(
            country.name, getattr(country, "common_name", ""), getattr(country, "official_name", "")
        )
        for country in pycountry.countries
        if country.alpha_2 not in territories
    }


@cached(1)
def other_names() -> dict[str, tuple[str, ...]]:
    """The other codes and names of every State, by its code: ISO alpha-3, the common name, and those in wide use.

    They are what people type, in whatever language a text is.
    """
    import pycountry

    return {
        code: (
            country.alpha_3,
            *([country.common_name] if hasattr(country, "common_name") else ()),
            *ALSO_CALLED.get(code, ()),
        )
        for country in pycountry.countries
        if (code := country.alpha_2) in _iso()
    }
