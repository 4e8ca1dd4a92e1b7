"""Hand scanners: a code is read under every keyboard, and no ticket is ever taken for another."""

import itertools
import random

import pytest

from models.registration import keyboards, ticket

PAIRS = list(itertools.product(keyboards.LAYOUTS, repeat=2))
ROWS = keyboards.TABLE["layouts"]


def pressed(scanner, letter):
    """Return which key of a scanner's layout types a letter, and whether with Shift."""
    for shift in (True, False):
        if letter in ROWS[scanner][shift]:
            return ROWS[scanner][shift].index(letter), shift
    raise AssertionError(letter)


def typed(code, scanner, computer, locked=lambda sign: False):
    """Return what a computer takes down; `locked` says for which keys CapsLock turns Shift around."""
    signs = []
    for letter in code:
        key, shift = pressed(scanner, letter)
        signs.append(ROWS[computer][shift != locked(ROWS[computer][False][key])][key])
    return "".join(signs)


def some_code(seed):
    return "".join(random.Random(seed).choices(keyboards.ALPHABET, k=keyboards.LENGTH))


@pytest.mark.parametrize(("scanner", "computer"), PAIRS)
def test_a_code_is_read_under_each_pair_of_keyboards_with_and_without_capslock(scanner, computer):
    for code in (keyboards.ALPHABET + keyboards.ALPHABET[:8], some_code(scanner + computer)):
        for locked in (lambda sign: False, str.isalpha, lambda sign: True):
            text = typed(code, scanner, computer, locked)
            assert code in keyboards.codes(text), text
            assert code in keyboards.codes(f"{text}\r\n")


@pytest.mark.parametrize(("scanner", "computer"), PAIRS)
def test_no_sign_stands_for_two_letters_and_none_that_stands_for_one_is_dropped(scanner, computer):
    found = keyboards.decoding(scanner, computer)
    for letter in keyboards.ALPHABET:
        key, _ = pressed(scanner, letter)
        for row in ROWS[computer]:
            assert found[row[key].upper()] == letter
            code = letter * keyboards.LENGTH
            assert keyboards._code(row[key] * keyboards.LENGTH, found) == [code]


def test_a_reading_leads_back_from_each_code_to_that_one_alone():
    """A reading that gave one text for two codes could admit somebody on another's ticket."""
    for found in keyboards.DECODINGS:
        letters = list(found.values())
        assert set(letters) == set(keyboards.ALPHABET)
        ways = {letter: [sign for sign in found if found[sign] == letter] for letter in letters}
        assert sum(map(len, ways.values())) == len(found)


def test_no_ticket_of_many_is_taken_for_another_under_any_keyboard(make):
    event = make.event(capacity=None)
    people = [make.registration(event) for _ in range(12)]
    for person in people:
        for scanner, computer in PAIRS:
            found = ticket.read(typed(ticket.code(person), scanner, computer))
            assert found is not None, (scanner, computer)
            assert found.registration is person, (scanner, computer)


def test_a_text_that_could_be_two_tickets_is_neither(make, monkeypatch):
    event = make.event(capacity=None)
    codes = {ticket.code(make.registration(event)) for _ in range(2)}
    monkeypatch.setattr(keyboards, "codes", lambda text: codes)
    assert ticket.read("whatever") is None


@pytest.mark.parametrize("between", ["", " ", "\n", "/", "-"])
def test_two_tickets_in_one_text_are_neither(make, between):
    event = make.event(capacity=None)
    codes = [ticket.code(make.registration(event)) for _ in range(2)]
    assert ticket.read(between.join(codes)) is None


@pytest.mark.parametrize(
    "text",
    ["https://parvis.example/t/{}", "https://parvis.example/t/{}?lang=fr", "HTTPS://PARVIS.EXAMPLE/{}/"],
)
def test_a_code_within_a_url_is_read_under_each_pair_of_keyboards(text):
    code = some_code("url")
    assert code in keyboards.codes(text.format(code))
    for scanner, computer in itertools.product(("US QWERTY",), keyboards.LAYOUTS):
        keys = {sign: (key, shift) for shift in (0, 1) for key, sign in enumerate(ROWS[scanner][shift])}
        seen = [keys[sign] for sign in text.format(code)]
        assert code in keyboards.codes("".join(ROWS[computer][shift][key] for key, shift in seen)), computer
