"""Consents: the exact words, the version, the moment; what is taken back stays written down."""

import pytest
import sqlalchemy as sa

from extensions import db
from models import AuditEntry, Consent
from models.answer import InvalidAnswers
from models.consent import Clause, ClauseFacts
from models.registration import Details

WORDS = "I agree."


@pytest.fixture
def event(make):
    event = make.event()
    with db.writing():
        Clause.replace_all(
            event,
            [ClauseFacts("Photographs", required=True, key="photo"), ClauseFacts("Newsletter", key="news")],
        )
    return event


def ids(event):
    return {one.key: one.id for one in Clause.of(event)}


def standing(person):
    return [(one.text, one.version) for one in Consent.standing(person.id)]


def change(person, *ticked):
    with db.writing():
        person.amend(Details(name=person.name, email=person.email, ticked=ticked))


def test_what_was_agreed_is_kept_word_for_word_with_its_moment(make, event):
    person = make.registration(event, ticked=(ids(event)["photo"],), agreed=WORDS)
    assert standing(person) == [(WORDS, 1), ("Photographs", 1)]
    assert all(one.agreed_at for one in person.consents)
    with db.writing():
        Clause.replace_all(event, [ClauseFacts("Photographs and films", required=True, key="photo")])
    assert standing(person) == [(WORDS, 1), ("Photographs", 1)], (
        "nobody agrees to words that they have not read"
    )
    assert [(one.key, one.version) for one in Clause.of(event)] == [("photo", 2)]


def test_without_a_required_clause_nothing_is_stored(make, event):
    with pytest.raises(InvalidAnswers):
        make.receipt(event, ticked=(ids(event)["news"],), agreed=WORDS)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Consent)) == 0


def test_an_optional_consent_is_given_later_taken_back_and_given_again(make, event):
    news, photo = ids(event)["news"], ids(event)["photo"]
    person = make.registration(event, ticked=(photo,), agreed=WORDS)
    change(person, news)
    assert ("Newsletter", 1) in standing(person)
    assert ("Photographs", 1) in standing(person), "the required one stays as long as the registration"
    change(person)
    assert ("Newsletter", 1) not in standing(person)
    ended = [one for one in person.consents if one.ended_at]
    assert [one.text for one in ended] == ["Newsletter"]
    change(person, news)
    change(person, news)
    assert standing(person).count(("Newsletter", 1)) == 1


def test_new_words_are_agreed_to_anew(make, event):
    person = make.registration(event, ticked=tuple(ids(event).values()), agreed=WORDS)
    with db.writing():
        Clause.replace_all(
            event, [ClauseFacts("Films", required=True, key="photo"), ClauseFacts("News", key="news")]
        )
    change(person, *ids(event).values())
    assert set(standing(person)) == {(WORDS, 1), ("Films", 2), ("News", 2)}


def test_who_comes_back_agrees_anew(make, event):
    said = {"email": "eve@example.org", "agreed": WORDS}
    person = make.registration(event, ticked=tuple(ids(event).values()), **said)
    with db.writing():
        person.cancel()
    make.registration(event, ticked=(ids(event)["photo"],), **said)
    assert standing(person) == [(WORDS, 1), ("Photographs", 1)]


def test_a_clause_that_somebody_agreed_to_is_withdrawn_and_others_are_deleted(make, event):
    make.registration(event, ticked=(ids(event)["photo"],), agreed=WORDS)
    with db.writing():
        assert Clause.replace_all(event, [])
    assert Clause.of(event) == []
    assert [one.key for one in db.session.scalars(sa.select(Clause))] == ["photo"]


def test_the_same_clauses_again_change_nothing(event):
    lines = sa.select(sa.func.count()).select_from(AuditEntry)
    before = db.session.scalar(lines)
    with db.writing():
        assert not Clause.replace_all(
            event,
            [ClauseFacts("Photographs", required=True, key="photo"), ClauseFacts("Newsletter", key="news")],
        )
    assert db.session.scalar(lines) == before
