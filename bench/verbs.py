"""The verbs that Parvis lives by, each done once through the application: what ``make profile`` and the tests count.

A verb is prepared first (its people, its request), and then done by calling what that returns.
"""

from collections.abc import Callable
from typing import Any

from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import EnvironBuilder, run_wsgi_app

import worker
from bench.client import person
from extensions import db
from forms.public.form import stamp
from models.comment import CommentState
from models.event import Event
from models.outbox.message import OutboxMessage
from tests.factories import Factory
from tests.pages import PARTIAL

MAILS = 10  # that are sent in one go
UNHURRIED = ["REGISTRATIONS_PER_MINUTE", "COMMENTS_PER_MINUTE", "COMMENT_TEXTS_PER_MINUTE"]
SECRET = "secret of this browser"
BY_THE_WAY = (
    "BEGIN",
    "SET LOCAL",
    "SELECT pg_advisory_xact_lock",
    "SELECT event.id \nFROM event",
)  # what only one of the two databases is told
Act = Callable[[], object]


class Verbs:
    """The verbs on one site, in its application's context; ``VERBS`` names them."""

    def __init__(self, app: Flask) -> None:
        app.config.update(dict.fromkeys(UNHURRIED, 10**6))  # everybody comes from one address
        self.app, self.make = app, Factory()
        self.open = self.make.event(slug="open")
        staff = self.make.session(self.make.user())
        signing = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        cookie = signing.dumps({"staff": staff, "csrf_token": SECRET})
        token = URLSafeTimedSerializer(app.secret_key or "", salt="wtf-csrf-token").dumps(SECRET)
        self.staff = {
            "Cookie": f"{app.config['SESSION_COOKIE_NAME']}={cookie}",
            "X-CSRFToken": str(token),
        }

    def register(self, number: int) -> Act:
        """Somebody registers for an event that has seats."""
        return self._post("/events/open/registrations", person(number, stamp("registration")))

    def wait(self, number: int) -> Act:
        """Somebody joins the waiting list of a full event, behind one other."""
        event = self._full()
        return self._post(f"/events/{event.slug}/registrations", person(number, stamp("registration")))

    def cancel(self, _number: int) -> Act:
        """Somebody cancels, and who waits first gets the seat."""
        event = self.make.event(capacity=1)
        confirmed = self.make.registration(event)
        self.make.registration(event)
        return self._post(f"/registrations/{confirmed.token}/cancellation")

    def comment(self, number: int) -> Act:
        """Somebody writes a first comment, which waits for a moderator."""
        said = {"name": f"Person {number}", "email": f"person{number}@example.org", "website": "", "echo": ""}
        words = {"body": f"I look forward to evening number {number}.", "stamp": stamp("comment")}
        return self._post("/events/open/comments", said | words)

    def decide(self, _number: int) -> Act:
        """A moderator approves a comment."""
        comment = self.make.comment(self.open, CommentState.PENDING)
        said = {"decision": "approve", "version": comment.version}
        return self._post(f"/moderation/comments/{comment.id}/decisions", said, self.staff)

    def check_in(self, number: int) -> Act:
        """Somebody is let in by hand."""
        registration = self.make.registration(self.open)
        said = {"person": registration.id, "nonce": f"nonce-{number}", "code": ""}
        return self._post(f"/desk/events/{self.open.slug}/door/check-ins", said, self.staff)

    def send(self, _number: int) -> Act:
        """The worker sends ten confirmations."""
        while OutboxMessage.is_due():  # what other verbs owed
            worker.send_due()
        for _ in range(MAILS):
            self.make.registration(self.open)

        def act() -> None:
            with self.app.app_context():
                sent = worker.send_due()
            assert sent == MAILS, sent

        return act

    def _full(self) -> Event:
        event = self.make.event(capacity=1)
        for _ in range(2):
            self.make.registration(event)
        return event

    def _post(
        self, path: str, fields: dict[str, Any] | None = None, headers: dict[str, str] | None = None
    ) -> Act:
        """Return the act of posting a form as htmx does, without what a client does to send it."""
        db.session.rollback()
        given = PARTIAL | (headers or {})
        asked = EnvironBuilder(path, method="POST", data=fields or {}, headers=given.items()).get_environ()

        def act() -> None:
            with self.app.app_context():  # each request has its own ``g`` and session, as on a server
                _body, status, _headers = run_wsgi_app(self.app.wsgi_app, asked, buffered=True)
            assert status[:3] in {"200", "204", "303"}, f"{path}: {status}"

        return act


def counts(statement: str) -> bool:
    """Say whether a statement is one that a verb is measured by."""
    return not statement.startswith(BY_THE_WAY)


VERBS = {
    "register": Verbs.register,
    "join the waiting list": Verbs.wait,
    "cancel, with promotion": Verbs.cancel,
    "comment": Verbs.comment,
    "decide": Verbs.decide,
    "check in": Verbs.check_in,
    f"send {MAILS} mails": Verbs.send,
}
