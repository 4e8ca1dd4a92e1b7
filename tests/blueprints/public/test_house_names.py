"""Who signs with a name of the house waits; the same text with an invisible difference is the same."""

import re

import pytest
import sqlalchemy as sa

from extensions import db
from forms.public.form import stamp
from models import Comment, OutboxMessage
from models.comment import CommentState, HeldFor
from models.event import CommentsPolicy
from models.site.record import Site
from models.user import Role
from tests.forms import filled


@pytest.fixture
def event(make):
    with db.writing():
        Site.revise({"name": "La revue Urbanisme"}, None)
    make.user(Role.MODERATOR, name="Claire Martin")
    make.user(Role.DOOR, name="Zoé")
    return make.event(comments_policy=CommentsPolicy.PUBLISH)


def comment(client, event, **said):
    data = {"name": "Ève", "email": "eve@example.org", "body": "Un mot.", "stamp": stamp("comment")} | said
    return client.post(f"/events/{event.slug}/comments", data=data)


@pytest.mark.parametrize(
    "name",
    [
        "moderator ✔",
        "Équipe",
        "L’équipe d’Urbanisme",
        "ADMIN",
        "Claire Martin",
        "Сlаіrе Маrtіn",
        "zoe",
        "La Revue Urbanisme",
        "Μodératrice",
    ],
)
def test_f50_a_name_of_the_house_is_held(client, event, name):
    comment(client, event, name=name)
    (written,) = db.session.scalars(sa.select(Comment))
    assert (written.state, HeldFor.NAME in written.held_for) == (CommentState.PENDING, True)


@pytest.mark.parametrize(
    "name", ["Claire Dupont", "Martin", "Zoé Müller", "Revue du logement", "محمد", "Ми́ша"]
)
def test_f50_any_other_name_is_published(client, event, name):
    comment(client, event, name=name)
    (written,) = db.session.scalars(sa.select(Comment))
    assert (written.state, written.held_for) == (CommentState.APPROVED, [])


def test_f50_names_and_texts_keep_their_direction(client, event):
    comment(client, event, name="محمد", body="مرحبا.")
    page = client.get(f"/events/{event.slug}").text
    assert re.search(r'<h3 class="comment-name" dir="auto"[^>]*>محمد</h3>', page)
    assert '<div class="comment-body prose" dir="auto" lang="fr">' in page
    (written,) = db.session.scalars(sa.select(Comment))
    reply = client.get(f"/events/{event.slug}?reply={written.id}").text
    assert "Vous répondez à <bdi>محمد</bdi>" in reply
    assert '<blockquote class="comment-quoted" dir="auto"' in reply
    assert '&lt;div dir="auto"&gt;' in client.get(f"/events/{event.slug}/comments.xml").text


def test_f50_marks_are_not_stacked_without_end(client, event):
    comment(client, event, name="Z" + "\u0301" * 60 + "oé")
    (written,) = db.session.scalars(sa.select(Comment))
    assert written.name == "Z" + "\u0301" * 6 + "oé"


@pytest.mark.parametrize(
    "again",
    ["Un mot. ", "Un\u200b mot.", "Un \u00a0 mot.", "un mot.", "\u200fUn mot.\u2060", "Ｕn mot.", "Un\nmot."],
)
def test_f49_the_same_text_with_an_invisible_difference_is_a_duplicate(client, event, again):
    comment(client, event)
    refused = comment(client, event, body=again)
    assert "Vous avez déjà envoyé ce commentaire" in refused.text
    assert len(db.session.scalars(sa.select(Comment.id)).all()) == 1
    assert "Vous avez déjà envoyé" not in comment(client, event, body="Un autre mot.").text


@pytest.mark.parametrize(
    "again",
    [
        {"name": "Ève Dupont\u200b "},
        {"email": "EVE@example.org"},
        {"organisation": "\u2800"},
        {"email": "Ève <eve@example.org>"},
    ],
)
def test_f49_a_registration_sent_twice_with_an_invisible_difference_is_a_double_click(client, event, again):
    page = client.get(f"/events/{event.slug}").text
    path = f"/events/{event.slug}/registrations"
    said = filled(page, action=path) | {"name": "Ève Dupont", "email": "eve@example.org", "consent": "y"}
    answers = [client.post(path, data=said), client.post(path, data=said | again)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert db.session.scalars(sa.select(OutboxMessage.kind)).all() == ["confirmation"]
