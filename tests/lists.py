"""Bringing a list of attendees to an event, as an organiser does with a file."""

import html
import io
import re
from pathlib import Path

import sqlalchemy as sa

from extensions import db
from models.registration import Registration
from tests.forms import filled

LISTS = Path("tests/samples/lists")


def place(event):
    return f"/desk/events/{event.slug}/registrations/import"


def brought(desk, event, content, name="list.csv"):
    """The answer to a file; ``content`` is bytes, or the name of a sample."""
    if isinstance(content, str):
        content, name = (LISTS / content).read_bytes(), content
    data = {"file": (io.BytesIO(content), name)}
    return desk.post(place(event), data=data, content_type="multipart/form-data")


def said(answer):
    """The words of a page, without its markup and with plain spaces."""
    plain = html.unescape(re.sub(r"<[^>]+>", " ", answer.text))
    return " ".join(plain.split())


def agreed(desk, event, page):
    """Agree to what a preview shows."""
    assert page.status_code == 200, said(page)
    answer = desk.post(place(event), data=filled(page.text, place(event)) | {"agreed": "yes"})
    assert answer.status_code == 303, said(answer)


def registered():
    """Who is registered, in the order of the file."""
    found = db.session.scalars(sa.select(Registration).order_by(Registration.id))
    return [(each.name, each.email, each.organisation, each.seats) for each in found]


def came_in(desk, event, content, name="list.csv"):
    agreed(desk, event, brought(desk, event, content, name))
    return registered()


def refused(desk, event, content, *words):
    """A file is refused with these words, and nobody is registered."""
    answer = brought(desk, event, content)
    assert answer.status_code == 422
    for each in words:
        assert each in said(answer)
    assert registered() == []
    return answer
