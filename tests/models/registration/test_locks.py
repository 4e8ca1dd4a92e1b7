"""Two at once: what one decides under the lock is never decided on what was true before it."""

import threading

import pytest
import sqlalchemy as sa

from extensions import db
from models import AuditEntry, Registration
from models.registration import RegistrationState
from tests.turns import waits_its_turn
from tests.waiting import HANG, wait_for

SOON = "SET lock_timeout = '2s'"


@pytest.mark.parametrize("settings", [pytest.param("postgresql", marks=pytest.mark.postgres)], indirect=True)
def test_a3_a_rush_on_one_event_does_not_hold_up_another(make):
    rushed, calm = make.event(capacity=5), make.event(capacity=5)
    with db.engine.connect() as somebody:
        somebody.execute(sa.text("SELECT id FROM event WHERE id = :id FOR UPDATE"), {"id": rushed.id})
        db.session.execute(sa.text(SOON))
        db.session.commit()
        assert make.receipt(calm).state is RegistrationState.CONFIRMED
        with pytest.raises(sa.exc.OperationalError, match="lock timeout"):
            make.receipt(rushed)


def test_c6_two_windows_cancel_at_once_and_only_one_of_them_acts(app, make):
    registration = make.registration(make.event(capacity=1))
    key, acted = registration.id, []

    def other_window():
        with app.app_context():
            mine = db.session.get_one(Registration, key)
            with db.writing():
                acted.append(mine.cancel())

    thread = threading.Thread(target=other_window)
    with db.writing():
        acted.append(registration.cancel())
        thread.start()
        wait_for(lambda: waits_its_turn(thread))  # it has read the registration
    thread.join(HANG)
    assert acted == [True, False]
    cancelled = sa.select(sa.func.count()).select_from(AuditEntry).where(AuditEntry.verb == "cancel")
    assert db.session.scalar(cancelled) == 1
