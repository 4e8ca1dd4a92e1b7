"""Proof of work in a real browser: nobody notices it, and without scripts a moderator reads first."""

import pytest
import sqlalchemy as sa
from playwright.sync_api import expect

from extensions import db
from models.comment import Comment
from models.event import CommentsPolicy
from models.spam.protection import Filtering, Protection


@pytest.mark.parametrize("javascript", [True, False])
def test_a_browser_works_before_it_sends_and_one_without_scripts_waits(make, window, javascript):
    event, user = make.event(comments_policy=CommentsPolicy.PUBLISH), make.user()
    with db.writing():
        Protection.revise(Filtering.OFF, CommentsPolicy.MODERATE, proof_of_work=True, by=user)
    page = window(f"/events/{event.slug}", javascript=javascript)
    page.locator("#comment-body").fill("Une idée 😀\n\nen été, « où » ?")
    page.locator("#comment-name").fill("Ève")
    page.locator("#comment-email").fill("eve@example.org")
    page.get_by_role("button", name="Publier le commentaire").click()
    said = page.get_by_text("Une idée 😀")
    expect(said.first).to_be_visible()
    if not javascript:
        expect(page.get_by_text("En attente de validation")).to_be_visible()
    db.session.rollback()
    comment = db.session.scalars(sa.select(Comment)).one()
    assert (comment.visible, comment.held_for) == ((True, []) if javascript else (False, ["no work"]))
