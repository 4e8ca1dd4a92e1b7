"""What of a text can be seen: judged by properties, so that no list of signs has to be kept."""

import unicodedata

import pytest

import prose
import visible_text

NOTHING = [
    *(
        "\u200d",
        "\u200d\u200d",
        "\u200c",
        "\u3164",
        "\u115f",
        "\u1160",
        "\uffa0",
        "\u2800",
        "\u0301",
        "\u200b",
        "\u00ad",
        "\ufeff",
    ),
    *(
        "\u200f",
        "\u2062",
        "\u034f",
        "\ufe0f",
        "\u180e",
        "\U000e0041",
        "\U000e0101",
        "\u17b4",
        "\U0001d159",
        "\U00013441",
        "\ufffc",
    ),
    *("\u00a0\u0301", "\u3000", " \t\n", "\u2028", "\ue000", "\u0378", "\u0903", "\u3164\u0301\u200d", ""),
]
WORDS = [
    "Ève", "Ng", "李", "👨\u200d👩\u200d👧", "می\u200cخواهم", "क्\u200dष", "ශ්\u200dරී", "🎉", "❤\ufe0f", "1\ufe0f\u20e3", "🇫🇷",
    "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "e\u0301", "O’Neil", "Jean-Paul", "42",
]  # fmt: skip
MARKS = [".", "-", "…", "« »", "?!", "''", "،", "、", "·", "_", "$", "+", "\ufffd"]


@pytest.mark.parametrize("text", NOTHING, ids=ascii)
def test_f20_what_shows_nothing_is_no_line(text):
    assert visible_text.line(text) == ""
    assert not visible_text.shows(text)


@pytest.mark.parametrize("text", WORDS, ids=ascii)
def test_f20_what_people_spell_with_joiners_stays(text):
    assert visible_text.line(f"\u00a0{text}\u200b\u202e ") == text
    assert visible_text.names(text)
    assert visible_text.says(prose.comment(text))


@pytest.mark.parametrize("text", MARKS, ids=ascii)
def test_f20_punctuation_is_no_name(text):
    assert visible_text.line(text) == text
    assert not visible_text.names(text)


@pytest.mark.parametrize(
    "body",
    [
        *NOTHING, "&nbsp;", "&#8203;", "&zwj;", ">", "> >\n>", "- ", "1. ", "- - -", "[](https://a.fr/)", "[\u200b](https://a.fr/)",
        "[\u2800](https://a.fr/)", "<!-- -->", "<!-- rien -->", "***", "**", "#", "##", "---", "~~~", "```\n\n```", "`\u2800`",
        "[]()", "\\", "\\\n\\", "> &nbsp;\n> \u3164",
    ],
    ids=ascii,
)  # fmt: skip
def test_f20_a_comment_that_shows_nothing_says_nothing(body):
    assert not visible_text.says(prose.comment(body))


@pytest.mark.parametrize(
    "body",
    ["?", "…", ":)", "<3", "+1", "👍", "# titre", "- oui", "[a](https://a.fr/)", "<Jean>", "1 < 2", "`x`"],
)
def test_f20_a_short_comment_says_something(body):
    assert visible_text.says(prose.comment(body))


def test_f20_no_sign_that_is_ignored_or_only_formats_is_seen():
    """Every sign of Unicode that a name is never made of, whatever the version of its tables."""
    for number in range(0x110000):
        if unicodedata.category(chr(number)) in {"Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp", "Co", "Cs"}:
            assert not visible_text.shows(chr(number)), hex(number)
