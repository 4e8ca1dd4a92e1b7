"""The page of the filter and the policy: who chooses, what it says was learned, what follows."""

import pytest

from extensions import db
from forms.public.form import stamp
from models.comment import CommentState
from models.event import CommentsPolicy
from models.spam.learned import ENOUGH, Learned
from models.spam.protection import Filtering, Protection
from models.user import Role
from spam.weights import Weights

HERE = "/moderation/protection"


@pytest.fixture
def organiser(signed_in):
    return signed_in(Role.ORGANISER)


def test_the_choices_are_kept_and_new_events_begin_with_them(organiser):
    assert "Rien encore" in organiser.get(HERE).text
    assert organiser.post(HERE, data={"filtering": "file", "policy": "publish"}).status_code == 303
    assert Protection.current().filtering is Filtering.FILE
    page = organiser.get("/desk/events/new").text
    assert '<option selected value="publish">' in page


def test_what_is_no_choice_is_refused(organiser):
    assert organiser.post(HERE, data={"filtering": "delete", "policy": "publish"}).status_code == 422
    assert Protection.current().filtering is Filtering.HOLD


def test_the_page_says_what_was_learned(organiser):
    with db.writing():
        Learned.keep(Weights.first(), "9 0", ENOUGH - 1, 1234)
    page = organiser.get(HERE).text
    assert f"1\u202f234 commentaires approuvés et {ENOUGH - 1} classés indésirables" in page
    assert "Il ne classe rien de lui-même" in page
    with db.writing():
        Learned.keep(Weights.first(), "9 0", ENOUGH, ENOUGH)
    assert "Il ne classe rien de lui-même" not in organiser.get(HERE).text


def test_a_moderator_reads_the_score_and_its_reasons(make, client, signed_in):
    event = make.event(comments_policy=CommentsPolicy.PUBLISH)
    body = "Gagnez de l’argent : https://argent.example"
    data = {"body": body, "name": "Ève", "email": "eve@example.org", "website": "", "stamp": stamp("comment")}
    assert client.post(f"/events/{event.slug}/comments", data=data).status_code == 303
    page = signed_in(Role.MODERATOR).get(f"/moderation?status={CommentState.PENDING}").text
    for words in ("risque d’indésirable", "fréquents dans les indésirables", "« gagnez »", "liens"):
        assert words in page.replace("\u00a0", " ")
