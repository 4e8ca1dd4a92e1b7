"""History is never edited: both databases refuse, whoever asks."""

import pytest
import sqlalchemy as sa

from extensions import db
from models.audit_log.record import AuditEntry
from models.subscription import Follower


@pytest.mark.parametrize("act", [
    sa.update(AuditEntry).values(verb="something else"), sa.delete(AuditEntry), sa.delete(AuditEntry).where(AuditEntry.id == 1),
    sa.update(AuditEntry).where(AuditEntry.id == 1).values(user_id=None),
], ids=["change", "delete", "delete one", "change one"])  # fmt: skip
def test_the_database_refuses_to_change_or_delete_a_line_of_history(make, act):
    make.comment(make.event())
    before = rows()
    with pytest.raises(sa.exc.DBAPIError, match="history is never edited"), db.writing():
        db.session.execute(act)
    assert rows() == before
    assert before


def test_what_a_line_is_about_can_still_go(make):
    comment = make.comment(make.event())
    number = comment.id
    with db.writing():
        comment.withdraw()
    assert [line[3] for line in rows() if line[1:3] == ("comment", number)] == ["post", "withdraw"]
    assert Follower.forget("nobody@example.org") == 0


def rows():
    db.session.rollback()
    found = db.session.scalars(sa.select(AuditEntry).order_by(AuditEntry.id))
    return [(line.id, line.subject, line.subject_id, line.verb) for line in found]
