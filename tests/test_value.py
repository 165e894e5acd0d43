"""What an answer can be: read from text, refused in plain words, written so that it reads back."""

from __future__ import annotations

import datetime
import pickle
import sys
import unicodedata
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from treatydraft.value import (
    HOURS,
    TYPES,
    Choice,
    Column,
    Duration,
    Limits,
    Money,
    Open,
    Row,
    Share,
    parse_open,
    refuse_hidden,
)

NONE = Limits()
TIMING = Limits(choices={"forthwith": "forthwith", "within-hours": "within {{ span(hours) }}"})
ROWS = Limits(max=2, columns={"party": Column("party"), "sum": Column("money", Limits(max="EUR 1 billion"))})


def refusal(kind: str, given: object, limits: Limits = NONE) -> str:
    with pytest.raises(ValueError, match=r"\S") as caught:
        TYPES[kind].parse(given, limits)
    return str(caught.value)


# ------------------------------------------------------------------------------------------------ reading


@pytest.mark.parametrize(
    ("kind", "given", "limits", "value"),
    [
        ("text", "Côte d'Ivoire\r\nУкраїна", NONE, "Côte d'Ivoire\nУкраїна"),
        ("text", "e\u0301", NONE, "é"),
        ("text", "NO", NONE, "NO"),
        ("integer", "24", NONE, 24),
        ("integer", "-3", NONE, -3),
        ("integer", 24, NONE, 24),
        ("boolean", "no", NONE, False),
        ("boolean", "True", NONE, True),
        ("boolean", False, NONE, False),
        ("date", "2028-02-29", NONE, datetime.date(2028, 2, 29)),
        ("fraction", "4/6", NONE, Fraction(2, 3)),
        ("fraction", "1", NONE, Fraction(1)),
        ("share", "2.5%", NONE, Share(Decimal("2.5"))),
        ("share", "0", NONE, Share(Decimal(0))),
        ("share", 100, NONE, Share(Decimal(100))),
        ("money", "EUR 500 million", NONE, Money(Decimal(500_000_000), "EUR")),
        ("money", "GBP 2.5 billion", NONE, Money(Decimal(2_500_000_000), "GBP")),
        ("money", "EUR\u00a040000", NONE, Money(Decimal(40000), "EUR")),
        ("choice", "within-hours", TIMING, "within-hours"),
        ("choices", "land, sea", NONE, ("land", "sea")),
        ("party", "FR", NONE, "FR"),
        ("party", "NO", NONE, "NO"),
        ("parties", "FR,GB", NONE, ("FR", "GB")),
        ("parties", ["NO", "nordic-baltic"], NONE, ("NO", "nordic-baltic")),
        ("parties", "all", NONE, ("all",)),
        ("parties", "", NONE, ()),
        ("rows", [{"party": "FR", "sum": "EUR 5"}], ROWS, (Row({"party": "FR", "sum": Money(Decimal(5), "EUR")}),)),
    ],
)
def test_what_is_given_becomes_a_value(kind: str, given: object, limits: Limits, value: object) -> None:
    read = TYPES[kind].parse(given, limits)
    assert read == value
    assert type(read) is type(value) or isinstance(read, Choice)


@pytest.mark.parametrize(
    ("kind", "given", "limits", "message"),
    [
        ("duration", "abc", NONE, "'abc' is not a duration; write a number and a unit, such as 48 hours"),
        ("duration", "48", NONE, "'48' is not a duration; write a number and a unit, such as 48 hours"),
        ("duration", "-1 day", NONE, "'-1 day' is not a duration; write a number and a unit, such as 48 hours"),
        ("duration", ["1 day"], NONE, "a list is not a duration; write a number and a unit, such as 48 hours"),
        (
            "duration",
            "1 month",
            Limits(units=("hour", "day")),
            "'1 month' is not a whole number of hours or days; write a number of hours or days, such as 48 hours",
        ),
        ("duration", "31 days", Limits(max="1 month"), "31 days is more than 1 month, the most allowed here"),
        ("duration", "1 hour", Limits(min="1 day"), "1 hour is less than 1 day, the least allowed here"),
        ("integer", "999", Limits(max="168"), "999 is more than 168, the most allowed here"),
        ("integer", "0", Limits(min=1), "0 is less than 1, the least allowed here"),
        (
            "integer",
            "999",
            Limits(max=168, units=("hour",)),
            "999 hours is more than 168 hours, the most allowed here",
        ),
        (
            "integer",
            "36 hours",
            Limits(min=1, max=168, units=("day",)),
            "'36 hours' is not a whole number of days; write a number of days from 1 to 168, such as 30 days",
        ),
        ("integer", "9" * 5000, NONE, "a number of 5000 digits is too long; 12 are allowed"),
        ("integer", True, NONE, "true is not a whole number; write digits, such as 24"),
        ("integer", "٣", NONE, "'٣' is not a whole number; write digits, such as 24"),
        ("boolean", "NO", NONE, "'NO' is not yes or no; write yes or no, in small letters"),
        ("boolean", "0", NONE, "'0' is not yes or no; write yes or no, in small letters"),
        ("party", False, NONE, "false is not a party; write its code or name, such as FR"),
        ("parties", "FR,7", NONE, "'7' is not a party; write its code or name, such as FR"),
        ("parties", "FR,GB,FR", NONE, "'FR' stands twice; name it once"),
        ("parties", "all,FR", NONE, "'all' stands alone; name the parties, or all of them"),
        ("parties", "FR,GB", Limits(max=1), "2 parties is more than 1, the most allowed here"),
        ("parties", "FR", Limits(min=2), "1 party is less than 2, the least allowed here"),
        (
            "choice",
            "fortwith",
            TIMING,
            "'fortwith' is not one of the choices forthwith, within-hours; did you mean forthwith?",
        ),
        ("choices", "land,air", Limits(choices=("land",)), "'air' is not one of the choices land"),
        (
            "money",
            "500",
            NONE,
            "'500' is not a sum of money; write the letters of a currency and a sum, such as EUR 500 million",
        ),
        (
            "money",
            "EUR 1,00",
            NONE,
            "'EUR 1,00' is not a sum of money; write the letters of a currency and a sum, such as EUR 500 million",
        ),
        (
            "money",
            "EUR 0.001",
            NONE,
            "'EUR 0.001' is not a sum that can be paid; two decimals and 15 digits are allowed",
        ),
        ("money", "EUR " + "9" * 99, NONE, "a number of 99 digits is too long; 15 are allowed"),
        ("money", "EUR 2", Limits(max="EUR 1"), "EUR 2 is more than EUR 1, the most allowed here"),
        ("money", "GBP 2", Limits(max="EUR 1"), "GBP 2 is not in EUR; write the amount in EUR"),
        ("date", "2026-02-30", NONE, "'2026-02-30' is not a day of the calendar; write a date such as 2026-01-06"),
        (
            "date",
            "6.1.2026",
            NONE,
            "'6.1.2026' can be 6 January or 1 June 2026; write year-month-day, such as 2026-01-06",
        ),
        ("date", "2026-01-07", Limits(max="2026-01-06"), "2026-01-07 is more than 2026-01-06, the most allowed here"),
        ("fraction", "3/2", NONE, "'3/2' is not more than 0 and at most 1; write a fraction such as 2/3"),
        ("fraction", "1/0", NONE, "'1/0' is not more than 0 and at most 1; write a fraction such as 2/3"),
        ("fraction", "1/3", Limits(min="1/2"), "1/3 is less than 1/2, the least allowed here"),
        ("share", "101%", NONE, "101% is more than 100%; write a share of the whole, such as 2.5%"),
        ("share", "3%", Limits(max="2.5%"), "3% is more than 2.5%, the most allowed here"),
        ("text", "a\u202eb", NONE, "the hidden character U+202E (right-to-left override) is not allowed"),
        ("text", "x" * 2001, NONE, "a text of 2001 letters is more than 2000, the most allowed here"),
        ("text", "abc", Limits(max=2), "a text of 3 letters is more than 2, the most allowed here"),
        ("text", {"a": "b"}, NONE, "a mapping is not a text; write words, such as Kyiv"),
        ("text", None, NONE, "nothing is not a text; write words, such as Kyiv"),
        ("rows", "FR", NONE, "'FR' is not a list of rows; write each row as a mapping, such as {party: FR}"),
        (
            "rows",
            "FR",
            ROWS,
            "'FR' is not a list of rows; write each row as a mapping, such as {party: FR, sum: EUR 500 million}",
        ),
        ("rows", ["FR"], ROWS, "row 1 is 'FR'; write a mapping of the columns party, sum"),
        ("rows", [{"party": "FR"}], ROWS, "row 1 has no 'sum'; each row needs the columns party, sum"),
        ("rows", [{"party": "FR", "x": "1"}], ROWS, "row 1: 'x' is not one of the columns party, sum"),
        (
            "rows",
            [{"party": "FR", "sum": "EUR 2 billion"}],
            ROWS,
            "row 1, sum: EUR 2 billion is more than EUR 1 billion, the most allowed here",
        ),
        ("rows", [{"party": "FR", "sum": "EUR 1"}] * 3, ROWS, "3 rows is more than 2, the most allowed here"),
    ],
)
def test_a_refusal_says_what_was_given_and_what_is_right(
    kind: str, given: object, limits: Limits, message: str
) -> None:
    assert refusal(kind, given, limits) == message


@pytest.mark.parametrize("kind", TYPES)
@pytest.mark.parametrize(
    "given",
    [
        None,
        True,
        10**5000,
        float("nan"),
        float("inf"),
        1e300,
        [],
        [[]],
        {},
        [{}],
        "",
        "\x00",
        "\ud800",
        "9" * 9999,
        "🏴",
    ],
    ids=range(15),
)
def test_anything_at_all_is_a_value_or_a_short_refusal(kind: str, given: object) -> None:
    try:
        written = TYPES[kind].format(TYPES[kind].parse(given))
    except ValueError as wrong:
        said = str(wrong)
    else:
        said = "" if TYPES[kind].format(TYPES[kind].parse(written)) == written else "it does not read back" * 20
    assert len(said) < 200
    assert not refuse_hidden(said)


@pytest.mark.parametrize("kind", [kind for kind in TYPES if kind != "rows"])
def test_every_example_is_right(kind: str) -> None:
    example = TYPES[kind].example
    value = TYPES[kind].parse(example)
    assert TYPES[kind].format(value) == (example.split(",") if isinstance(value, tuple) else example)


def test_a_choice_carries_its_text() -> None:
    choice = TYPES["choice"].parse("within-hours", TIMING)
    assert choice.text == "within {{ span(hours) }}"
    assert {choice: 1}["within-hours"] == 1
    assert pickle.loads(pickle.dumps(choice)).text == choice.text
    assert Choice("land").text == "land"
    with pytest.raises(AttributeError):
        choice.text = "other"


# ------------------------------------------------------------------------------------------------ as people write them

HOUR, DAY, YEAR = (Limits(units=(unit,)) for unit in ("hour", "day", "year"))
HOURS_OR_DAYS = Limits(units=("hour", "day"))
MONTHS_OR_YEARS = Limits(units=("month", "year"))


@pytest.mark.parametrize(
    ("kind", "given", "limits", "written"),
    [
        *(("duration", one, YEAR, "10 years") for one in ("10", 10, "10y", "10 yrs", "10 yr.", "ten years", "ten")),
        *(("duration", one, YEAR, "10 years") for one in ("10-year", "10\u00a0YEARS", "120 months", "Ten Years")),
        *(("duration", one, HOURS_OR_DAYS, "48 hours") for one in ("48h", "48 hrs", "48 HOURS", "forty-eight hours")),
        *(("duration", one, NONE, "2 weeks") for one in ("2 wks", "two weeks", "2w")),
        *(("duration", one, MONTHS_OR_YEARS, "6 months") for one in ("half a year", "six-month", "6mths", "0.5 years")),
        ("duration", "a week", HOURS_OR_DAYS, "7 days"),
        ("duration", "one month", MONTHS_OR_YEARS, "1 month"),
        ("duration", "one hundred and twenty days", DAY, "120 days"),
        ("duration", "a hundred years", YEAR, "100 years"),
        ("duration", "48 hours", DAY, "2 days"),
        ("duration", "1.5 days", HOUR, "36 hours"),
        ("duration", "2 years", Limits(units=("day", "month")), "24 months"),
        *(("integer", one, HOUR, "24") for one in ("24h", "twenty-four", "1 day", "a day", 24.0)),
        *(("integer", one, NONE, "12000") for one in ("12,000", "12 000", "12\u202f000", "twelve thousand")),
        ("integer", "three", NONE, "3"),
        ("integer", "+3", NONE, "3"),
        *(("share", one, NONE, "60%") for one in ("60 %", "60 per cent", "60 percent", "sixty per cent", "3/5")),
        *(("share", one, NONE, "50%") for one in ("half", "1/2", "a half")),
        ("share", "three quarters", NONE, "75%"),
        ("share", "0.6", NONE, "0.6%"),
        *(("fraction", one, NONE, "2/3") for one in ("two thirds", "two-thirds", "2 / 3", "Two Thirds")),
        *(("fraction", one, NONE, "1/2") for one in ("half", "one half", "50%", "50 per cent")),
        *(("date", one, NONE, "2027-03-01") for one in ("1 March 2027", "March 1, 2027", "1 Mar 2027", "2027-3-1")),
        *(("date", one, NONE, "2027-03-01") for one in ("1st of March 2027", "Mar. 1 2027", "2027/03/01")),
        *(("date", one, NONE, "2027-12-31") for one in ("31/12/2027", "12/31/2027", "31.12.2027")),
        ("date", "3/3/2027", NONE, "2027-03-03"),
        *(("boolean", one, NONE, "yes") for one in ("y", "Y", "YES", "TRUE", "Yes")),
        *(("boolean", one, NONE, "no") for one in ("n", "N", "FALSE", "No", "no")),
        *(("money", one, NONE, "EUR 10 million") for one in ("10 million EUR", "€10m", "EUR 10m", "10m euros")),
        *(("money", one, NONE, "EUR 10 million") for one in ("EUR 10,000,000", "EUR10M", "ten million euros")),
        *(("money", one, NONE, "EUR 10 million") for one in ("eur 10 mn", "€ 10 000 000", "EUR\u00a010mio")),
        ("money", "EUR 1.5bn", NONE, "EUR 1.5 billion"),
        ("money", "£5k", NONE, "GBP 5000"),
        ("money", "US$ 3 million", NONE, "USD 3 million"),
        ("money", "PLN 1,234.56", NONE, "PLN 1234.56"),
        ("party", "Côte d’Ivoire", NONE, "Côte d’Ivoire"),
        ("parties", "France, the United Kingdom", NONE, ["France", "the United Kingdom"]),
        ("parties", "ALL", NONE, ["all"]),
    ],
)  # fmt: skip
def test_an_answer_is_taken_as_people_give_it(kind: str, given: object, limits: Limits, written: object) -> None:
    assert TYPES[kind].format(TYPES[kind].parse(given, limits)) == written


@pytest.mark.parametrize(
    ("kind", "given", "limits", "message"),
    [
        (
            "duration",
            "10m",
            Limits(min="3 months", max="10 years", units=("month", "year")),
            "'10m' can be minutes or months; write a number of months or years from 3 months to 10 years, "
            "such as 6 months",
        ),
        (
            "duration",
            "48 hours",
            Limits(min="1 year", max="100 years", units=("year",)),
            "'48 hours' is not a whole number of years; write a number of years from 1 to 100, such as 10 years",
        ),
        (
            "duration",
            "half a year",
            YEAR,
            "'half a year' is not a whole number of years; write a number of years, such as 10 years",
        ),
        (
            "duration",
            "730 hours",
            MONTHS_OR_YEARS,
            "'730 hours' is not a whole number of months or years; write a number of months or years, such as 6 months",
        ),
        ("integer", "twenty thirty", NONE, "'twenty thirty' is not a whole number; write digits, such as 24"),
        ("integer", "1,2", NONE, "'1,2' is not a whole number; write digits, such as 24"),
        ("integer", "0,123", NONE, "'0,123' is not a whole number; write digits, such as 24"),
        ("integer", "12,000 000", NONE, "'12,000 000' is not a whole number; write digits, such as 24"),
        (
            "share",
            "a third",
            NONE,
            "'a third' is not an exact number of per cent; write a number of per cent, such as 2.5%",
        ),
        (
            "date",
            "01/03/2027",
            NONE,
            "'01/03/2027' can be 1 March or 3 January 2027; write year-month-day, such as 2026-01-06",
        ),
        ("date", "1 March", NONE, "'1 March' is not a date; write year-month-day, such as 2026-01-06"),
        ("date", "31 Sept 2027", NONE, "'2027-09-31' is not a day of the calendar; write a date such as 2026-01-06"),
        (
            "money",
            "$10m",
            NONE,
            "'$10m' can be in USD, CAD, AUD or another dollar; write the letters of a currency and a sum, "
            "such as EUR 500 million",
        ),
        (
            "integer",
            "many",
            Limits(min=2, max=10),
            "'many' is not a whole number; write a whole number from 2 to 10, such as 3",
        ),
    ],
)
def test_what_can_mean_two_things_is_refused_with_what_to_write(
    kind: str, given: object, limits: Limits, message: str
) -> None:
    assert refusal(kind, given, limits) == message


WORDS = ("a", "half", "third", "ten", "twenty", "hundred", "and", "of", "1", "12", "2027", ",000", "/", "%", "per cent")
MORE = ("march", "hours", "yrs", "m", "EUR", "€", "$", "million", "-", ".", "no", "\u00a0", "+")


@pytest.mark.parametrize("kind", [kind for kind in TYPES if kind != "rows"])
@given(words=st.lists(st.sampled_from(WORDS + MORE), max_size=6), apart=st.sampled_from(("", " ")))
def test_any_words_are_a_value_that_reads_back_or_a_short_refusal(kind: str, words: list[str], apart: str) -> None:
    for limits in (NONE, YEAR, MONTHS_OR_YEARS):
        try:
            written = TYPES[kind].format(TYPES[kind].parse(apart.join(words), limits))
        except ValueError as wrong:
            assert str(wrong) and len(str(wrong)) < 200
        else:
            assert TYPES[kind].format(TYPES[kind].parse(written, limits)) == written


# ------------------------------------------------------------------------------------------------ hidden characters


def test_hidden_characters_are_these() -> None:
    hidden = {code for code in range(sys.maxunicode + 1) if refuse_hidden(chr(code))}
    for code in (
        0,
        7,
        0x1B,
        0x7F,
        0x85,
        0x200B,
        0x2028,
        0x202A,
        0x202E,
        0x2060,
        0x2066,
        0x2069,
        0xFEFF,
        0xD800,
        0xE0041,
    ):
        assert code in hidden
        assert f"U+{code:04X}" in str(refuse_hidden(f"a{chr(code)}b"))
    assert not hidden & {9, 10, 0x200C, 0x200D, *map(ord, "Côte d'Ivoire Україна العربية 🚀")}
    controls = {code for code in range(0x110000) if unicodedata.category(chr(code)) in ("Cc", "Cs")}
    assert controls - hidden == {9, 10}


# ------------------------------------------------------------------------------------------------ the values


def test_durations_compare_by_hours_and_with_numbers_by_their_own() -> None:
    assert Duration(24, "hour") == Duration(1, "day") == 1
    assert hash(Duration(24, "hour")) == hash(Duration(1, "day"))
    assert Duration(30, "day") < Duration(1, "month") < Duration(31, "day")
    assert Duration(12, "month") == Duration(1, "year")
    assert 47 < Duration(48, "hour") <= 48
    assert Duration(48, "hour") != Duration(48, "day")
    assert Duration(1, "hour") != "1 hour"
    assert [str(Duration(n, "hour")) for n in (1, 24)] == ["1 hour", "24 hours"]
    with pytest.raises(ValueError, match="'minute' is not a unit of time"):
        Duration(1, "minute")


def test_an_integer_with_a_unit_is_a_duration() -> None:
    limits = Limits(min=1, max=168, units=("hour",))
    for data in ("24", 24, "24 hours"):
        value = TYPES["integer"].parse(data, limits)
        assert (value.n, value.unit) == (24, "hour")
    assert TYPES["integer"].format(value) == "24"


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("EUR 1500 million", "EUR 1.5 billion"),
        ("EUR 1234567.89", "EUR 1234567.89"),
        ("EUR 1000000", "EUR 1 million"),
        ("EUR 0.50", "EUR 0.5"),
        ("EUR 999999 billion", "EUR 999999 billion"),
        ("EUR 1.2345 million", "EUR 1234500"),
    ],
)
def test_money_is_written_one_way(given: str, written: str) -> None:
    assert TYPES["money"].format(TYPES["money"].parse(given)) == written


def test_a_row_shows_its_columns_and_nothing_else() -> None:
    row = Row({"party": "FR", "items": 3, "keys": 4})
    assert (row.party, row.items, row.keys) == ("FR", 3, 4)
    assert dict(iter(row)) == {"party": "FR", "items": 3, "keys": 4}
    with pytest.raises(AttributeError, match="a row has no column 'sum'; its columns are party, items, keys"):
        _ = row.sum
    with pytest.raises(AttributeError, match="does not change"):
        row.party = "GB"
    assert not hasattr(row, "__dict__")
    assert pickle.loads(pickle.dumps(row)) == row
    assert hash(row) == hash(Row({"keys": 4, "items": 3, "party": "FR"}))
    for name in ("_cells", "__class__", "a b", ""):
        with pytest.raises(ValueError, match="cannot name a column"):
            Row({name: 1})


def test_an_open_answer_acts_as_its_first_proposal() -> None:
    hours = parse_open("open:24, 48", "integer")
    assert hours is not None
    assert hours.proposals == (24, 48)
    assert hours == 24
    assert hours != 48
    assert 24 == hours  # noqa: SIM300  the number asks here
    assert 23 < hours < 25
    assert hours <= 24 <= hours
    assert hours >= Open((1, 99))
    assert hash(hours) == hash(24)
    assert bool(Open((False, True))) is False
    assert Open((Duration(1, "day"),)) > Duration(23, "hour")
    assert Open((Choice("land"),)) == "land"
    several = Open(((Choice("land"), Choice("sea")), (Choice("air"),)))
    assert "sea" in several and "air" not in several
    assert list(several) == ["land", "sea"]


def test_what_is_open_says_so() -> None:
    assert parse_open("24") is parse_open("open: the door") is parse_open({"a": ["b"]}) is None
    parties = parse_open("open:FR,GB|FR,DE", "parties")
    assert parties is not None
    assert parties.proposals == (("FR", "GB"), ("FR", "DE"))
    spans = parse_open({"open": ["24", 48]}, "integer", Limits(units=("hour",)))
    assert spans is not None
    assert [str(span) for span in spans.proposals] == ["24 hours", "48 hours"]
    assert TYPES["integer"].format(spans) == {"open": ["24", "48"]}
    with pytest.raises(ValueError, match="99 is more than 50"):
        parse_open("open:24,99", "integer", Limits(max=50))
    tables: tuple[object, ...] = ({"open": [[{"party": "FR", "sum": "EUR 5"}]]}, {"open": []}, "open:FR")
    for data in tables:
        with pytest.raises(ValueError, match="a list of rows cannot be left open; write the rows that are agreed"):
            parse_open(data, "rows", ROWS)
    nothing: tuple[object, ...] = ({"open": []}, {"open": "24"}, {"open": None})
    for data in nothing:
        with pytest.raises(ValueError, match="needs a list of proposals"):
            parse_open(data)


# ------------------------------------------------------------------------------------------------ the law

decimals = st.integers(0, 10**12 - 1).flatmap(lambda n: st.sampled_from([Decimal(n), Decimal(n) / 100]))
codes = st.from_regex(r"[A-Z][A-Z0-9-]{1,11}|[a-z][a-z0-9]*(-[a-z0-9]+)*", fullmatch=True).filter(
    lambda code: code != "all"
)
words = st.from_regex(r"[a-z]+(-[a-z]+)*", fullmatch=True)
money = st.builds(Money, decimals, st.from_regex(r"[A-Z]{3}", fullmatch=True))
rows = st.builds(lambda party, total: Row({"party": party, "sum": total}), codes, money)
LAWS: dict[str, st.SearchStrategy[Any]] = {
    "text": st.text(max_size=100)
    .filter(lambda text: refuse_hidden(text) is None)
    .map(lambda text: unicodedata.normalize("NFC", text)),
    "integer": st.integers(1 - 10**12, 10**12 - 1),
    "boolean": st.booleans(),
    "choice": words.map(Choice),
    "choices": st.lists(words.map(Choice), unique=True).map(tuple),
    "duration": st.builds(Duration, st.integers(0, 10**12 - 1), st.sampled_from(list(HOURS))),
    "money": money,
    "date": st.dates(),
    "fraction": st.fractions(0, 1, max_denominator=10**6).filter(bool),
    "share": st.decimals(0, 100, places=4).map(Share),
    "party": codes,
    "parties": st.lists(codes, unique=True).map(tuple),
    "rows": st.lists(rows, max_size=4).map(tuple),
}


def test_the_law_is_tried_on_every_type() -> None:
    assert LAWS.keys() == TYPES.keys()


@given(st.data(), st.sampled_from(list(TYPES)))
def test_what_is_written_reads_back(pick: st.DataObject, kind: str) -> None:
    value = pick.draw(LAWS[kind])
    limits = Limits(columns={"party": Column("party"), "sum": Column("money")}) if kind == "rows" else NONE
    written = TYPES[kind].format(value)
    read = TYPES[kind].parse(written, limits)
    assert read == value
    assert TYPES[kind].format(read) == written
    if isinstance(value, Duration):  # equal by hours is not enough here
        assert (read.n, read.unit) == (value.n, value.unit)
