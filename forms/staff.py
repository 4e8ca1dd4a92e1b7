"""What the forms of the staff share: a token of the session, sent by the page's own macro."""

from forms.base import BaseForm


class StaffForm(BaseForm):
    """A form behind the sign-in."""
