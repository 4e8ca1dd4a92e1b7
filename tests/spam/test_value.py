"""What an entry of a list catches and what it does not, without any database."""

import time

import pytest

import prose
from spam.saying import Saying
from spam.value import NotOne, RuleKind, Value, heads

WORD, ADDRESS, DOMAIN, NETWORK = RuleKind


def catches(text, body="", kind=WORD, **who) -> bool:
    said = {"name": "Ada", "email": "ada@example.org", "website": "", "address": "203.0.113.7"} | who
    return Value.read(kind, text).catches(Saying(body=body, html=prose.comment(body), **said))


@pytest.mark.parametrize(
    ("entry", "body", "caught"),
    [
        ("cialis", "Je suis spécialiste de socialisme.", False),
        ("cialis", "Du CIALIS pas cher", True),
        ("cialis", "Du cíàlïs, pas cher", True),
        ("ÉTÉ", "un bel été", True),
        ("établissement", "L’établissement", True),
        ("установка", "УСТАНОВКА окон", True),
        ("Установка", "переустановка", False),
        ("ΚΑΖΊΝΟ", "το καζίνο", True),
        ("straße", "STRASSE", True),
        ("sub for sub", "Sub, for   sub!", True),
        ("sub for sub", "sub for subtle", False),
        ("casino*", "les casinos en ligne", True),
        ("*casino", "megacasino", True),
        ("casino", "les casinos en ligne", False),
        ("赌场", "欢迎来到在线赌场玩", True),
        ("คาสิโน", "เล่นคาสิโนออนไลน์", True),
        ("कैसीनो", "ऑनलाइन कैसीनो खेलें", True),
        ("c++", "J’aime le C++.", True),
        ("c++", "J’aime le C.", False),
        ("$$$", "win $$$ now", True),
        ("casino", "ca\u200bsi\u00adno", True),
        (
            "casino",
            "\U0001d41c\U0001d41a\U0001d42c\U0001d422\U0001d427\U0001d428",
            True,
        ),  # mathematical letters
    ],
)
def test_n1_n4_words_match_whole_whatever_their_case_and_accents(entry, body, caught):
    assert catches(entry, body) is caught


@pytest.mark.parametrize(
    "body",
    [
        "<b>half</b>way", "**half**way", "half<br/>way", "[half*way*](https://example.org)", "&#104;alfway",
        "https://example.org/halfway/there", "[here](https://example.org/?q=half%77ay)", "https://halfway.example",
        "<a href='http://example.org/halfway'>x</a>", "see half\\way",
    ],
)  # fmt: skip
def test_n2_words_are_found_across_tags_and_in_links(body):
    assert catches("halfway", body) is (body != "see half\\way")


@pytest.mark.parametrize(
    ("entry", "who"),
    [
        ("casino", {"name": "Best Casino"}),
        ("casino", {"email": "casino@example.org"}),
        ("casino", {"website": "https://casino.example/"}),
        ("203.0.113.7", {}),
    ],
)
def test_n3_words_apply_to_author_address_website_and_network(entry, who):
    assert catches(entry, **who)
    assert not catches("lottery", **who)


@pytest.mark.parametrize(
    ("kind", "entry", "who", "caught"),
    [
        (ADDRESS, "EVE@Gmail.com", {"email": "eve+x@gmail.com"}, True),
        (ADDRESS, "eve@example.org", {"body": "Write to eve@example.org now"}, True),
        (ADDRESS, "eve@example.org", {"email": "steve@example.org"}, False),
        (DOMAIN, "example.com", {"email": "x@mail.example.com"}, True),
        (DOMAIN, "example.com", {"website": "https://u:p@www.example.com:8080/x"}, True),
        (DOMAIN, "https://example.com/some/page", {"body": "Go to EXAMPLE.com today"}, True),
        (DOMAIN, "example.com", {"body": "[x](https://shop.example.com/a)"}, True),
        (DOMAIN, "example.com", {"body": "https://notexample.com/ https://example.com.evil.org/"}, False),
        (DOMAIN, "example.com", {"website": "https://ex%61mple%2Ecom/"}, True),
        (DOMAIN, "example.com", {"body": "https://exam%C2%ADple.com/x"}, True),
        (DOMAIN, "example.com", {"body": "[x](https://ex%61mple.com%E3%80%82/) y"}, True),
        (DOMAIN, "example.com", {"body": "https://exam\u00adple.com"}, True),
        (DOMAIN, "example.com", {"email": "a@ｅｘａｍｐｌｅ。com"}, True),
        (DOMAIN, "faß.example", {"website": "https://fass.example"}, False),
        (DOMAIN, "faß.example", {"website": "https://xn--fa-hia.example"}, True),
        (ADDRESS, "jean.dupont@gmail.com", {"email": "JeanDupont@googlemail.com"}, True),
        (ADDRESS, "a@straße.de", {"email": "a@strasse.de"}, False),
        (DOMAIN, "café.example", {"website": "https://xn--caf-dma.example/"}, True),
        (DOMAIN, ".test", {"website": "https://anything.test/"}, True),
        (NETWORK, "203.0.113.0/24", {}, True),
        (NETWORK, "203.0.113.7", {"address": "::ffff:203.0.113.7"}, True),
        (NETWORK, "2001:db8::/32", {"address": "2001:db8:1::9"}, True),
        (NETWORK, "203.0.112.0/24", {}, False),
        (NETWORK, "203.0.113.0/24", {"address": ""}, False),
    ],
)
def test_n3_addresses_domains_and_networks_are_found(kind, entry, who, caught):
    assert catches(entry, kind=kind, **who) is caught


@pytest.mark.parametrize(
    ("kind", "text"),
    [(WORD, "*"), (WORD, "\u200b"), (ADDRESS, "eve"), (DOMAIN, "com"), (DOMAIN, "a b.org"), (NETWORK, "203.0"),
     (NETWORK, "203.0.113.0/99"), (WORD, "\ufdfa" * 100)],
)  # fmt: skip
def test_what_is_none_of_its_kind_is_no_entry(kind, text):
    with pytest.raises(NotOne):
        Value.read(kind, text)


@pytest.mark.parametrize(
    "piece", ["x", "a.", "a-", "a@", "<", "http://", "&amp;", "%41", "é ", "[a](", "**a"]
)
def test_no_text_keeps_the_lists_busy(piece):
    body = "a." * 30_000 + "com" if piece == "a.com" else (piece * 65_525)[:65_525]
    said = Saying("Ada", "ada@example.org", "", body, f"<p>{body}</p>")
    started = time.process_time()
    assert heads(said)
    assert not Value.read(WORD, "casino").catches(said)
    assert time.process_time() - started < 2
