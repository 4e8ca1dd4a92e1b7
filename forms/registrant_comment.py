"""The comment form under a registration's link, which asks nobody who they are."""

from typing import Any

from flask_babel import get_locale

from forms.comment import LONGEST_ADDRESS, CommentForm
from models.comment import Comment
from models.registration import Registration


class RegistrantForm(CommentForm):
    """What somebody who is registered says; who they are stands in their registration."""

    is_laborious = False

    def __init__(self, registration: Registration, **kwargs: Any) -> None:
        super().__init__(registration.event, **kwargs)
        self.registration = registration
        del self.name, self.email, self.website

    def comment(self) -> Comment:
        """Return what the valid form says, in the name of the registration."""
        who = self.registration
        comment = Comment(event=self.event, language=str(get_locale()), website="")
        comment.name, comment.email = who.name, who.email if len(who.email) <= LONGEST_ADDRESS else ""
        comment.say(self.text())
        return comment
