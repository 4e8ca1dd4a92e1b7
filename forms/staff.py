"""What the forms of the staff share: a token of the session, sent by the page's own macro."""

from flask_wtf import FlaskForm


class StaffForm(FlaskForm):
    """A form behind the sign-in. ``noun`` prefixes the ids of its fields, so that two forms share a page."""

    noun = "form"

    def element_id(self, name: str) -> str:
        """Return the id of a field's element in the page."""
        return f"{self.noun}-{name.replace('_', '-')}"
