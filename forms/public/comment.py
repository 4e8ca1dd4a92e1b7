"""The comment form."""

from functools import cached_property
from typing import Any

from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField
from wtforms.validators import Optional, ValidationError

from forms import fields
from forms.fields import numbered
from forms.public.comment_text import REFUSALS, TextForm
from forms.public.form import PublicForm
from models import privacy
from models.comment import Comment, CommentRefusal, CommentRefused, Discussion, Source, Text
from models.event import Event
from models.spam.protection import Protection
from models.subscription import Subscription
from models.user import User
from spam.proof_of_work import BITS, is_done

LONGEST_ADDRESS = 100


class CommentForm(TextForm, PublicForm):
    """What a person says about an event; the staff are not asked who they are.

    While the site is under attack the browser does some ``work`` first; a comment without it is held, never refused.
    """

    noun = "comment"
    name = fields.name(_l("Name"), _l("Enter your name."), autocomplete="name")
    email = fields.email(_l("Enter your e-mail address."), LONGEST_ADDRESS, autocomplete="email")
    website = fields.website(autocomplete="url", inputmode="url")
    notify = BooleanField(_l("Tell me of replies by e-mail"))
    parent_id = HiddenField()
    work = HiddenField()
    is_laborious = True  # a form behind a private link need not be

    def __init__(self, event: Event, author: User | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.previewed: Text | None = None
        self.event, self.author = event, author
        self.parent = Discussion.replyable(event, numbered(self.parent_id.data))
        if author:
            del self.name, self.email, self.website
        else:
            self._require(Protection.current())
        if not Subscription.is_offered():
            del self.notify

    def _require(self, site: Protection) -> None:
        """Let the name or the email address be empty where the site does not require it.

        A value that is given is checked all the same.
        """
        for field, wanted in ((self.name, site.require_name), (self.email, site.require_email)):
            if not wanted:
                field.validators = [Optional(), *field.validators[1:]]
                field.flags.required = False

    @cached_property
    def bits(self) -> int:
        """How much work is asked for, 0 where there is none to do."""
        return BITS if self.is_laborious and Protection.current().proof_of_work else 0

    @property
    def signs_of_a_machine(self) -> list[str]:
        """Why this may not come from a person; ``no work`` where the site asks for work and none was done."""
        signs = super().signs_of_a_machine
        if not self.bits or self.stamp_fault:
            return signs
        stamp, email, body = (self.sent.get(name, "") for name in ("stamp", "email", "body"))
        return signs if is_done(stamp, email, body, self.work.data or "") else [*signs, "no work"]

    def validate_notify(self, field: BooleanField) -> None:
        """Replies can be told to an address only."""
        if field.data and self.email and not self.email.data:
            raise ValidationError(_l("Enter your e-mail address to be told of replies."))

    @property
    def wants_replies(self) -> bool:
        """Whether the author asks to be told of replies."""
        return bool(self.notify and self.notify.data)

    @classmethod
    def blank(cls, event: Event, author: User | None = None, reply: str | None = None) -> "CommentForm":
        """Return an event's empty comment form, as a reply to comment ``reply`` if that is possible."""
        form = cls(event, author, formdata=None, data={"parent_id": reply or ""})
        if form.parent is None:
            form.parent_id.data = ""
        return form

    def validate_parent_id(self, field: HiddenField) -> None:
        """Check that the reply is to a comment that can be read here.

        Otherwise the text is kept, to be sent as a new comment.
        """
        if field.data and self.parent is None:
            field.data = ""
            raise ValidationError(REFUSALS[CommentRefusal.NO_PARENT])

    @property
    def asks_for_preview(self) -> bool:
        """Whether the other button was pressed: to see the comment before it is sent."""
        return "preview" in self.sent

    def preview(self, address: str) -> bool:
        """Show what the text will look like, if there is one; False when the text itself is at fault.

        Raises CommentRefused when too many were asked for from the ip address.
        """
        self.previewed = self.text(address) if self.body.validate(self) else None
        return self.previewed is not None

    def refuse(self, refusal: CommentRefused) -> None:
        """Say why nothing was taken: beside the text, or where the form names what it answers."""
        if refusal.reason is CommentRefusal.NO_PARENT:
            self.parent, self.parent_id.errors = None, [REFUSALS[refusal.reason]]
        else:
            super().refuse(refusal)

    def comment(self, source: Source) -> Comment:
        """Return what the valid form says, as a comment that is not posted yet.

        Raises CommentRefused, before any work on the text, when the comment would not be taken.
        """
        comment = self._signed()
        comment.body = self.body.data or ""
        comment.admit(source)
        comment.say(self.text(source.address))
        return comment

    def _signed(self) -> Comment:
        """Return an empty comment with its author and its place."""
        who = self.author
        comment = Comment(event=self.event, parent=self.parent, user=who, language=str(get_locale()))
        comment.name = who.displayed if who else self.name.data or privacy.anonymous(comment.language)
        comment.email = who.email[:100] if who else self.email.data or ""
        comment.website = "" if who else self.website.data or ""
        return comment
