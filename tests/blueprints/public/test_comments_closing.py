"""The page of an event whose comments close by themselves."""

import clock
from extensions import db
from forms.public.form import stamp
from models.comment import Comment


def post(client, event):
    said = {"body": "Bonjour", "name": "Marie", "email": "marie@example.org", "stamp": stamp("comment")}
    return client.post(f"/events/{event.slug}/comments", data=said)


def test_m2_when_the_hour_has_come_the_cached_page_says_so_and_nothing_is_taken(make, client):
    event = make.event(comments_closes=make.wall(hours=2))
    page = client.get(f"/events/{event.slug}").text
    assert 'id="comment-form"' in page
    assert "Les commentaires ferment le" in page
    with clock.at(event.comments_close_at):
        page = client.get(f"/events/{event.slug}").text
        assert 'id="comment-form"' not in page
        assert "Les commentaires sont fermés." in page
        answer = post(client, event)
    assert answer.status_code == 422
    assert "Bonjour" in answer.text, "what was typed is kept"
    assert db.session.query(Comment).count() == 0
