"""What the Common Locale Data Repository holds of one locale, as babel has it.

To load a locale takes babel some 40 ms, a tenth of what a command takes as a whole. So what an English treaty always
needs is kept beside this module, in `kept/en-GB.json`, which a test writes from babel and holds against it. For any
other locale, and for all that is not kept, babel is asked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from babel.core import Locale

KEPT = Path(__file__).parent / "kept"
"""The folder of what is kept, a file a locale."""

UNITS = ("hour", "day", "week", "month", "year")
SIZES = {"million": "1000000", "billion": "1000000000"}
"""The powers of ten in which sums are written, as the repository names them."""

_NOWHERE = ("XA", "XB", "ZZ")  # codes that look like those of a State and are for tests, or for none


def _lists(locale: Locale) -> dict[str, list[str]]:
    styles = {"and": "standard", "or": "or"}
    return {join: [_between(locale.list_patterns[style][at]) for at in _LIST] for join, style in styles.items()}


_LIST = ("middle", "2", "end")


def _between(pattern: str) -> str:
    return pattern.removeprefix("{0}").removesuffix("{1}")


def _units(locale: Locale) -> dict[str, dict[str, str]]:
    forms: dict[str, int | Decimal] = {}  # a number of each plural form
    for n in _NUMBERS:
        forms.setdefault(str(locale.plural_form(n)), n)
    return {unit: {form: _unit(locale, unit, n) for form, n in sorted(forms.items())} for unit in UNITS}


def _unit(locale: Locale, unit: str, n: int | Decimal) -> str:
    from babel.numbers import format_decimal
    from babel.units import format_unit

    spellings = (format_unit(n, f"duration-{unit}", length=length, locale=locale) for length in ("long", "short"))
    known = (words for words in spellings if "duration-" not in words)  # some units have short names alone
    return next(known, f"{n} {unit}").replace(format_decimal(n, locale=locale), "{0}")


_NUMBERS = (*range(20, 31), *range(20), Decimal("1.5"), 1_000_000)
"""Numbers of every plural form there is; small ones last, which some languages do not say in their names of units."""


def _sizes(locale: Locale) -> dict[str, dict[str, str]]:
    forms = sorted(locale.compact_decimal_formats.get("long", {}).items())
    return {
        size: {form: by_power[zeros].pattern.replace("0", "{0}") for form, by_power in forms if zeros in by_power}
        for size, zeros in SIZES.items()
    }


def _languages(locale: Locale) -> dict[str, str]:
    return dict(sorted((code, name) for code, name in locale.languages.items() if "_" not in code))


def _territories(locale: Locale) -> dict[str, str]:
    return dict(
        sorted(
            (code, name)
            for code, name in locale.territories.items()
            if len(code) == 2 and code.isalpha() and code not in _NOWHERE
        )
    )


def _months(locale: Locale) -> list[str]:
    return [locale.months["format"]["wide"][n] for n in range(1, 13)]


MADE: Mapping[str, Callable[[Locale], Any]] = {
    "lists": _lists,
    "units": _units,
    "months": _months,
    "sizes": _sizes,
    "languages": _languages,
    "territories": _territories,
}
"""What can be kept of a locale, and how it is made from babel's data."""


class LocaleData:
    """The data of the locale with a tag such as ``en-GB`` or ``fr``. LookupError, when first asked, for none."""

    def __init__(self, tag: str) -> None:
        self.tag = tag

    @cached_property
    def _kept(self) -> Mapping[str, Any]:
        path = KEPT / f"{self.tag}.json"
        known = self.tag.replace("-", "").isalnum() and path.is_file()
        data: Mapping[str, Any] = json.loads(path.read_text("utf-8")) if known else {}
        return data

    @cached_property
    def _locale(self) -> Locale:
        from babel.core import Locale, UnknownLocaleError

        try:
            return Locale.parse(self.tag, sep="-")
        except (UnknownLocaleError, ValueError):
            raise LookupError(self.tag) from None

    @property
    def known(self) -> bool:
        """Whether there is such a locale."""
        try:
            return bool(self._kept or self._locale)
        except LookupError:
            return False

    def _entry(self, what: str) -> Any:
        return self._kept[what] if what in self._kept else MADE[what](self._locale)

    @cached_property
    def lists(self) -> Mapping[str, tuple[str, str, str]]:
        """What stands in a list joined by ``and`` or ``or``: between items, between two, before the last of several."""
        return {join: tuple(words) for join, words in self._entry("lists").items()}

    @cached_property
    def units(self) -> Mapping[str, Mapping[str, str]]:
        """Each unit of time by plural form, with ``{0}`` for its number."""
        return cast(Mapping[str, Mapping[str, str]], self._entry("units"))

    @cached_property
    def sizes(self) -> Mapping[str, Mapping[str, str]]:
        """``million`` and ``billion`` (a thousand million) by plural form, with ``{0}`` for the number; nothing for
        each where the language counts otherwise."""
        return cast(Mapping[str, Mapping[str, str]], self._entry("sizes"))

    @cached_property
    def languages(self) -> Mapping[str, str]:
        """The name of every language by its code."""
        return cast(Mapping[str, str], self._entry("languages"))

    @cached_property
    def territories(self) -> Mapping[str, str]:
        """The short name of every State and territory by ISO code, without an article."""
        return cast(Mapping[str, str], self._entry("territories"))

    def date(self, value: date, pattern: str) -> str:
        """A date by a pattern of the repository, such as ``d MMMM y``, or by the name of one: ``long``."""
        if "months" in self._kept:
            month: str = self._kept["months"][value.month - 1]
            fields = {"d": str(value.day), "MMMM": month, "y": str(value.year)}
            parts = re.split("([A-Za-z']+)", pattern)
            if set(parts[1::2]) <= set(fields):
                return "".join([fields.get(part) or part for part in parts])
        from babel.dates import format_date

        return format_date(value, pattern, locale=self._locale)

    # ---------------------------------------------------------------------------------- what is never kept

    def plural(self, n: int | Decimal) -> str:
        """The plural form for a number: ``one``, ``few``, ``many``, ``other``..."""
        return str(self._locale.plural_form(n))

    def ordinal(self, n: int) -> str:
        """The plural form for an ordinal number."""
        return str(self._locale.ordinal_form(n))

    def figure(self, value: int | Decimal, decimals: int | None = None) -> str:
        """A number in figures with the marks of the locale, with all its decimals or with so many."""
        from babel.numbers import format_decimal

        pattern = None if decimals is None else f"#,##0.{'0' * decimals}".rstrip(".")
        return str(format_decimal(value, pattern, self._locale, decimal_quantization=decimals is not None))

    def date_pattern(self, name: str) -> str:
        """The pattern of a date with one of the names of the repository; a pattern is given back."""
        from babel.dates import get_date_format

        is_name = name in ("full", "long", "medium")
        return str(get_date_format(cast(Any, name), self._locale).pattern) if is_name else name

    def currency(self, code: str, n: Decimal) -> str:
        """The name of a currency for a number of it; its code where it has none."""
        from babel.numbers import get_currency_name

        return str(get_currency_name(code, n, locale=self._locale))
