"""An event that is not published answers visitors as an address that never was."""

import re

import pytest

from extensions import db
from forms.public.form import stamp
from models.comment import CommentState
from models.event import EventStatus, Speaker, speaker_link

TOKEN = "guest-token"
OURS, UNKNOWN = "private-day", "unknown-day"
PASSING = {"Date", "X-Request-ID", "ETag", "Last-Modified"}  # differ between any two answers


@pytest.fixture
def everywhere(app):
    """Each address below ``/events/<slug>`` and what may be done there, comments of the event included."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/events/<slug>")]
    assert len(rules) > 10
    return [
        (rule.rule.replace("<int:comment_id>", "1").replace("<token>", TOKEN), method)
        for rule in rules
        for method in sorted(rule.methods - {"OPTIONS"})
    ]


def asked(client, method, path, slug, partial, token):
    said = {"body": "Bonjour", "name": "Marie", "email": "marie@example.org", "consent": "y"}
    said |= {"stamp": stamp("comment" if "comments" in path else "registration")}
    headers = {"HX-Request": "true", "HX-Request-Type": "partial"} if partial else {}
    answer = client.open(
        path.replace("<slug>", slug).replace(TOKEN, token),
        method=method,
        data=said if method == "POST" else None,
        headers=headers,
        buffered=True,
    )
    kept = {name: value for name, value in answer.headers.items() if name not in PASSING}
    text = re.sub(r'(name="(?:stamp|csrf_token)" value=)"[^"]*"', r"\1", answer.text.replace(slug, "SLUG"))
    return answer.status_code, {name: value.replace(slug, "SLUG") for name, value in kept.items()}, text


@pytest.mark.parametrize("comments_open", [False, True], ids=["comments closed", "comments open"])
@pytest.mark.parametrize("partial", [False, True], ids=["page", "fragment"])
def test_m5_a_private_event_answers_as_an_unknown_one(make, client, everywhere, comments_open, partial):
    event = make.event(slug=OURS, status=EventStatus.DRAFT, comments_open=comments_open)
    comment = make.comment(event, state=CommentState.APPROVED)
    assert comment.id == 1
    with db.writing():
        event.speakers = [Speaker(name="Somebody")]
    (guest,) = event.speakers
    for path, method in everywhere:
        private = asked(client, method, path, OURS, partial, speaker_link.token_of(event, guest))
        unknown = asked(client, method, path, UNKNOWN, partial, speaker_link.token_of(event, guest))
        assert private == unknown, f"{method} {path}"
        assert private[0] == 404, f"{method} {path}"


@pytest.mark.parametrize("path", ["/", "/feed.xml", "/calendar.ics", "/sitemap.xml"])
def test_m5_no_list_names_a_private_event(make, client, path):
    make.event(slug="public-day", title="Jour public")
    event = make.event(slug=OURS, title="Jour secret", status=EventStatus.DRAFT)
    make.comment(event, state=CommentState.APPROVED, body="Mot secret")
    page = client.get(path).text
    assert "public-day" in page or "Jour public" in page
    assert "secret" not in page
    assert OURS not in page
