"""A request is read whole before the database is asked, so that slow lines hold nobody up."""

import io
from typing import Any

import pytest

from extensions import db
from tests.pages import PARTIAL

FORM = "application/x-www-form-urlencoded"
LONGER = {"CONTENT_LENGTH": "400"}  # more is announced than comes


class Watched(io.BytesIO):
    """A body that notes how many connections to the database are in use when it is first read."""

    held: int | None = None

    def read(self, *args):
        if self.held is None:
            pool: Any = db.engine.pool
            self.held = pool.checkedout()
        return super().read(*args)


def addresses(app, make):
    """Return an address for every rule that takes a form, and what a visitor finds behind its link."""
    event = make.event()
    registration, comment = make.registration(event), make.comment(event)
    number = make.subscription(comment).id
    given = {"slug": event.slug, "comment_id": comment.id, "number": number, "secret": "none"}
    tokens = {"comments": comment.token, "registrations": registration.token}
    rules = [rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())]
    with app.test_request_context():
        adapter = app.url_map.bind("localhost")
        for rule in rules:
            token = tokens.get(rule.rule.split("/")[1], "none")
            token = registration.address_token if rule.rule.endswith("/address") else token
            values = {name: given.get(name, token if name == "token" else 1) for name in rule.arguments}
            yield adapter.build(rule.endpoint, values, "POST")
    db.session.remove()


@pytest.mark.parametrize("visitor", [True, False], ids=["visitor", "staff"])
def test_y1_no_form_is_read_while_a_connection_to_the_database_is_held(app, make, signed_in, client, visitor):
    browser = client if visitor else signed_in()
    held = {}
    for path in list(addresses(app, make)):
        body = Watched(b"body=text")
        db.session.remove()
        browser.post(path, input_stream=body, content_type=FORM)
        held[path] = body.held
    assert len(held) > 50
    assert {path: number for path, number in held.items() if number != 0} == {}


def test_y1_a_form_that_broke_off_does_nothing(client, make):
    path = f"/events/{make.event().slug}/comments"
    answer = client.post(
        path, input_stream=io.BytesIO(b"body=half"), content_type=FORM, environ_overrides=LONGER
    )
    assert answer.status_code == 400


def test_y1_a_form_that_comes_too_late_is_refused_and_for_htmx_keeps_what_was_typed(client, make):
    class Slow(io.BytesIO):
        def read(self, *_args):
            raise TimeoutError

    path = f"/events/{make.event().slug}/comments"
    answer = client.post(path, input_stream=Slow(), content_type=FORM, environ_overrides=LONGER)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (408, "no-store")
    answer = client.post(
        path, input_stream=Slow(), content_type=FORM, environ_overrides=LONGER, headers=PARTIAL
    )
    assert (answer.status_code, answer.headers["HX-Reswap"]) == (408, "none")


@pytest.mark.parametrize("size", [70_000, 2 * 1024 * 1024 + 1])
def test_a_long_form_and_one_without_a_stated_length_arrive_whole_or_are_refused_for_their_size(
    client, make, size
):
    path, body = f"/events/{make.event().slug}/comments", b"name=" + b"x" * (size - 5)
    stated = client.post(path, data=body, content_type=FORM)
    environ = {"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}
    pieces = client.post(path, input_stream=io.BytesIO(body), content_type=FORM, environ_overrides=environ)
    assert {stated.status_code, pieces.status_code} == {422 if size < 100_000 else 413}
