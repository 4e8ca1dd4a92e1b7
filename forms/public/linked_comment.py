"""Comment forms under private links, for an attendee or a speaker, which do not ask for a name."""

from typing import Any

from flask_babel import get_locale

from forms.public.comment import LONGEST_ADDRESS, CommentForm
from models.comment import Comment
from models.event import Event, Speaker
from models.registration import Registration


class LinkedForm(CommentForm):
    """What somebody says whom their link names."""

    is_laborious = False
    registration: Registration | None = None

    def __init__(self, event: Event, name: str, **kwargs: Any) -> None:
        super().__init__(event, **kwargs)
        self.writer = name
        del self.name, self.email, self.website

    def _signed(self) -> Comment:
        """Return an empty comment in the name that the link tells."""
        comment = Comment(
            event=self.event, language=str(get_locale()), name=self.writer, email="", website=""
        )
        self.sign(comment)
        return comment

    def sign(self, comment: Comment) -> None:
        """Add what else the link tells about the writer."""
        raise NotImplementedError


class RegistrantForm(LinkedForm):
    """What somebody who is registered says; who they are stands in their registration."""

    def __init__(self, registration: Registration, **kwargs: Any) -> None:
        super().__init__(registration.event, registration.name, **kwargs)
        self.registration, self.address = registration, registration.email

    def sign(self, comment: Comment) -> None:
        """Add the address of the registration."""
        comment.email = self.address if len(self.address) <= LONGEST_ADDRESS else ""


class GuestForm(LinkedForm):
    """The comment form of a speaker of the event, with the badge of their role.

    Their email address is not known here, so no replies are mailed to them.
    """

    def __init__(self, event: Event, speaker: Speaker, **kwargs: Any) -> None:
        super().__init__(event, speaker.name, **kwargs)
        self.role = speaker.role
        if self.notify:
            del self.notify

    def sign(self, comment: Comment) -> None:
        """Give the comment the badge."""
        comment.guest = self.role
