"""Markdown to HTML: what is a link, what it shows, and that the cost follows the length."""

import itertools
import re
import string
import sys
from html import unescape

import nh3
import pytest

import prose
from formats import from_html
from mails import defused
from prose import reader

RENDERED = {"comment": prose.comment, "article": prose.article}
SLOW = [
    "://", "https://x.fr/(", "https://x.fr/)", "https://é.fr/é ", "[", "![", "http://", "_a_", "[a](", "[a](b)", "[a][", "[[a]] ",
    "[a](b ", "[a](<b", "[a](b 'x", "`a", "``a`", "*a **b ", "a*b", "a@b.fr ", "<http://a.fr>", "<a", "&a", "&amp;", "\\", "|a",
    "- a\n", "1. a\n", "- - - a\n\n", "> a\n\n", ">>>> a\n\n", "a\n", "a\n\n", "\ra", "# a\n", "a\n=\n", "[a]: b\n", "|a|\n|-|\n|b|\n\n",
    "www.", "xn--", "\t", " ", "é", "’",
]  # fmt: skip
HEADS = ["", "> > > > > > ", "- - - - ", "[x]: /u\n\n", "|a" * 200 + "\n" + "|-" * 200 + "\n"]


def calls(work, *given):
    """How many calls, of Python and of C, some work makes: a count that no other load changes."""
    count = 0

    def counting(_frame, kind, _said):
        nonlocal count
        count += kind in {"call", "c_call"}

    sys.setprofile(counting)
    try:
        work(*given)
    finally:
        sys.setprofile(None)
    return count


def repeated(group, length, head=""):
    """A text of a length: a beginning, then the same group of signs again and again."""
    return (head + group * length)[:length]


@pytest.mark.parametrize("kind", RENDERED)
def test_y3_no_sign_and_no_group_of_signs_costs_more_than_its_length(kind):
    pairs = map("".join, itertools.product("[]()!<&*_`:/@|\n", repeat=2))
    for group, words in itertools.product([*SLOW, *string.printable, *pairs], ("", "un mot ")):
        assert calls(RENDERED[kind], repeated(group + words, 4000)) < 30 * 4000, (group, words)


@pytest.mark.parametrize("kind", RENDERED)
@pytest.mark.parametrize("head", HEADS)
def test_y3_a_text_of_the_longest_length_is_bounded_work(kind, head):
    for group in SLOW:
        sparse = repeated(group + "un deux trois quatre cinq six sept huit ", 65525, head)
        assert calls(RENDERED[kind], sparse) < 8 * 65525, group


@pytest.mark.parametrize("spaces", [" ", "\t", "\u00a0"])
def test_y3_what_is_imported_is_read_once_however_it_is_spaced(spaces):
    """Regular expressions make the cost, where no call is counted: such a text would not end in time."""
    assert from_html.markdown(f"a{spaces * 60_000}b") == f"a{spaces * 60_000}b"
    assert defused.unlinked(f"a{spaces * 60_000}b") == f"a{spaces * 60_000}b"
    assert defused.unlinked("a-" * 30_000) == "a-" * 30_000


@pytest.mark.parametrize(
    "text",
    [
        "*a* " * 3000,
        "> " * 25 + "Bonjour",
        "- " * 12 + "Bonjour",
        "a & b < c\n\n" * 1500,
        "- a\n\n  b\n" * 2000,
    ],
)
def test_a_text_that_is_too_laborious_is_shown_as_it_was_typed(text):
    for render in RENDERED.values():
        html = render(text)
        assert "".join(unescape(nh3.clean(html, tags=set())).split()) == "".join(text.split())
        assert {"<p>"} >= {tag for tag in ("<p>", "<em>", "<ul>", "<blockquote>") if tag in html}


def test_a_line_and_a_paragraph_of_such_a_text_stay_what_they_are():
    end = "*" * 4000
    assert (
        prose.comment(f"un\ndeux\n \n\ntrois & {end}") == f"<p>un<br>\ndeux</p>\n<p>trois &amp; {end}</p>\n"
    )


def test_an_ordinary_long_programme_is_read_as_markdown():
    day = "## Mardi\n\n- **9 h 30** : Accueil, [plan](https://exemple.fr/plan)\n- **10 h** : *Ouverture*\n\n> Citation\n\n"
    html = prose.article(day * 60)
    assert (html.count("<h2>"), html.count("<li>"), html.count("<a ")) == (60, 120, 60)


def test_lists_in_lists_and_quotations_in_quotations_stay():
    assert prose.comment("- a\n  - b\n    - c\n      - d").count("<ul>") == 4
    assert prose.comment("> > > > a").count("<blockquote>") == 4


def test_a_table_of_many_empty_cells_loses_no_line():
    wide = "|a" * 100 + "\n" + "|-" * 100 + "\n" + "ligne\n" * 300
    html = prose.article(wide)
    assert html.count("ligne") == 300
    assert html.count("<td>") <= reader.MOST_CELLS
    small = "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 40
    assert prose.article(small).count("<td>") == 80


LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>')
LINKS = [
    ("“https://a.fr/x”", [("https://a.fr/x", "https://a.fr/x")]),
    ("‘https://a.fr/x’", [("https://a.fr/x", "https://a.fr/x")]),
    ("‚https://a.fr/x‘ „https://a.fr/y“", [("https://a.fr/x",) * 2, ("https://a.fr/y",) * 2]),
    ("‹https://a.fr/x› «\u202fhttps://a.fr/y\u202f»", [("https://a.fr/x",) * 2, ("https://a.fr/y",) * 2]),
    ("(“https://a.fr/x”) [« https://a.fr/y »]", [("https://a.fr/x",) * 2, ("https://a.fr/y",) * 2]),
    ("https://a.fr/x…", [("https://a.fr/x", "https://a.fr/x")]),
    ("https://a.fr/x’s", [("https://a.fr/x", "https://a.fr/x")]),
    ("https://a.fr/x, https://a.fr/y. https://a.fr/z!", [(f"https://a.fr/{end}",) * 2 for end in "xyz"]),
    ("https://a.fr: voir https://b.fr:8080: https://c.fr:", [("https://a.fr",) * 2, ("https://b.fr:8080",) * 2, ("https://c.fr",) * 2]),
    ("(https://a.fr/b_(c)) et https://a.fr/d)", [("https://a.fr/b_(c)",) * 2, ("https://a.fr/d",) * 2]),
    ("**https://a.fr/x_y** _https://a.fr/z_", [("https://a.fr/x_y",) * 2, ("https://a.fr/z",) * 2]),
    ("https://a.fr/?a=1&copy=2#b", [("https://a.fr/?a=1&amp;copy=2#b",) * 2]),
    ("https://a.fr:8080/x HTTP://A.FR", [("https://a.fr:8080/x",) * 2, ("HTTP://A.FR",) * 2]),
    ("https://café.fr/é", [("https://xn--caf-dma.fr/%C3%A9", "https://café.fr/é")]),
    ("https://пример.рф/", [("https://xn--e1afmkfd.xn--p1ai/", "https://пример.рф/")]),
    ("https://xn--80ak6aa92e.com/", [("https://xn--80ak6aa92e.com/", "https://xn--80ak6aa92e.com/")]),
    ("https://аррӏе.com/", [("https://xn--80ak6aa92e.com/", "https://xn--80ak6aa92e.com/")]),
    ("<https://аррӏе.com/>", [("https://xn--80ak6aa92e.com/", "https://xn--80ak6aa92e.com/")]),
    ("https://ÉCOLE.fr/x https://E\u0301cole.fr/y", [("https://xn--cole-9oa.fr/x", "https://ÉCOLE.fr/x"), ("https://xn--cole-9oa.fr/y", "https://E\u0301cole.fr/y")]),
    ("https://faß.de/ https://fass.de/", [("https://xn--fa-hia.de/", "https://faß.de/"), ("https://fass.de/",) * 2]),
    ("https://हिन्दी.भारत/", [("https://xn--j2bd4cyah0f.xn--h2brj9c/", "https://हिन्दी.भारत/")]),
    ("https://exam\u00adple.org/x", [("https://example.org/x",) * 2]),
    ("https://a。evil.example/x", [("https://a.evil.example/x",) * 2]),
    ("https://ｅxample.org", [("https://example.org",) * 2]),
    ("https://раypal.com/x", [("https://xn--ypal-43d9g.com/x",) * 2]),
    ("「https://a.fr/x」 《https://a.fr/y》 https://a.fr/z。", [(f"https://a.fr/{end}",) * 2 for end in "xyz"]),
    ("https://a.fr/%E2%80%AEcod.exe", [("https://a.fr/%E2%80%AEcod.exe", "https://a.fr/%E2%80%AEcod.exe")]),
    ("https://a.fr/\u202ecod.exe", [("https://a.fr/", "https://a.fr/")]),
    ("[ici](https://a.fr/b(c))", [("https://a.fr/b(c)", "ici")]),
    ("[a [b] c](https://a.fr)", [("https://a.fr", "a [b] c")]),
    ("[a `]` b](https://a.fr)", [("https://a.fr", "a <code>]</code> b")]),
    ("[a [b](https://b.fr) c](/d)", [("https://b.fr", "b")]),
    ("[ici](/events/a)", [("/events/a", "ici")]),
    ("https://www.banque.example@evil.example/", []),
    ("https://u:p@evil.example/ <https://u@evil.example> [a](https://u@evil.example)", []),
    ("ftp://a.fr <ftp://a.fr> [a](ftp://a.fr) [b](javascript:x) //a.fr [c](//a.fr) tel:1 ld.so www.a.fr", []),
    ("[a]() [b](<>) ahttp://a.fr http\\://a.fr `http://a.fr` http:// https://. http://" + "x" * 3000 + ":", []),
]  # fmt: skip


@pytest.mark.parametrize(("typed", "links"), LINKS)
def test_f44_f47_a_link_leads_where_it_says_and_ends_where_the_address_does(typed, links):
    for render in RENDERED.values():
        assert LINK.findall(render(typed)) == links
        assert render(typed).count("<a") == len(links)


def test_f48_what_leads_nowhere_from_a_comment_is_no_link_there():
    typed = "Écrivez à ana@example.org ou à <bob@example.org>, [Ève](mailto:eve@example.org) ou mailto:a@b.fr"
    assert prose.comment(typed).count("<a") == 0
    assert [href for href, _shown in LINK.findall(prose.article(typed))] == [
        "mailto:ana@example.org", "mailto:bob@example.org", "mailto:eve@example.org", "mailto:a@b.fr",
    ]  # fmt: skip
    assert unescape(nh3.clean(prose.comment(typed), tags=set())).strip() == typed


def test_nothing_of_what_was_typed_is_lost_where_no_link_is_made():
    typed = "[a](ftp://a.fr) [b](javascript:x) [c](https://u@evil.example/) ![d](javascript:x)"
    for render in RENDERED.values():
        assert unescape(nh3.clean(render(typed), tags=set())).strip() == typed


@pytest.mark.parametrize("first", ["1986. Une année", "3) Le troisième point"])
def test_a_list_begins_with_the_number_that_was_typed(first):
    number = first.partition(" ")[0].strip(".)")
    assert f'<ol start="{number}">' in prose.comment(first)
    assert f'<ol start="{number}">' in prose.article(first)
