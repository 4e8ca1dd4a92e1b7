"""Changing and cancelling a registration that exists."""

from typing import Any

from models.answer import Answer
from models.audit_log.record import AuditEntry
from models.change_feed import change
from models.consent import Consent
from models.event import Admission
from models.question import Choice
from models.registration import limits
from models.registration.companions import Accompanied
from models.registration.fields import AttendeeFacts
from models.registration.refusal import RegistrationRefusal, RegistrationRefused
from models.registration.request import Details
from models.registration.states import HOLDING, RegistrationState, RegistrationVerb
from models.registration.waiting_list import WaitingList
from models.user import User


class Amending(WaitingList, Accompanied):
    """Changing and cancelling a registration that exists."""

    __abstract__ = True

    def cancel(self, *, by: User | None = None) -> bool:
        """Cancel a registration and give its seats to who waits, in the current write transaction.

        ``by`` is the member of staff who does it, else it is the person. Returns False, changing nothing, when it was
        cancelled already, or when the person is in already, comes after the event is over, or may not do it themselves.
        """
        event = self.lock()
        if not (self.is_active if by else self.may_cancel):
            return False
        self.move(RegistrationVerb.CANCEL, by=by, visitor=by is None)
        if not self.promote(event):
            self.tell_positions(event)
        return True

    def amend(self, details: Details, *, by: User | None = None) -> bool:
        """Change a registration's name, organisation, function, answers, companions and number of seats.

        Seats that are given up become free for others. Returns False when nothing differs: nothing is written then.

        Raises RegistrationRefused when it is too late, when more seats are asked than can be had, or when the person gives seats back
        where nobody cancels by themselves; somebody whose seats stay may always change the rest. Raises InvalidAnswers for answers that cannot be taken.
        """
        event, before = self.lock(), self.seats
        if not self._is_open_to(by):
            raise RegistrationRefused(RegistrationRefusal.CLOSED, event.seats_free)
        if by is None and details.seats < before and not self.is_theirs_to_cancel:
            raise RegistrationRefused(
                RegistrationRefusal.KEPT_SEATS, before
            )  # a seat given back is cancelled
        kept = limits.made(self)
        choices = limits.wanted(event, self, details.answers, staff=by is not None)
        self._refuse_more(details.seats, (kept, choices), by)
        facts, changed = self._rewrite(details, by)
        if not changed:
            return False
        AuditEntry.write("registration", self.id, "amend", by=by, visitor=by is None, **facts)
        change.record(self.topic, "state")
        change.record(change.door(event.id), "person", self.id)
        if details.seats != before or set(choices) != set(kept):
            event.lock()
            event.changed("seats")
            self.promote(event)  # a waiting group that became smaller may fit now, too
        return True

    def _rewrite(self, details: Details, by: User | None) -> tuple[dict[str, Any], bool]:
        """Write what was said; return what history says of it, never the words, and whether anything differs."""
        seats, changed = details.seats, bool(AttendeeFacts.of(self).differing(details))
        self.name, self.organisation, self.job_title = details.name, details.organisation, details.job_title
        facts: dict[str, Any] = {"seats": seats}
        if details.answers is not None:
            self.seats = min(seats, self.seats)  # so that no choice is passed on the way to another
            facts["answers"] = Answer.keep(self.event, self.id, details.answers, by=by, amending=True)
            changed = changed or bool(facts["answers"])
        self.seats = seats
        if self.set_companions(details.companions):
            facts["companions"], changed = len(self.companions), True
            self.tell_companions()
        if details.ticked is not None and Consent.agree(self.event, self.id, details.ticked):
            changed = True
        return facts, changed

    def _is_open_to(self, by: User | None) -> bool:
        return self.is_active if by else self.may_change

    def _refuse_more(self, seats: int, choices: tuple[list[Choice], list[Choice]], by: User | None) -> None:
        """Refuse more seats than are available, of the room or of a choice.

        ``choices`` are the present ones and those asked for.
        """
        before, (kept, asked) = self.seats, choices
        most = self._most_seats(by)
        passed: list[limits.Limit] = [(most, None)] if most is not None and seats > max(before, most) else []
        if self.state in HOLDING:
            passed += limits.short(asked, seats, own=before, kept=kept)
        elif seats > before or set(asked) != set(kept):
            passed += limits.never(asked, seats)
        limits.refuse(passed)

    def _most_seats(self, by: User | None) -> int | None:
        """Return how many seats a registration can have now: its own and those free to a newcomer.

        None means that there is no limit.

        The staff may do so before registration opens and after it closes, too. A group on the waiting list never asks for
        more than the event has: nobody behind it would ever be promoted.
        """
        event, held = self.event, self.seats
        if self.state is RegistrationState.WAITING and event.admission is Admission.WAITING_LIST:
            return max(held, event.capacity) if event.capacity else None
        if event.admission is Admission.OPEN or (
            by and event.admission in {Admission.NOT_YET, Admission.CLOSED}
        ):
            return None if event.seats_free is None else held + event.seats_free
        return held
