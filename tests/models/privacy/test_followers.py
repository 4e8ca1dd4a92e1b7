"""An address that follows replies goes with what it followed."""

from datetime import timedelta

import clock
import worker
from extensions import db
from models import Comment
from models.comment import CommentState
from models.outbox.message import OutboxMessage
from models.subscription import Follower

DAY = timedelta(days=1)


def test_x5_an_address_goes_with_the_last_comment_that_it_followed(make):
    event = make.event()
    first = make.comment(event, CommentState.APPROVED, email="eve@example.org")
    second = make.comment(event, CommentState.APPROVED, email="eve@example.org")
    reply = make.comment(event, CommentState.APPROVED, parent=second)
    for comment in (first, second):
        make.subscription(comment)
    with db.writing():
        first.withdraw()
    assert db.session.query(Follower).count() == 1
    with db.writing():
        second.withdraw()
    assert db.session.query(Follower).count() == 0
    assert db.session.get_one(Comment, second.id).erased, "a place is left for the reply"
    assert not db.session.query(OutboxMessage).filter_by(recipients="eve@example.org").all()
    assert reply.id


def test_x5_p4_who_ended_the_last_one_by_its_link_goes_after_a_week(make):
    comment = make.comment(make.event(), CommentState.APPROVED, email="eve@example.org")
    subscription = make.subscription(comment)
    with db.writing():
        subscription.end()
    with clock.at(clock.now() + 6 * DAY):
        worker.forget()
    assert db.session.query(Follower).count() == 1
    with clock.at(clock.now() + 8 * DAY):
        worker.forget()
    assert db.session.query(Follower).count() == 0


def test_p4_withdrawing_sweeps_the_files_that_quote_the_comment(make, client, tmp_path):
    event = make.event()
    above = make.comment(event, CommentState.APPROVED, email="eve@example.org")
    make.subscription(above)
    reply = make.comment(event, CommentState.PENDING, parent=above, body="knquotezq")
    staff = make.user()
    with db.writing():
        reply.decide("approve", reply.version, by=staff)
    with clock.at(clock.now() + timedelta(hours=1)):
        worker.send_due()
    quoting = [file for file in (tmp_path / "mail").glob("*.eml") if b"knquotezq" in file.read_bytes()]
    assert quoting
    client.post(f"/comments/{reply.token}/delete")
    assert not [file for file in quoting if file.exists()]
