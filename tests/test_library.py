"""The bundled library: every clause in every variant, register and company says what its register may say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

import pytest

from tests.house import PARTY_SETS, composed
from treatydraft import Library, Provision, TreatydraftError, articles, index, load_library, provisions, walk
from treatydraft.instrument.plain_text import plain_text
from treatydraft.instrument.tree import (
    Bracket,
    Emphasis,
    Heading,
    Hole,
    Inlines,
    Name,
    Reference,
    Table,
    Term,
    Text,
    Unit,
)
from treatydraft.library_test.renderings import library_mistakes, trials

LIBRARY = load_library()
CLAUSES = [LIBRARY.clause(id) for id in LIBRARY.clause_ids]
REGISTERS = tuple(LIBRARY.about.registers)
LANGUAGE = LIBRARY.language("en")
SOME = ("two guarantors", "one guarantor", "every party both", "an organisation")
"""The companies whose words differ; `library_mistakes` renders all of them."""


@cache
def tried(register: str) -> tuple[tuple[str, str, str, Provision], ...]:
    """Each clause and variant in a register, and the provision it yields: where it stands, and what it says."""
    found = []
    seen = set()
    for company in SOME:
        for together in (True, False):
            for clause, variant, outcome in trials(LIBRARY, CLAUSES, register, company, together=together):
                assert not isinstance(outcome, TreatydraftError), f"{clause.where} ({variant}, {company}): {outcome}"
                bare = [node for node in walk(outcome) if isinstance(node, Unit | Table) and not node.label]
                assert not bare, f"{clause.where} ({variant}, {company}): a block without label: {bare[0]}"
                if outcome not in seen:
                    seen.add(outcome)
                    found.append((clause.where.file.rpartition("/")[0], variant, company, outcome))
    return tuple(found)


def words_of(node: object) -> Iterator[str]:
    """Each run of words below a node: names and quotations pass the rules by and leave a mark in their place."""
    for one in walk(node):
        if isinstance(one, Unit):
            yield plain(one.words)
            yield plain(one.closing)
        elif isinstance(one, Table):
            yield plain(one.caption)
            for row in (one.header, *one.rows, one.total):
                yield from map(plain, row)
        elif isinstance(one, Heading):
            yield plain(one.words)
        elif isinstance(one, Provision) and one.kind != "recital":  # that of a recital is not printed
            yield plain(one.heading)


def plain(words: Inlines) -> str:
    said = []
    for word in words:
        if isinstance(word, Text):
            said.append(word.text)
        elif isinstance(word, Term):
            said.append(word.surface or word.key)
        elif isinstance(word, Emphasis | Bracket):
            said.append(plain(word.words))
        elif isinstance(word, Name | Reference | Hole):
            said.append("·")
    return "".join(said)


def around(words: str, match: re.Match[str]) -> str:
    return f"...{words[max(match.start() - 50, 0) : match.end() + 40]}..."


EXEMPT = re.compile(
    r"rights and obligations|obligations? (?:under|arising from) (?:other|international|the Charter)"
    r"|part(?:y|ies) to (?:the|a|an|any) (?:armed )?conflict|in force\b|peace agreement|ceasefire agreement"
    r"|agreements? (?:between|with|on)|Treaty of|Treaties|international agreement"
)
"""What the register leaves alone: duties under other law, parties to a conflict, what is in force, peace agreements."""

LEAKS = {
    "a duty": re.compile(r"\bshall\b"),
    "a Party": re.compile(r"\bPart(?:y|ies)\b"),
    "itself as a treaty": re.compile(
        r"(?<!Atlantic )\bTreaty\b(?! of\b| on\b)|\b[Tt]h(?:is|e present) (?:Article|Agreement|Convention)\b"
    ),
    "entry into force": re.compile(r"\b(?:enter(?:s|ed)?|entry|entering) into force\b"),
    "ratification": re.compile(r"\bratif\w+", re.IGNORECASE),
    "an undertaking": re.compile(r"\bundertak(?:e|es|en)\b(?! (?:a|an|the|any|such|measures|exercises|operations)\b)"),
    "hereby": re.compile(r"\bhereby\b", re.IGNORECASE),
    "agreement": re.compile(r"\b(?:Parties|Participants|Signatories|Council|they) (?:have )?agree[ds]?\b"),
    "an obligation": re.compile(r"\bobligations?\b"),
}


@pytest.mark.parametrize("leak", ["a duty", "a Party", "itself as a treaty", "entry into force", "ratification"])
def test_a_treaty_has_the_words_that_must_not_leak(leak: str) -> None:
    said = (EXEMPT.sub("·", words) for *_, provision in tried("treaty") for words in words_of(provision))
    assert any(LEAKS[leak].search(words) for words in said)


@pytest.mark.parametrize("register", ["memorandum", "declaration"])
@pytest.mark.parametrize("leak", LEAKS)
def test_no_treaty_word_leaks(register: str, leak: str) -> None:
    found = {}
    for where, variant, company, provision in tried(register):
        for words in words_of(provision):
            rest = EXEMPT.sub("·", words)
            if match := LEAKS[leak].search(rest):
                found[where, match[0]] = f"{where} ({variant}, {company}): {around(rest, match)}"
    assert not found, "\n".join(found.values())


def test_the_treaty_speaks_of_no_participant_and_no_memorandum() -> None:
    pattern = re.compile(
        r"\bParticipants?\b|\bSignator(?:y|ies)\b(?! hereto)|\bthis (?:Memorandum|Declaration|Section)\b"
    )
    found = {}
    for where, variant, company, provision in tried("treaty"):
        for words in words_of(provision):
            if match := pattern.search(words):
                found[where, match[0]] = (
                    f"{where} ({variant}, {company}): {words[max(match.start() - 50, 0) : match.end() + 30]}"
                )
    assert not found, "\n".join(found.values())


def test_will_is_no_duty_in_a_treaty() -> None:
    found = {}
    for where, variant, company, provision in tried("treaty"):
        for words in words_of(provision):
            if match := re.search(r"\bwill\b(?! of\b)", words):
                found[where] = f"{where} ({variant}, {company}): {around(words, match)}"
    assert not found, "\n".join(found.values())


@pytest.mark.parametrize("register", REGISTERS)
def test_a_recital_carries_no_duty(register: str) -> None:
    recitals = [one for one in tried(register) if one[3].kind == "recital"]
    assert recitals
    for where, variant, _, provision in recitals:
        for words in words_of(provision):
            assert not re.search(r"\bshall\b|\bwill\b|\bmust\b", words), f"{where} ({variant}): {words}"
            # the tree adds the mark
            assert not words.rstrip().endswith((".", ";", ",")), f"{where} ({variant}): {words}"


@pytest.mark.parametrize("register", REGISTERS)
def test_no_word_a_drafter_regrets(register: str) -> None:
    pattern = re.compile(r"\band/or\b|\bhereby\b|\bpromptly\b|\bmust\b|\bherein\b", re.IGNORECASE)
    found = {}
    for where, variant, _, provision in tried(register):
        for words in words_of(provision):
            if match := pattern.search(words):
                found[where, match[0]] = f"{where} ({variant}): {around(words, match)}"
    assert not found, "\n".join(found.values())


def test_no_party_is_asked_to_assist_itself() -> None:
    """Where everyone guarantees everyone, it is each other Party that assists the one attacked."""
    pattern = re.compile(
        r"(?:^|[.,:;] )(?:[Tt]he Parties|(?:[Ee]ach|[Aa]ny) Party)\b[^.;]*\b(?:assist|help|afford) that Party\b"
    )
    mutual = [one for one in tried("treaty") if one[2] == "every party both"]
    said = [(where, words) for where, _, _, provision in mutual for words in words_of(provision)]
    assert any("each other Party" in words for _, words in said)
    assert [(where, words) for where, words in said if pattern.search(words)] == []


def test_a_declaration_only_announces_a_force() -> None:
    refused = {clause.id for clause in CLAUSES if clause.topic == "force" and clause.refusal("declaration", "")}
    assert {"force/command", "force/details"} < refused
    left = {
        (clause.id, name)
        for clause in CLAUSES
        if clause.topic == "force" and clause.id not in refused
        for name in clause.variants
        if not clause.refusal("declaration", name)
    }
    assert left == {
        ("force/mandate", "announced"),
        ("force/status", "separate"),
        ("force/air-and-maritime", "from-outside"),
        ("force/air-and-maritime", "support"),
    }


@pytest.mark.parametrize("variant", ["neutral", "candid"])
def test_the_preamble_speaks_of_ukraine_where_it_is_a_party(variant: str) -> None:
    text = "answers: {guarantors: [FR], beneficiaries: [%s]}\nclauses: {preamble/history: {variant: " + variant + "}}\n"
    said = {
        code: " ".join(words for one in provisions(composed(LIBRARY, text % code, "blank")) for words in words_of(one))
        for code in ("UA", "EE")
    }
    assert "Ukraine" in said["UA"] and "Ukraine" not in said["EE"] and "assurances of security" in said["EE"]


@pytest.mark.parametrize("variant", ["by-charter", "self-contained", "significant"])
def test_a_named_danger_narrows_the_attack_unless_the_drafter_widens_it(variant: str) -> None:
    def attack(narrowed: str, threat: str = "threat: Ruritania") -> str:
        text = f"answers: {{{threat}}}\nclauses:\n  general/definitions: {{variant: {variant}{narrowed}}}\n"
        instrument = composed(LIBRARY, f"{text}  collective-defense/response: {{variant: all-means}}\n", "blank")
        return next(
            words for one in provisions(instrument) for words in words_of(one) if words.startswith("armed attack")
        )

    assert "by Ruritania, by a State that takes part in" in attack("")
    assert "Ruritania" not in attack(", narrowed: no") and attack(", narrowed: no") == attack("", "")


# ------------------------------------------------------------------------------------------------ spelling and numbers

AMERICAN = re.compile(
    r"\b(?:defense|offense|organiz\w+|recogniz\w+|authoriz\w+|mobiliz\w+|neutraliz\w+|stabiliz\w+|demobiliz\w+"
    r"|utiliz\w+|minimiz\w+|program|programs|favor\w*|honor\w*|labor|center\w*|fulfill|fulfills|analyz\w+)\b",
    re.IGNORECASE,
)


NATO = re.compile(r"\b(?:Treaty|[Tt]hat|[Tt]he) Organization\b")
"""Its own name."""


def sources() -> Iterator[tuple[str, str]]:
    """Every sentence of the library a person reads, with where it stands."""
    for clause in CLAUSES:
        for template in (clause.heading, *clause.texts.values(), *clause.definitions.values()):
            for line, text in enumerate(template.source.split("\n"), template.line):
                yield f"{template.file}:{line}", re.sub(r'\{"[^"]*"\}|\{@[^}]*\}|\{%.*?%\}', "·", text)
        where = str(clause.where)
        yield where, clause.title
        yield where, clause.purpose
        for variant in clause.variants.values():
            yield where, variant.effect
        for question in clause.questions.values():
            yield (
                where,
                f"{question.ask} {question.why} {' '.join(f'{o.label} {o.text}' for o in question.offers.values())}",
            )
    for name, words in LANGUAGE.words.items():
        for word in words.values():
            yield f"languages/en.yaml ({name})", word


def test_the_library_is_spelt_in_british_english() -> None:
    found = [
        f"{where}: {match[0]}"
        for where, text in sources()
        for match in AMERICAN.finditer(NATO.sub("·", re.sub(r"\{\{.*?\}\}", "·", text)))
    ]
    assert not found, "\n".join(dict.fromkeys(found))


@pytest.mark.parametrize("register", REGISTERS)
def test_apostrophes_and_quotation_marks_are_typographic(register: str) -> None:
    read = ((where, re.sub(r'\{\{.*?\}\}|\{"[^"]*"\}', "·", text)) for where, text in sources())
    rendered = (
        (where, node.text)
        for where, _, _, provision in tried(register)
        for node in walk(provision)
        if isinstance(node, Text | Name)
    )
    found = [f"{where}: {text}" for where, text in (*read, *rendered) if "'" in text or '"' in text]
    assert not found, "\n".join(dict.fromkeys(found))


NUMBER = re.compile(
    r"(?<![\w.])(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|sixty"
    r"|ninety|hundred)[ -](?:consecutive |calendar |working )?"
    r"(?:hours?|days?|weeks?|months?|years?|per cent|percent)\b",
    re.IGNORECASE,
)

LITERAL = {"The budget of one year": "a budget is of a year; nobody chooses how many"}
"""Words with a number that may stand in a text, and why."""


def test_a_number_stands_once_in_its_answer() -> None:
    found = []
    for clause in CLAUSES:
        if clause.topic not in ("triggers", "governance", "financing"):
            continue
        for template in (*clause.texts.values(), *clause.definitions.values()):
            for line, text in enumerate(template.source.split("\n"), template.line):
                for words in LITERAL:
                    text = text.replace(words, "·")
                if match := NUMBER.search(re.sub(r'\{"[^"]*"\}', "·", text)):
                    found.append(f"{template.file}:{line}: {match[0]}")
    assert not found, "\n".join(dict.fromkeys(found))


LEANING = re.compile(r"^(?:the same|as above|as before|likewise|also|too)\b|\bthe same list\b", re.IGNORECASE)


def test_an_effect_stands_alone() -> None:
    """Lists show each by itself, without its neighbours."""
    found = [
        (clause.id, one.name) for clause in CLAUSES for one in clause.variants.values() if LEANING.search(one.effect)
    ]
    assert not found


BARE_ALL_THE_SAME = {
    "supplied at once": "says what the stocks are for, not by when something is due",
    "immediately report to the {Security Council} the attack": "as the older alliances say it in the same article",
}
"""Words of haste without a limit that may stand in a text, and why."""
BARE = re.compile(r"\b(?:immediately|forthwith|without delay|at once|promptly)\b")


def test_a_word_for_haste_has_an_outer_limit() -> None:
    """A duty that is due at once says from when on it is late, unless the drafter keeps a precedent's bare word."""
    found = []
    for clause in CLAUSES:
        for template in clause.texts.values():
            for line, text in enumerate(template.source.split("\n"), template.line):
                for words in BARE_ALL_THE_SAME:
                    text = text.replace(words, "·")
                for sentence in re.split(r"(?<=\.) (?=\S)", text):
                    if BARE.search(sentence) and "shall()" in sentence and "not later than" not in sentence:
                        found.append(f"{template.file}:{line}: {sentence}")
    assert not found, "\n".join(dict.fromkeys(found))


# ------------------------------------------------------------------------------------------------ the whole


def test_nothing_is_wrong_with_the_library() -> None:
    assert [str(problem) for problem in library_mistakes(LIBRARY)] == []
    assert len(PARTY_SETS) >= len(SOME) and set(SOME) <= set(PARTY_SETS)


@pytest.mark.parametrize(
    ("outline", "register"),
    [(name, register) for name in LIBRARY.outline_names for register in LIBRARY.outline(name).registers],
)
def test_an_outline_composes_without_hole_or_dangling_reference(outline: str, register: str) -> None:
    instrument = composed(LIBRARY, f"register: {register}\n", outline)
    found = index(instrument)
    dangling = [f"{where}: {one.clause}#{one.label}" for where, one in found.references if not one.text]
    assert not dangling
    assert [f"{where}: {one.what}" for where, one in found.holes] == []
    assert set(found.uses) <= set(found.definitions)
    for provision in provisions(instrument):
        assert provision.blocks
        if provision.kind != "recital":
            assert provision.number or (len(instrument.annexes) == 1 and provision.kind == "annex")
    numbers = [one.number for one in articles(instrument.body) if not one.continues]
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("guarantors", ["coalition", "[FR, GB, DE, PL, NO, JP, AU]", "[FR, GB, DE]"])
def test_the_shares_of_the_annex_sum_to_a_hundred(guarantors: str) -> None:
    given = guarantors if guarantors.startswith("[") else f"[{guarantors}]"
    instrument = composed(LIBRARY, f"answers: {{guarantors: {given}}}\n", "coalition-treaty")
    (table,) = [one for annex in instrument.annexes for one in annex.blocks if isinstance(one, Table) and one.total]
    cells = [plain_text(cell, LANGUAGE) for row in table.rows for cell in row]
    shares = [Decimal(cell) for cell in cells if re.fullmatch(r"\d+\.\d{3}", cell)]
    assert len(shares) == len(table.rows) >= 3
    assert sum(shares) == Decimal("100.000") and "100.000" in [plain_text(cell, LANGUAGE) for cell in table.total]


def test_every_clause_says_where_it_comes_from(bundled: Library) -> None:
    for clause in CLAUSES:
        assert clause.purpose.endswith(".") and clause.title[:1].isupper(), clause.id
        for variant in clause.variants.values():
            assert variant.effect.endswith("."), (clause.id, variant.name)
            assert variant.precedents or variant.because
    assert len(CLAUSES) >= 14 and {clause.kind for clause in CLAUSES} == {"article", "recital", "annex"}
