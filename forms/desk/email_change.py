"""The right address of a registration, as an organiser types it."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from forms import fields
from forms.staff import StaffForm


class ReaddressForm(StaffForm):
    """The address to which a registration moves. ``seen`` is the one that the form was opened with."""

    noun = "address"
    seen = HiddenField()
    email = fields.email(_l("Enter an e-mail address."))

    @classmethod
    def of(cls, email: str, seen: str) -> "ReaddressForm":
        """Return the form with an address in it, that remembers what was seen."""
        return cls(formdata=None, data={"email": email, "seen": seen})

    def taken(self) -> "ReaddressForm":
        """Say beside the field that somebody is registered with this address; returns the form."""
        self.email.errors = [_l("This address is registered already.")]
        return self

    def late(self) -> "ReaddressForm":
        """Say beside the field that nobody comes under this registration any more; returns the form."""
        self.email.errors = [_l("This registration is cancelled: its address stays as it was.")]
        return self
