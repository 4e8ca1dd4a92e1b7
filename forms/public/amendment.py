"""The form to change a registration later."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import IntegerField
from wtforms.validators import ValidationError

from forms.public.registration import AttendeeFactsForm
from models.answer import Answer, GivenAnswers
from models.consent import Consent
from models.question import Choice
from models.registration import Registration, RegistrationRefusal, RegistrationRefused, RegistrationState

KEPT_SEATS = _l("To give seats back, please write to the organiser.")


class AmendmentForm(AttendeeFactsForm):
    """What a person changes through their private link; the address stays."""

    noun = "amendment"

    @property
    def owed(self) -> set[int]:
        """The ids of questions that came after this person had registered: nothing else waits for them."""
        return GivenAnswers.owed(self.questions, self.held)

    @property
    def is_owing(self) -> bool:
        """Whether something required was not yet asked when this person registered."""
        return bool(self.owed) or any(clause.required for clause in self.clauses)

    @classmethod
    def of(cls, registration: Registration) -> "AmendmentForm":
        """Return the form as posted, or filled with the registration's present values.

        Seats that are already held may always be kept.
        """
        answers = Answer.held(Answer.of(registration.id))
        standing = Consent.standing(registration.id)
        return cls(
            registration.event,
            obj=registration,
            held=answers,
            standing=standing,
            seats_held=registration.seats,
            may_free=registration.is_theirs_to_cancel,
            waits=registration.state is RegistrationState.WAITING,
        )

    @classmethod
    def again(cls, registration: Registration) -> "AmendmentForm":
        """Return the form as it was posted, with what is wrong now that the questions have changed meanwhile."""
        form = cls.of(registration)
        form.validate()
        return form

    def validate_seats(self, field: IntegerField) -> None:
        """A number that the event allows; none is given back where nobody cancels by themselves."""
        super().validate_seats(field)
        if not self.may_free and self.wanted < self.seats_held:
            raise ValidationError(KEPT_SEATS)

    def too_many_named(self, seats: int) -> str:
        """Return the words for fewer seats than companions: somebody must stay at home."""
        if not self.may_free:
            return super().too_many_named(seats)
        return _("Fewer seats than people: tick who comes no more.")

    def limit(self, reason: RegistrationRefusal, seats: int) -> str:
        """Return the words for how many seats this person can have, those held already included."""
        if reason is RegistrationRefusal.KEPT_SEATS:
            return str(KEPT_SEATS)
        return ngettext(
            "You can have one seat at most for now.", "You can have %(num)s seats at most for now.", seats
        )

    def limit_of(self, choice: Choice, refusal: RegistrationRefused) -> str:
        """Return the words for how many seats of a choice this person can have, those held already included."""
        if not refusal.seats_free:
            return super().limit_of(choice, refusal)
        return ngettext(
            "You can have one seat at most for “%(choice)s” for now.",
            "You can have %(num)s seats at most for “%(choice)s” for now.",
            refusal.seats_free,
            choice=choice.label,
        )
