"""The site that the pictures show: the example, the states that it lacks, and a full day's list.

The day is MOMENT. Used by tests/screens.py; the paths of its pages are here, by name.
"""

import contextvars
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from flask_migrate import upgrade
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

import clock
from app import create_app
from commands.demo import demo
from extensions import db
from models.check_in import CheckIn, Scan
from models.comment import CommentState
from models.event import Event
from models.outbox.message import OutboxMessage
from models.question import ChoiceFacts, Question, QuestionFacts, QuestionKind
from models.spam.rule import Effect, Rule
from models.user import Role, User
from spam.value import RuleKind
from tests.browser.conftest import staff_cookie
from tests.factories import Factory

MOMENT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
COMING, LARGE = "/events/faire-groupe-a-venir", "/events/assises"
STAFF = {"queue": "/moderation", "desk": "/desk", "desk-event": f"/desk{COMING}", "desk-form": f"/desk{COMING}/edit",
         "desk-mail": "/desk/mail", "desk-site": "/desk/site", "desk-staff": "/desk/staff", "account": "/account",
         "desk-registrations": f"/desk{COMING}/registrations", "door": f"/desk{COMING}/door"}  # fmt: skip
CROWD = {"questions": f"/desk{LARGE}/questions", "statistics": f"/desk{LARGE}/statistics", "crowd": f"/desk{LARGE}/registrations",
         "crowd-door": f"/desk{LARGE}/door?anyway=1", "import": f"/desk{LARGE}/registrations/import", "phones": f"/desk{LARGE}/phones",
         "message": f"/desk{LARGE}/registrations/message", "prints": f"/desk{LARGE}/prints", "consents": f"/desk{LARGE}/consents",
         "rules": "/moderation/rules", "protection": "/moderation/protection", "batches": "/moderation/batches",
         "audit": "/desk/audit", "export": "/desk/export", "person": "/desk/people?q=jeanne@example.org",
         "style": "/desk/style"}  # fmt: skip
PUBLIC = {"home": "/", "event": COMING, "event-past": "/events/faire-groupe", "event-full": "/events/full", "event-english": f"{COMING}?lang=en",
          "event-online": "/events/lecture-en-ligne", "event-cancelled": "/events/cancelled", "event-questions": LARGE, "about": "/about",
          "privacy": "/privacy", "accessibility": "/accessibility", "find": "/my-registrations", "login": "/login", "unknown": "/nowhere",
          "help": "/help/moderators"}  # fmt: skip
PAPER = {
    f"paper-{sheet}": f"/desk{LARGE}/prints/{sheet}" for sheet in ("door-list", "attendance-sheet", "badges")
}
PRIVATE = ("confirmed", "waiting", "cancellation", "comment", "mine", "address", "data", "report")
PEOPLE = ("Éluard Nush", "Ève Lemaître", "Œuvrard Zoé", "Gaspard de La Tour", "Anne L’Haÿ", "Noé Cœurdacier", "Aïcha Benali",
          "Jean-Baptiste Le Goff", "Élisabeth d’Orves", "Paul Zumthor", "Maï Nguyên", "Claire Lenoir")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Site:
    """The site of the pictures: its address, its pages' paths by name, and an administrator's cookie."""

    url: str
    paths: dict[str, str]
    cookie: dict[str, str]


class Quiet(WSGIRequestHandler):
    """Answers and says nothing about it."""

    def log(self, *words: Any) -> None:
        """Keep silent."""


@contextmanager
def standing_still() -> Iterator[Site]:
    """Run the example site, and the states that it lacks, on the day MOMENT."""
    with ExitStack() as stack:
        stack.enter_context(clock.at(MOMENT))
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="parvis-screens-"))
        app = create_app({"INSTANCE": folder, "RATELIMIT_ENABLED": False, "SMTP_URL": "smtp://127.0.0.1"})
        server = make_server("127.0.0.1", 0, app, request_handler=Quiet)
        app.config["PUBLIC_URL"] = url = f"http://127.0.0.1:{server.port}"
        with app.app_context():
            upgrade()
            paths, cookie = furnished(app, url)
            db.session.remove()
        stack.enter_context(answering(server))
        yield Site(url, paths, cookie)


@contextmanager
def answering(server: BaseWSGIServer) -> Iterator[None]:
    """Let a server answer, one request after the other, on the day that the caller supposes."""
    context = contextvars.copy_context()
    thread = threading.Thread(target=lambda: context.run(server.serve_forever, 0.05), daemon=True)
    thread.start()
    yield
    server.shutdown()
    thread.join()
    server.server_close()


def furnished(app: Flask, url: str) -> tuple[dict[str, str], dict[str, str]]:
    """Fill the site; return the paths of its pages and the cookie of an administrator."""
    assert app.test_cli_runner().invoke(demo).exit_code == 0
    make = Factory()
    full = make.event(slug="full", title="Visite du quartier des Docks", capacity=1)
    make.event(slug="cancelled", title="Atelier de cartographie", status="cancelled")
    first = make.registration(full, name="Jeanne Martin", email="jeanne@example.org")
    second = make.receipt(full, name="Paul Durand")
    mine = make.comment(full, CommentState.PENDING, name="Jeanne Martin", body="Où se retrouve-t-on\u00a0?")
    said = make.comment(full, CommentState.APPROVED, name="Paul Durand", body="Devant la capitainerie.")
    with db.writing():
        db.session.get_one(OutboxMessage, 1).fail("550 no such user")
    user = make.user(Role.ADMIN, email="claire@example.org", name="Claire")
    crowded(make, user)
    paths = PUBLIC | STAFF | CROWD | PAPER | {"refused": COMING, "comment": f"/comments/{mine.token}"}
    paths |= {"confirmed": f"/registrations/{first.token}", "waiting": f"/registrations/{second.token}"}
    paths |= {name: f"{paths['confirmed']}/{name}" for name in ("cancellation", "address", "data")}
    paths |= {
        "mine": f"/my-registrations/{first.lookup_pass}",
        "report": f"/events/full/comments/{said.id}/report",
    }
    return paths, staff_cookie(app, user, url)


def crowded(make: Factory, user: User) -> None:
    """Fill an event of today with answers, a waiting list, a cancellation and check-ins; and the rules."""
    starts = clock.wall(MOMENT + timedelta(hours=1), "Europe/Paris")
    event = make.event(slug="assises", title="Assises du logement", capacity=10, max_seats=3, starts=starts)
    questions = asked(event)
    for number, name in enumerate(PEOPLE):
        said = {each.id: [str(each.choices[number % (2 + each.position % 2) % 2].id)] for each in questions}
        facts = {
            "name": name,
            "email": f"personne{number}@example.org",
            "organisation": "Office de l’habitat",
        }
        with clock.at(MOMENT - timedelta(days=12 - number)):
            person = make.registration(event, **facts, answers=said)
        if number < 5:
            with db.writing():
                CheckIn.record(
                    event, Scan(nonce=f"n{number}", at=clock.now(), registration_id=person.id), by=user
                )
    with db.writing():
        person.cancel()
        for text in ("casino", "crédit facile"):
            Rule.drafted(RuleKind.WORD, text, Effect.HOLD).add(by=user)


def asked(event: Event) -> list[Question]:
    """Put two questions to an event, and return them."""
    choices = (ChoiceFacts("Déjeuner sur place", seats=6), ChoiceFacts("Sans déjeuner"))
    with db.writing():
        Question.ask(event, QuestionFacts("Votre midi", QuestionKind.ONE, required=True, choices=choices))
        Question.ask(event, QuestionFacts("Venez-vous à la visite du quartier\u202f?", QuestionKind.YES_NO))
    return Question.of(event)
