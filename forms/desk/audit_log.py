"""Which lines of the history to read: asked by GET, so that the choice has an address."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext
from werkzeug.datastructures import MultiDict
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.validators import NumberRange, Optional

from forms.fields import Day, Number
from forms.staff import StaffForm
from models.audit_log.search import AuditLog
from models.user import User


class AuditForm(StaffForm):
    """Narrows the history; every field may stay empty."""

    class Meta:
        csrf = False  # it changes nothing

    noun = "audit"
    subject = SelectField(lazy_pgettext("audit log", "About"), default="")
    number = Number(
        lazy_pgettext("identifier", "Number"),
        validators=[Optional(), NumberRange(0, message=_l("Give a whole number."))],
    )
    who = SelectField(_l("By whom"), default="")
    first = Day(_l("From"))
    last = Day(_l("Until"))

    def __init__(
        self, asked: MultiDict[str, str], subjects: list[tuple[str, str]], users: list[User]
    ) -> None:
        super().__init__(asked)
        self.subject.choices = [
            SelectChoice("", _l("Everything")),
            *(SelectChoice(*each) for each in subjects),
        ]
        self.who.choices = [SelectChoice("", _l("Everybody"))]
        self.who.choices += [SelectChoice(str(user.id), user.displayed) for user in users]

    def audit(self, *, everything: bool) -> AuditLog:
        """Return the lines that a valid form asks for."""
        return AuditLog(
            everything,
            self.subject.data or "",
            self.number.data,
            int(self.who.data) if self.who.data else None,
            self.first.data,
            self.last.data,
        )
