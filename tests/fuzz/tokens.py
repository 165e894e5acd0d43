"""What makes a file wrong: pieces of text that mean something to some reader, or should mean nothing to any."""

from __future__ import annotations

from random import Random

LONG = 50_000
"""How often one character is repeated where a text is stretched."""

HIDDEN = (
    "\u202e", "\u2066", "\u200b", "\ufeff", "\U000e0041", "\x00", "\x07", "\x1b[31m", "\x7f", "\x85", "\ud800",
    "\u2028",
)  # fmt: skip
SCRIPTS = (
    "Р\u0430ris", "pаrty", "باريس", "東京", "Κύπρος", "é", "e\u0301", "İ", "ß", "٣", "१२", "\U0001f1eb\U0001f1f7",
)  # fmt: skip
TEMPLATES = (
    "{{ 9**9**9 }}", "{% for x in y %}", "{#", "{{", "}}", "{%", "{% if %}", "{% endif %}", "{{ ''.__class__ }}",
    "{{ guarantors }}", "{{ Each(guarantors) }}", "{{ span(hours) }}", "{% if has('x/y') %}", "{{ word('Nothing') }}",
    "{{ range(10**9) }}", "{% include '/etc/passwd' %}", "{{ self }}", "{% raw %}", "{{ 'a' * 10**9 }}", "{{ (" * 40,
    "{{ shares(key, guarantors) }}", "{% set x = 1 %}", "{{ party(host) }}", "{{ amount(sum) }}", "{{ 1/0 }}",
)  # fmt: skip
NOTATION = (
    "{?", "{?what}", "{@x/y}", "{@#z}", "{@}", "{=Term}", "{term:}", "{", "}", "[", "]", "[[", "*", "**", "\\",
    "@duty ", "1. ", "   (a) ", "      (i) ", "... words", "::definitions", "|^ x", "| a | b", "|:--|--:",
    "|= Total | 1", "// note", "### Heading", "## text", "## define x", "---", "~", ": &and", ":", '{"x"}',
    "{@general/activation:number}",
)  # fmt: skip
YAML = (
    "&a ", "*a", "<<: *a", "!!python/object:os.system ", "!!binary ", "? ", "- ", ": ", "%YAML 1.2\n", "---\n",
    "...\n", "#", "'", '"', "{", "[", "|", ">", "|+\n", "\t", "? [a]: b", "{a: 1, a: 2}", "=", "!", "@", "`", "null",
    "~", "yes",
)  # fmt: skip
MARKUP = (
    "<a>", "</w:p>", "<!--", "]]>", "&lt;", "&#0;", "<?xml?>", "<![CDATA[", "&x;", "<script>",
)  # fmt: skip
FORMULAS = (
    "=1+1", "=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "%s", "%n", "${HOME}", "$(id)", "`id`", "; ls", "\r",
)  # fmt: skip
PATHS = (
    "../x", "/etc/passwd", "./", "..", ".", "/", "a/b/c", "x" * 300, "CON", "-", "--", "-o", "a\nb", "a\\b",
    "file:///x",
)  # fmt: skip
NUMBERS = (
    "0", "-1", "1", "2", "99999999999999999999", "1" * 400, "-0", "1e309", "1e-400", "NaN", "Infinity", "-Infinity",
    "0x10", "1_000", "1,5", "1.5", "00", "+1", "1/0", "0/0", "2/3", "101%", "-5%", "0.0000001%", "EUR -1", "EUR 1e9",
    "XXX 5", "EUR", "EUR 9" + "9" * 60, "2026-02-30", "0000-01-01", "9999-12-31", "2026-1-1", "24 hours", "0 hours",
    "-3 days", "1 fortnight", "9" * 30 + " years",
)  # fmt: skip
WORDS = (
    "all", "none", "true", "false", "yes", "no", "own/x", "own/", "/", "x/y", "FR", "UA", "XX", "EU", "ZZ", "fr",
    "guarantors", "open:", "open:a,b", "open:|", "treaty", "memorandum", "declaration", "any", "name", "variant",
    "own/x.text", "a.b.c",
)  # fmt: skip
EMPTY = (
    "", " ", "\n", "\t",
)  # fmt: skip
TOKENS = (HIDDEN, SCRIPTS, TEMPLATES, NOTATION, YAML, MARKUP, FORMULAS, PATHS, NUMBERS, WORDS, EMPTY)
STRETCHED = (
    " ", "\n", "{", "}", "[", "]", "*", "@", "#", "|", '"', "'", "(", "\\", "a", "\t", ",", "- ", "1. ", "{{", "{%",
    "é", ": ",
)  # fmt: skip
"""What is repeated: characters every reader of ours looks out for, and some it does not."""


def token(rng: Random) -> str:
    """A piece of text that means something to some reader, or should mean nothing to any."""
    return rng.choice(rng.choice(TOKENS))


def stretch(rng: Random) -> str:
    """One character, or a short piece of text, very many times."""
    return rng.choice(STRETCHED) * rng.choice((100, 1000, 5000, LONG))


def scalar(rng: Random) -> str:
    """A text that could be an answer or a name: rarely a good one."""
    pick = rng.random()
    if pick < 0.75:
        return token(rng)
    if pick < 0.85:
        return token(rng) + token(rng)
    if pick < 0.97:
        return f"{token(rng)} {token(rng)} {rng.choice(WORDS)}"
    return stretch(rng)
