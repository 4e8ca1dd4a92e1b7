"""What somebody hostile, or only unlucky, may send to every address; tests/test_hostile.py sends it."""

import re
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count, product
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import Rule as Route

import clock
from extensions import db
from models.comment import CommentState, Verb
from models.comment.bulk_decision import BulkDecision
from models.comment.moderation_link import MailedLink
from models.event import Speaker, preview_link, speaker_link
from models.spam.rule import Effect, Rule
from models.user import LentPhone, Role, Scope, SignInLink
from spam.value import RuleKind
from tests.factories import Factory
from tests.forms import forms

FORM = "application/x-www-form-urlencoded"
Picking = Callable[..., Any]
NUMBERS = ("0", "1", str(2**31), str(2**63 - 1), str(2**63), str(10**26), "9" * 5000, "-1", "²")
PARTS = ("a" * 256, "a" * 3000, "%00", "%ff", "..%2f", "%ed%a0%80", "%5B%5D", ".", "%0d%0a")
SKIPPED = "2027-03-28T02:30"  # in Paris, where clocks go from two to three
VALUES: tuple[bytes, ...] = (
    b"", b"\0", b"a\0b", b"%d" % 2**63, b"-%d" % 2**63, b"1e309", b"\xed\xa0\x80", b"\xff", b"a" * 70_000, "²".encode(),
    b"0001-01-01T00:00", b"0001-01-01", b"9999-12-31T23:59", b"9999-12-31", SKIPPED.encode(), b"9" * 5000, b"http://[", b"-1", b"a " * 2000,
)  # fmt: skip
QUERY = {  # what is read where; the first that a route begins with counts
    "/desk/audit": ("before", "subject", "number", "who", "first", "last"),
    "/desk/mail": ("state", "page"),
    "/desk/people": ("q", "page"),
    "/desk/events/<slug>/registrations": ("q", "state", "sort", "page"),
    "/desk/events/<slug>/door/live": ("since",),
    "/desk/events/<slug>/door": ("q", "answer"),
    "/desk/export": ("registrations",),
    "/moderation/rules": ("q", "before", "changed"),
    "/moderation": ("q", "status", "author", "event", "first", "last", "before", "decided", "since"),
    "/events/<slug>/live": ("since",),
    "/events/<slug>": ("page", "reply", "lang", "part"),
    "/oembed": ("url", "format", "maxwidth", "maxheight"),
    "/registrations/<token>/live": ("since",),
    "/login": ("next",),
    "/static": ("v",),
    "/": ("p", "lang"),
}
EVERY_NAME = tuple(dict.fromkeys((
    *(name for names in QUERY.values() for name in names),
    "field", "kind", "endpoint", "_method", "_anchor", "_external", "_scheme", "values", "self", "name",
)))  # fmt: skip
FIELDS = (
    "party", "questions", "address", "asked", "companions", "seats", "trap", "stamp", "meta", "data", "errors", "csrf_token", "rows",
    "place", "act", "next", "agreed", "role", "override", "suggested", "preview", "seen", "all", "q", "decision", "until", "",
)  # fmt: skip
HEADERS = {
    "Last-Event-ID": VALUES, "Origin": VALUES, "Referer": VALUES, "HX-Current-URL": VALUES, "User-Agent": VALUES,
    "If-None-Match": VALUES, "Accept-Language": VALUES, "Cookie": VALUES, "Range": (b"bytes=0-", b"bytes=-1", b"x"),
    "Accept-Encoding": VALUES, "Authorization": (b"Basic \xff", b"Basic", b"Bearer"), "Sec-Fetch-Site": (b"none",),
}  # fmt: skip
DEEP = b"[" * 100_000
BODIES: tuple[tuple[str, bytes], ...] = (
    ("application/json", b'[1,2,{"a":null}]'), ("application/json", b"{bad"), ("application/json", b'{"email":1,"name":{"a":[]}}'),
    ("application/json", DEEP), ("application/json", b'"\\ud800"'), ("application/json", b"null"), ("application/json", b"\xff"),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=\"a"), ("multipart/form-data", b"--x"),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="file"; filename="\0"\r\n\r\n\0\xff\r\n--x--\r\n'),
    ("application/x-www-form-urlencoded; charset=utf-16", b"name=a&\0e\0m\0a\0i\0l\0"), ("text/plain; charset=nonsense", b"\xff"),
    ("application/x-www-form-urlencoded", b"%&=&=%zz&\xff=\xff&" * 50), ("application/x-www-form-urlencoded", b"a=1&" * 1100),
)  # fmt: skip
SCANS = tuple(("application/json", each) for each in (
    b'{"scans":[],"now":1}', b'{"scans":[{"kind":"scan","nonce":"n","at":1,"code":"\\ud800"}],"now":1,"device":"d"}',
    b'{"scans":[{"kind":"scan","nonce":"\\u0000","at":1e400,"code":"x"}],"now":1e400,"device":"\\ud800"}',
    b'{"scans":[{"kind":"walk-in","nonce":"m","at":-1e14,"name":"\\ud800","email":"\\ud800@x.org","seats":1e14}],"now":1,"device":"d"}',
    b'{"scans":[{"kind":"walk-in","nonce":"o","at":NaN,"name":"x","seats":Infinity}],"now":NaN,"device":"d"}',
    b'{"scans":[{"kind":"undo","nonce":"p","at":1,"person":9223372036854775808}],"now":1,"device":"d"}',
    b'{"scans":[{"kind":"scan","nonce":"q\\u0000","at":1,"code":"a\\u0000b","told":"\\u0000"}],"now":1,"device":"d\\u0000"}',
    b'{"scans":[{"kind":"walk-in","nonce":"r","at":1,"name":"a\\u0000b","organisation":"\\ud800","seats":2}],"now":1,"device":"d"}',
    b'{"scans":[{"kind":["scan"],"nonce":"n","at":1}],"now":1,"device":"d"}',
))  # fmt: skip


@dataclass
class Asked:
    """One request."""

    method: str
    address: str
    options: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        said = {
            key: value[:200] if isinstance(value, bytes | str) else value
            for key, value in self.options.items()
        }
        return f"{self.method} {self.address[:300]} {said}"


class World:
    """A site on which every address leads to something, and what its forms send, by the view."""

    def __init__(self, app: Flask) -> None:
        self.routes = sorted(
            app.url_map.iter_rules(), key=lambda route: (route.rule, sorted(route.methods or ()))
        )
        self.adapter = app.url_map.bind("localhost")
        self.params = _params(Factory())
        self.forms: dict[str, dict[str, Any]] = {}

    def cases(self) -> list[tuple[Route, str]]:
        """Every route with each of its methods."""
        return [(route, method) for route in self.routes for method in sorted(route.methods or ())]

    def look(self, client: FlaskClient) -> None:
        """Read every page, and remember what its forms would send."""
        for route in self.routes:
            if "GET" in (route.methods or ()) and not route.rule.endswith(("/live", ".xlsx", ".png")):
                answer = client.get(self.address(route), buffered=True)
                for action, fields in forms(answer.text) if answer.mimetype == "text/html" else ():
                    self.forms.setdefault(self.view(action), {}).update(fields)

    def view(self, address: str) -> str:
        """Return the name of the view to which a form is posted."""
        try:
            return str(self.adapter.match(urlsplit(address).path, "POST")[0])
        except (NotFound, MethodNotAllowed):
            return ""

    def value(self, route: Route, name: str) -> str:
        """Return the value of a route's parameter that leads to something."""
        value = self.params[name]
        if isinstance(value, str):
            return value
        return next(each for start, each in value.items() if route.rule.startswith(start))

    def address(self, route: Route, **other: str) -> str:
        """Return an address of a route; ``other`` are parts, quoted already, in place of the right ones."""
        part = re.compile(r"<(?:\w+:)?(\w+)>")
        return part.sub(lambda found: other.get(found[1]) or quote(self.value(route, found[1])), route.rule)


def _params(make: Factory) -> dict[str, str | dict[str, str]]:
    """Make something for every address to lead to; return the parameters, where it matters by route."""
    admin, dismissed = make.user(Role.ADMIN, email="admin@example.org"), make.user(Role.DOOR)
    event = make.event(
        slug="talk", categories="Reading", max_seats=3, capacity=50, speakers=[Speaker(name="Ada")]
    )
    question = make.questions(event)[7]
    registration = make.registration(event, email="eve@example.org")
    comment, waiting = make.comment(event, CommentState.APPROVED), make.comment(event)
    subscription = make.subscription(comment)
    until = clock.now() + timedelta(days=1)
    with db.writing():
        link, (lent, phone) = (
            SignInLink.issue(dismissed),
            LentPhone.issue(admin, event.id, "Phone", Scope.CHECK_IN, until),
        )
        rule = Rule.drafted(RuleKind.WORD, "casino", Effect.HOLD).add(by=admin)
        batch = BulkDecision.of_seen({waiting.id: waiting.version}, Verb.SPAM, by=admin)
    return {
        "slug": "talk", "printed": "badges", "reference": "0f3a9c21", "passkey_id": "1", "status": "archived", "verb": "approve", "kind": "receipt", "language": "fr", "value": "7a1f3d", "year": "2020", "key": "reading",
        "user_id": str(dismissed.id), "phone_id": str(lent.id), "rule_id": str(rule.id), "decision_id": str(batch.id),
        "registration_id": str(registration.id), "question_id": str(question.id), "number": "1",
        "comment_id": {"/events": str(comment.id), "/moderation": str(waiting.id)},
        "secret": {"/login": link, "/my-registrations": registration.lookup_pass, "/phones": phone},
        "name": {"/static": "css/parvis.css", "/help": "door"},
        "token": {
            "/comments": comment.token, "/registrations": registration.token, "/followers": subscription.follower.token,
            "/subscriptions": subscription.token, "/moderation": MailedLink(waiting.id, waiting.version, admin).key,
            "/events/<slug>/guests": next(iter(speaker_link.tokens(event).values())),
            "/events/<slug>/preview": preview_link.token_of(event),
        },
    }  # fmt: skip


def attacks(world: World, route: Route, method: str, *, everything: bool) -> Iterator[Asked]:
    """Return what is asked of a route: everything, or of each kind some that depend on the route alone."""
    some = _picking(f"{method} {route.rule}", everything)
    for name in sorted(route.arguments):
        if method in {"HEAD", "OPTIONS"} and not everything:
            continue
        for part in some(NUMBERS if f"<int:{name}>" in route.rule else PARTS, 2):
            yield Asked(method, world.address(route, **{name: quote(part, safe="%/")}))
    if method not in {"GET", "POST"}:
        return
    address, sent = world.address(route), world.forms.get(route.endpoint, {}) if method == "POST" else {}
    form = {"data": encoded(sent), "content_type": FORM}
    for shift in some(range(len(VALUES)), 1):
        yield Asked(method, f"{address}?{encoded(all_wrong(EVERY_NAME, shift)).decode()}", form)
    for name, value in some(list(product(read_by(route), VALUES)), 1):
        yield Asked(method, f"{address}?{encoded({name: value}).decode()}", form)
    for name, value in some([(name, value) for name, values in HEADERS.items() for value in values], 1):
        said = {name: value.decode("latin-1").translate({10: None, 13: None, 0: None})}
        yield Asked(method, address, form | {"headers": said})
    if method == "POST":
        yield from _posts(route, address, sent, some)


def _posts(route: Route, address: str, sent: dict[str, Any], some: Picking) -> Iterator[Asked]:
    for name, value in some(list(product(sent, VALUES)), 6):
        yield Asked("POST", address, {"data": encoded(sent | {name: value}), "content_type": FORM})
    for shift in some(range(len(VALUES)), 1):
        wrong = encoded(all_wrong((*sent, *FIELDS), shift))
        yield Asked("POST", address, {"data": wrong, "content_type": FORM})
        yield Asked("POST", address, {"data": encoded(sent) + b"&" + wrong, "content_type": FORM})
    for kind, body in (*some(BODIES, 2), *(SCANS if route.rule.endswith("/scans") else ())):
        yield Asked("POST", address, {"data": body, "content_type": kind})
    for name in (*sent, *FIELDS) if route.rule.endswith("/check") else ():
        yield Asked("POST", f"{address}?field={quote(name)}", {"data": encoded(sent), "content_type": FORM})


def read_by(route: Route) -> tuple[str, ...]:
    """Return the names that a route reads from its query."""
    return next((names for start, names in QUERY.items() if route.rule.startswith(start)), ())


def _picking(seed: str, everything: bool) -> Picking:
    """Return a function that picks as many of a sequence as are asked for, other ones for each seed."""
    turn = count(zlib.crc32(seed.encode()))

    def pick(all_of_them: Sequence[Any], number: int) -> list[Any]:
        if everything or number >= len(all_of_them):
            return list(all_of_them)
        start, step = next(turn), len(all_of_them) / number
        return [all_of_them[int(start + place * step) % len(all_of_them)] for place in range(number)]

    return pick


def all_wrong(names: Sequence[str], shift: int) -> dict[str, bytes]:
    """Return a wrong value for every name."""
    return {name: VALUES[(number + shift) % len(VALUES)] for number, name in enumerate(names)}


def encoded(fields: Mapping[str, Any]) -> bytes:
    """Return fields as a form sends them, bytes that are no text included."""
    return urlencode(
        {name: "" if value is None else value for name, value in fields.items()}, doseq=True
    ).encode()
