"""W4: passphrases that are guessed first are refused, with the reason."""

import gzip

import pytest

from models.user import weakness
from models.user.weakness import LIST, LONG_ENOUGH, Weakness

ABOUT = ["Ada Lovelace-Byron", "ada.lovelace@aatiko.example", "parvis", "Aatiko Conseils"]


@pytest.mark.parametrize(
    ("passphrase", "reason"),
    [
        ("x" * 14, Weakness.SHORT),
        ("q1w2e3r4t5y6u7i8", Weakness.COMMON),
        ("MailCreated5240", Weakness.COMMON),
        (" 123456789qwerty ", Weakness.COMMON),
        ("aaaaaaaaaaaaaaa", Weakness.REPEATED),
        (" " * 15, Weakness.REPEATED),
        ("passwordpassword", Weakness.REPEATED),
        ("motdepassemotdepasse", Weakness.REPEATED),
        ("123456789012345", Weakness.SEQUENCE),
        ("abcdefghijklmnopqr", Weakness.SEQUENCE),
        ("azertyuiopqsdfghjklm", Weakness.SEQUENCE),
        ("Parvis Parvis 2026", Weakness.REPEATED),
        ("aatiko conseils 2026", Weakness.OWN),
        ("ada.lovelace@aatiko.example", Weakness.OWN),
        ("LovelaceByron42", Weakness.OWN),
    ],
)
def test_t12_what_is_guessed_first_is_refused_with_its_reason(passphrase, reason):
    assert weakness.of(passphrase, ABOUT) is reason


@pytest.mark.parametrize(
    "passphrase", ["un parvis sous la pluie", "quatre mots faciles ici", "四つの言葉を選びましょう雨の日に", "e" * 5 + "vr4ZK-qp0Nd9"]
)  # fmt: skip
def test_t12_several_words_are_taken_and_no_kind_of_sign_is_asked_for(passphrase):
    assert weakness.of(passphrase, ABOUT) is None


def test_t12_the_list_holds_thousands_that_would_be_long_enough():
    listed = gzip.decompress(LIST.read_bytes()).decode().split("\n")
    assert len(listed) > 3000
    assert all(len(each) >= LONG_ENOUGH and each == each.casefold() for each in listed)
