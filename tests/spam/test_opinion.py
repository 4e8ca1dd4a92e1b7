"""The filter without a site: what it thinks before it has learned anything, and how well it learns."""

from pathlib import Path

import pytest

import prose
from bench import spam as measured
from spam.features import Features
from spam.opinion import HOLD_FROM, Opinion
from spam.saying import Saying
from spam.weights import Weights, learned, packed

TESTS = Path(__file__).parents[1]


def lines(*names):
    return [line for name in names for line in (TESTS / "samples" / name).read_text("utf-8").splitlines()]


FRENCH = lines("comments.fr.txt", "comments-genuine.fr.txt")
ENGLISH, OTHER = lines("comments-genuine.en.txt"), lines("comments-genuine.other.txt")
SPAM_OF = {language: lines(f"comments-spam.{language}.txt") for language in ("fr", "en")}
PLACES = (TESTS.parents[above] / "shared" / "samples" / "spam" for above in (1, 2))
SHARED = next((place for place in PLACES if place.exists()), Path("no samples"))
SPAM = "Check out my channel and subscribe please! Earn money: https://casino.example/win"


def saying(body) -> Saying:
    return Saying("Ada", "", "", body, prose.comment(body))


def first(said) -> Opinion:
    """Before anything was learned."""
    return Opinion.of(said, Weights.first(), is_sure=False)


@pytest.mark.parametrize("body", [*FRENCH, "https://example.org", "See https://example.org/a?b=1", "Nice!"])
def test_n5_no_genuine_french_comment_nor_a_link_alone_is_held_before_anything_was_learned(body):
    assert Weights.first().risk(Features(saying(body))) < HOLD_FROM


def taught(spam, genuine):
    return learned(
        [(packed(Features(one)), bad) for found, bad in ((spam, True), (genuine, False)) for one in found]
    )


def held(weights, found):
    return [one.body for one in found if weights.risk(Features(one)) >= HOLD_FROM]


def sayings(*bodies):
    return [saying(body) for body in bodies]


def long(bodies):
    return [" ".join(bodies[at : at + 5]) for at in range(0, len(bodies), 5)]


@pytest.mark.parametrize("spam", [SPAM_OF["en"], SPAM_OF["fr"], [*SPAM_OF["en"], *SPAM_OF["fr"]]])
@pytest.mark.parametrize("of_genuine", [10, 40])
@pytest.mark.parametrize(
    ("approved", "strange"), [(ENGLISH, [*FRENCH, *OTHER]), (FRENCH, [*ENGLISH, *OTHER])]
)
def test_f53_a_filter_taught_in_one_language_does_not_hold_another(spam, of_genuine, approved, strange):
    weights = taught(sayings(*spam), sayings(*approved[:of_genuine]))
    found = sayings(*strange, *long(strange))
    assert len(held(weights, found)) <= 0.005 * len(found)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_f53_what_a_team_filed_in_a_language_of_its_own_is_still_caught(language):
    genuine, spam = {"fr": FRENCH, "en": ENGLISH}[language], SPAM_OF[language]
    weights = taught(sayings(*spam), sayings(*genuine[:40]))
    assert len(held(weights, sayings(*spam))) >= 0.9 * len(spam) > len(held(Weights.first(), sayings(*spam)))


def test_f53_spam_that_comes_again_word_by_word_is_held_in_a_strange_language_too():
    again = "Kaufen Sie jetzt unsere neuen Lampen im Angebot und sparen Sie viel"
    weights = taught(sayings(*[again] * 12), sayings(*FRENCH))
    assert held(weights, sayings(again))
    assert not held(weights, sayings(*OTHER))


@pytest.mark.skipif(not SHARED.exists(), reason="the labelled comments (../shared/samples) are not here")
def test_f53_french_comments_are_not_held_after_a_thousand_english_decisions():
    english = [one for path in sorted(SHARED.glob("*.csv")) for one in measured.load(path)]
    spam, genuine = ([one for one, bad in english if bad is kind] for kind in (True, False))
    found = sayings(*FRENCH, *long(FRENCH))
    assert not held(taught(spam, genuine), found)
    assert not held(taught(spam, genuine[:60]), found)
    assert len(held(taught(spam, sayings(*FRENCH)), genuine)) <= 0.005 * len(genuine)


def test_an_opinion_says_why_in_the_comments_own_words():
    found = first(saying(SPAM))
    assert found.risk > HOLD_FROM
    assert found.telling == ("subscribe", "check out", "my channel")
    assert "#links" in first(saying("https://a.example https://b.example")).telling
    assert not any("|" in word for word in found.telling)


def test_long_and_strange_comments_get_an_opinion():
    for body in ("", "!!!", "😀" * 500, "x" * 65_000, "http://" * 9000, "a " * 30_000, "\u0301" * 100):
        assert 0 <= first(saying(body)).risk <= 1


def test_learning_is_the_same_whoever_does_it():
    examples = [(packed(Features(saying(body))), "a" in body) for body in FRENCH]
    first, again = learned(examples), learned(examples)
    assert (first.keys, first.values, first.bias) == (again.keys, again.values, again.bias)


@pytest.mark.skipif(not SHARED.exists(), reason="the labelled comments (../shared/samples) are not here")
def test_the_filter_reaches_its_aims_on_comments_it_has_not_seen():
    files = {path.name: measured.load(path) for path in SHARED.glob("*.csv")}
    results = measured.each(files, measured.ours)
    assert sum(map(measured.accuracy, results)) / len(results) >= 0.94
    assert sum(map(measured.caught_at_one_percent, results)) / len(results) >= 0.85


def test_f48_what_leads_nowhere_is_no_link_to_the_filter():
    assert Features(saying("ftp://a.fr ftp://b.fr ana@example.org bob.b@example.org")).links == []
    assert Features(saying("https://a.fr/x www.b.fr c.fr")).links == ["https://a.fr/x", "www.b.fr", "c.fr"]
