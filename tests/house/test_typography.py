"""French as printers write it: which space stands where, and apostrophes that are apostrophes."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
FRENCH = ROOT / "translations/fr/LC_MESSAGES/messages.po"

NOT_WORDS = re.compile(r"%\(\w+\)[sd]|<[^>]*>|&\w+;|https?://\S+|\bn?\w*\.\w+@\S+")
FAULTS = {
    "U+202F stands before ; ! ?": r"(?<![\u202f!?(])[;!?](?=\s|$|\u00a0»)",
    "U+00A0 stands before :": r"(?<!\u00a0):(?=\s|$)",
    "U+00A0 stands inside « »": r"(?<!\u00a0)»|«(?!\u00a0)",
    "an ordinary space may break the line before ; : ! ? »": r"[ \t\n][;:!?»]",
    "a straight apostrophe": r"'",
    "straight quotation marks": r"\"",
    "three points instead of …": r"\.\.\.",
    "U+202F stands between the thousands": r"\d[ \u00a0]\d{3}(?!\d)",
    "« n° » and units are held by U+00A0": r"n° |\d [€%]",
}


def faults(text: str) -> list[str]:
    """The rules that a French text breaks; placeholders, tags and addresses are no words."""
    words = NOT_WORDS.sub("x", text)
    return [rule for rule, pattern in FAULTS.items() if re.search(pattern, words)]


def texts(*, french: bool) -> list[str]:
    """Every French text of the catalogue, or every English one; date patterns (UTS #35) are no texts."""
    with FRENCH.open("rb") as file:
        messages = [
            message for message in read_po(file) if message.id and "pattern" not in (message.context or "")
        ]
    found = [message.string if french else message.id for message in messages]
    return [text for entry in found for text in ([entry] if isinstance(entry, str) else entry or ()) if text]


def test_every_french_message_is_set_as_printers_do():
    assert not {text: found for text in texts(french=True) if (found := faults(text))}


def test_every_english_message_has_typographic_apostrophes_and_quotation_marks():
    assert not [
        text for text in texts(french=False) if re.search(r"\w'\w|\"|\.\.\.", NOT_WORDS.sub("x", text))
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Complet !", "Complet!", "Le lieu : Paris", "Le lieu: Paris", "Le lieu\u202f: Paris", "Vraiment\u00a0?",
        "« Parvis »", "«\u00a0Parvis »", "«Parvis»", "l'adresse", "Un \"mot\"", "Attendez...", "50 % des places",
        "Attendez ;\u00a0puis", "5 000 places", "5\u00a0000 places", "«\u00a0Et pourquoi ?\u00a0»",
    ],
)  # fmt: skip
def test_a_message_with_a_wrong_space_or_apostrophe_is_refused(text):
    assert faults(text)


@pytest.mark.parametrize(
    "text",
    [
        "Complet\u202f!", "Le lieu\u00a0: Paris", "«\u00a0Et pourquoi\u202f?\u00a0»", "l’adresse", "à 9\u00a0h\u00a030",
        "Voir https://example.org/?a=1 ou <a href=\"/?lang=en\">ici</a>", "%(count)s\u202f!", "Quoi\u202f?!", "10:30",
    ],
)  # fmt: skip
def test_a_message_set_well_passes(text):
    assert not faults(text)
