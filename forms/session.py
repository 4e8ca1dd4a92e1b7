"""The forms of signing in and of one's own account."""

from datetime import time
from typing import Any

from flask_babel import format_time
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, EmailField, Field, HiddenField, PasswordField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs are older
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from forms import fields
from forms.checks import Pasted, Trimmed
from forms.staff import StaffForm
from models.site.record import Site
from models.user import Authenticator, CommentMail, Right, User, weakness

TOO_LONG = 1000  # characters that nobody remembers, and that would be hashed
WRONG = _l("This code is wrong, too old or used already. Enter the one that your app shows now.")


class SignInForm(StaffForm):
    """The sign-in form: an email address and a passphrase.

    Nobody is signed in yet, so there is no token; requests from other sites are refused anyway.
    """

    class Meta:
        csrf = False

    noun = "session"
    email = EmailField(
        _l("E-mail address"),
        filters=[Pasted()],
        validators=[InputRequired(_l("Enter your e-mail address."))],
        render_kw={"autocomplete": "username"},
    )
    password = PasswordField(
        _l("Password"),
        validators=[
            InputRequired(_l("Enter your password.")),
            Length(max=TOO_LONG, message=_l("Shorten the password to 1,000 characters.")),
        ],
        render_kw={"autocomplete": "current-password"},
    )

    def refuse(self) -> None:
        """Say the one sentence that does not tell whether the address is known."""
        sentence = _l("The address and the password do not go together. Check both.")
        self.password.errors = [*self.password.errors, sentence]


class CodeForm(StaffForm):
    """The second step of signing in: a one-time code, or a recovery code; still without a session's token."""

    class Meta:
        csrf = False

    noun = "code"
    code = StringField(
        _l("Code"),
        filters=[Trimmed()],
        validators=[
            InputRequired(_l("Enter the code of your app, or a recovery code.")),
            Length(max=60, message=WRONG),
        ],
        render_kw={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"},
    )

    def refuse(self) -> None:
        """Say that the code opens nothing."""
        self.code.errors = [*self.code.errors, WRONG]


class AppForm(CodeForm):
    """The first code of an app that is being set up."""

    noun = "app"


class PasskeyForm(StaffForm):
    """A passkey that the browser made, and the name under which it is listed."""

    noun = "passkey"
    name = fields.line(
        _l("Name of the passkey"), 60, _l("Shorten the name to 60 characters."), autocomplete="off"
    )
    credential = HiddenField(validators=[Length(max=20_000)])

    def refuse(self) -> None:
        """Say that no passkey came."""
        if not self.errors:
            self.name.errors = [_l("Your browser made no passkey. Try again, or use one-time codes.")]


class ProofForm(StaffForm):
    """The passphrase of who is signed in, or a code where they have an app."""

    noun = "proof"
    password = PasswordField(
        _l("Password"),
        validators=[Length(max=TOO_LONG, message=_l("Shorten the password to 1,000 characters."))],
        render_kw={"autocomplete": "current-password"},
    )
    code = StringField(
        _l("Code of your app"),
        filters=[Trimmed()],
        validators=[Length(max=60, message=WRONG)],
        render_kw={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"},
    )

    @classmethod
    def of(cls, user: User) -> "ProofForm":
        """Return the form of who is signed in."""
        form = cls()
        if Authenticator.of(user) is None:
            del form.code
        return form

    def validate_password(self, field: Field) -> None:
        """One of the two is asked for."""
        if not field.data and not (self.code and self.code.data):
            raise ValidationError(_l("Enter your password."))

    def refuse(self) -> None:
        """Say that what was typed proves nothing."""
        if self.password.data:
            self.password.errors = [*self.password.errors, _l("This is not your password.")]
        else:
            self.code.errors = [*self.code.errors, WRONG]


class AccountForm(StaffForm):
    """What a member of the staff says about themselves; a passphrase is asked for when there is none yet."""

    noun = "account"
    name = fields.name(_l("Name"), _l("Enter your name."), autocomplete="name")
    email = fields.email(_l("Enter your e-mail address."), autocomplete="username")
    current_password = PasswordField(
        _l("Present password"),
        validators=[Length(max=TOO_LONG, message=_l("Shorten the password to 1,000 characters."))],
        render_kw={"autocomplete": "current-password"},
    )
    password = PasswordField(
        _l("New password"),
        validators=[Length(max=TOO_LONG, message=_l("Shorten the password to 1,000 characters."))],
        render_kw={"autocomplete": "new-password"},
    )
    shortcuts = BooleanField(_l("Use keyboard shortcuts in the moderation queue"))
    comment_mail = SelectField(
        _l("Mail about comments that wait"),
        choices=[
            SelectChoice(CommentMail.AT_ONCE.value, _l("At once, for each comment")),
            SelectChoice(CommentMail.DAILY.value, _l("Once a day, all together")),
            SelectChoice(CommentMail.NEVER.value, _l("Never")),
        ],
    )
    digest_hour = SelectField(_l("Hour of the daily message"), coerce=int)

    @classmethod
    def of(cls, user: User, *, proved: bool, **data: Any) -> "AccountForm":
        """Return the form of a member of the staff, filled with what is known unless something was sent.

        Who has not ``proved`` lately who they are gives the present passphrase with a new address or passphrase.
        """
        email = "" if user.is_unnamed else user.email
        known = {key: getattr(user, key) for key in ("name", "shortcuts", "comment_mail", "digest_hour")}
        form = cls(data=known | {"email": email}, **data)
        form.user = user
        form.digest_hour.choices = [
            (hour, format_time(time(hour), "short", rebase=False)) for hour in range(24)
        ]
        if proved or user.password_hash is None:
            del form.current_password
        if not user.may(Right.MODERATE):
            del form.comment_mail, form.digest_hour
        if user.password_hash is None:
            form.password.validators = [
                InputRequired(_l("Choose a password of at least 15 characters.")),
                *form.password.validators,
            ]
            form.password.flags.required = True
        else:
            form.password.validators = [Optional(), *form.password.validators]
        return form

    @property
    def asks_for_proof(self) -> bool:
        """Whether what was sent changes how one signs in, and who one is was not proved lately."""
        moves = (self.email.data or "") != self.user.email
        return bool(self.current_password) and (moves or bool(self.password.data))

    @property
    def details(self) -> dict[str, Any]:
        """What the valid form says, but for passphrases."""
        return {"name": self.name.data or "", "email": self.email.data or "", **self.habits}

    @property
    def habits(self) -> dict[str, Any]:
        """What the valid form says of habits: shortcuts and, for who moderates, mail about comments."""
        said: dict[str, Any] = {"shortcuts": self.shortcuts.data}
        if self.comment_mail:
            said |= {
                "comment_mail": CommentMail(self.comment_mail.data),
                "digest_hour": self.digest_hour.data,
            }
        return said

    def validate_current_password(self, field: Field) -> None:
        """It is asked for when the address or the passphrase changes."""
        if self.asks_for_proof and not field.data:
            raise ValidationError(_l("Enter your present password to change the address or the password."))

    def refuse(self) -> None:
        """Say that the present passphrase is another one."""
        self.current_password.errors = [*self.current_password.errors, _l("This is not your password.")]

    def validate_password(self, field: Field) -> None:
        """At least 15 characters that nobody guesses, and no rule about their kinds."""
        about = [self.name.data or "", self.email.data or "", *self.user.known_words, *Site.known_words()]
        if field.data and (weak := weakness.of(field.data, about)):
            raise ValidationError(_l(weak.label))

    def validate_email(self, field: Field) -> None:
        """One account for each address."""
        other = User.by_email(field.data or "")
        if other and other.id != self.user.id:
            raise ValidationError(_l("Somebody else on the staff has this address. Enter another one."))
