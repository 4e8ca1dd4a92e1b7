"""A list asks the database as much for forty rows as for three."""

import pytest

import mails
from extensions import db
from models.comment import CommentState
from models.event import Event
from models.outbox.message import OutboxMessage
from models.user import Role, User

LISTS = {
    "events": "/desk",
    "event": "/desk/events/{slug}",
    "registrations": "/desk/events/{slug}/registrations",
    "door": "/desk/events/{slug}/door",
    "attendance": "/desk/events/{slug}/prints/attendance-sheet",
    "door list": "/desk/events/{slug}/prints/door-list",
    "badges": "/desk/events/{slug}/prints/badges",
    "statistics": "/desk/events/{slug}/statistics",
    "questions": "/desk/events/{slug}/questions",
    "announcement": "/desk/events/{slug}/registrations/message",
    "mail": "/desk/mail",
    "audit": "/desk/audit",
    "staff": "/desk/staff",
    "people": "/desk/people?q=example.org",
    "queue": "/moderation",
    "spam": "/moderation?state=spam",
    "batches": "/moderation/batches",
    "rules": "/moderation/rules",
    "filter": "/moderation/batches/new",
    "refusals": "/desk/refusals",
    "phones": "/desk/events/{slug}/phones",
    "consents": "/desk/events/{slug}/consents",
    "file": "/desk/events/{slug}/registrations.csv",
    "workbook": "/desk/events/{slug}/registrations.xlsx",
    "history": "/desk/audit.csv",
    "known at the door": "/desk/events/{slug}/door/people.json",
    "page": "/events/{slug}",
    "comments": "/events/{slug}/comments.xml",
    "home": "/",
    "mine": "/my-registrations/{mine}",
}


def fill(make, event: Event, people: int) -> None:
    """Add people, comments, events and colleagues."""
    for _ in range(people):
        make.registration(event)
        make.comment(event, CommentState.PENDING)
        make.comment(event, CommentState.SPAM)
        make.comment(event, CommentState.APPROVED)
        make.registration(make.event(), email="one@example.org")
        make.user(Role.MODERATOR)


KINDS = [
    "link",
    "cancelled",
    "reminder",
    "moved",
    "moved away",
    "companion",
    "my registrations",
    "cancellation",
    "application",
]


def owe(make, event: Event, user: User, people: int) -> None:
    """Owe mails of many kinds about many people and comments."""
    for number in range(people):
        registration = make.registration(event)
        comment = make.comment(event, parent=make.comment(event, CommentState.APPROVED))
        with db.writing():
            for kind in KINDS:
                OutboxMessage.owe(
                    kind,
                    f"{kind}:{registration.id}",
                    registration.email,
                    "fr",
                    registration_id=registration.id,
                )
            OutboxMessage.owe(
                "new comment", f"n:{comment.id}", user.email, "fr", comment_id=comment.id, user_id=user.id
            )
            OutboxMessage.owe("digest", f"d:{number}:{people}", user.email, "fr", comment_ids=[comment.id])


def test_f83_the_outbox_asks_the_same_whatever_its_mails_are_about(make, statements):
    number, user = make.event(capacity=20).id, make.user(Role.MODERATOR).id
    counts = []
    for people in (3, 37):
        owe(make, db.session.get_one(Event, number), db.session.get_one(User, user), people)
        db.session.expunge_all()
        with statements() as said:
            found = mails.subjects(db.session.scalars(OutboxMessage.newest()).all())
        counts.append(len(said))
        assert found[0] == "1 commentaire à modérer"
    assert counts[1] == counts[0]


@pytest.mark.parametrize("name", LISTS)
def test_f83_forty_rows_cost_as_many_statements_as_three(signed_in, make, statements, name):
    admin, event = signed_in(Role.ADMIN), make.event(capacity=20)
    number = event.id
    make.questions(event)
    one = make.registration(event, email="one@example.org")
    path = LISTS[name].format(slug=event.slug, mine=one.lookup_pass)
    counts = []
    for people in (3, 37):
        fill(make, db.session.get_one(Event, number), people)
        admin.get(path).close()
        db.session.rollback()
        db.session.expunge_all()
        with statements() as said:
            answer = admin.get(path)
        answer.close()
        assert answer.status_code == 200
        counts.append(len(said))
    assert counts[1] == counts[0]
