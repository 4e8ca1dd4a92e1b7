"""What the desk says of an event: what publishing opens, and what a change was and is."""

import dataclasses
import re
from datetime import timedelta

import pytest

from extensions import db
from models import event_revision
from models.consent import Clause, ClauseFacts
from models.event import EventFacts, EventStatus, PromotionPolicy
from models.question import Question, QuestionFacts
from models.user import Role

AHEAD = {
    "now": ({}, "est ouverte à tous, les inscriptions aussi"),
    "later": ({"opens": timedelta(days=7)}, "les inscriptions ouvrent le"),
    "closed": ({"closes": timedelta(days=-1)}, "les inscriptions sont closes"),
}


@pytest.fixture
def desk(signed_in):
    return signed_in(Role.ADMIN)


@pytest.mark.parametrize("when", AHEAD)
def test_f32_publishing_says_when_registration_opens(desk, make, when):
    hours, words = AHEAD[when]
    facts = {name: make.wall() + ahead for name, ahead in hours.items()}
    event = make.event(status=EventStatus.DRAFT, **facts)
    page = desk.get(f"/desk/events/{event.slug}/status/published").text
    assert words in " ".join(page.split())
    assert ("les inscriptions aussi" in page) is (when == "now")


def test_f32_the_history_says_what_was_before_and_what_is_after(desk, make):
    event = make.event(status=EventStatus.DRAFT, city="Lyon")
    with db.writing():
        facts = dataclasses.replace(EventFacts.of(event), status=EventStatus.PUBLISHED, city="Nantes")
        event_revision.revise(event, facts)
        question = Question.ask(event, QuestionFacts("Repas"))
        question.rewrite(dataclasses.replace(QuestionFacts.of(question), label="Menu"))
        Clause.replace_all(event, [ClauseFacts("Des photographies seront prises.")])
        question.remove()
    page = re.sub(r"<[^>]+>|\s+", " ", desk.get("/desk/audit").text).replace("\u00a0", " ")
    for line in (
        "Statut : brouillon → publié",
        "Lyon → Nantes",
        "Questions : Repas",
        "Questions : Repas → Menu",
        "Questions : Menu",
        "(vide) → Des photographies seront prises.",
    ):
        assert line in page, line


@pytest.mark.parametrize("act", ["approve", "refuse", "promote", "cancel"])
def test_f32_nobody_is_given_a_gender(desk, make, act):
    event = make.event(capacity=1, approval=act in {"approve", "refuse"})
    registration = make.registration(event, name="Zoé")
    if act == "promote":
        registration = make.registration(event, name="Zoé")
        with db.writing():
            event_revision.revise(
                event, dataclasses.replace(EventFacts.of(event), promotion=PromotionPolicy.HAND)
            )
            event_revision.revise(event, dataclasses.replace(EventFacts.of(event), capacity=2))
    path = f"/desk/events/{event.slug}/registrations/{registration.id}/acts"
    page = desk.post(path, data={"act": act}, follow_redirects=True).text
    assert "mail" in page
    assert not re.search(r"Zoé est [a-zé]*(é|u|i|it|is)\b", page)
