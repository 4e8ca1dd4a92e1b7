"""Mails to the moderators about comments that wait: one at once for each, or one a day for all."""

from flask_babel import gettext as _
from flask_babel import ngettext

from extensions import db
from formats.moderation import reasons
from mails import defused
from mails.mail_text import Button, MailText, Moot, Quote, Unwritable, page
from models.comment import Comment, CommentState
from models.comment.moderation_link import MailedLink
from models.outbox.message import OutboxMessage
from models.user import User

LONGEST = 2000  # characters that it quotes of each


def new_comment(message: OutboxMessage) -> MailText:
    """Return « Commentaire à modérer », with the comment that it replies to."""
    comment = db.session.get(Comment, message.comment_id or 0)
    if comment is None or comment.erased:
        raise Moot
    facts = [
        (_("Event"), defused.line(comment.event.title)),
        (_("Name"), defused.name(comment.name)),
        (_("Held"), reasons(comment.held_for)),
    ]
    return MailText(
        subject=_("Comment to moderate: %(event)s", event=defused.line(comment.event.title)),
        title=_("A comment is waiting for you"),
        facts=[fact for fact in facts if fact[1]],
        foreign={defused.line(comment.event.title): comment.event.language},
        quotes=_quotes(comment, _reader(message)),
        button=Button(_("Decide in the queue"), page(f"/moderation/comments/{comment.id}")),
        because=_because(),
    )


def digest(message: OutboxMessage) -> MailText:
    """Return « n commentaires à modérer », oldest first: what still waits."""
    known = _digested(message)
    found = [comment for comment in known if _waits(comment)] or known
    reader, more = _reader(message), message.facts.get("more", 0)
    count = len(found) + more
    return MailText(
        subject=ngettext("%(num)s comment to moderate", "%(num)s comments to moderate", count),
        title=ngettext("%(num)s comment is waiting for you", "%(num)s comments are waiting for you", count),
        quotes=[quote for comment in found for quote in _quotes(comment, reader, named=True)],
        button=Button(_("Open the queue"), page("/moderation")),
        closing=[ngettext("%(num)s more waits in the queue.", "%(num)s more wait in the queue.", more)]
        if more
        else [],
        because=_because(),
    )


def still_waits(message: OutboxMessage) -> bool:
    """Say whether what a mail tells moderators still waits for them, or some of it."""
    one = db.session.get(Comment, message.comment_id) if message.comment_id else None
    return any(_waits(comment) for comment in ([one] if one else _digested(message)))


WRITERS = {"new comment": new_comment, "digest": digest}
WANTED = {"new comment": still_waits, "digest": still_waits}


def _digested(message: OutboxMessage) -> list[Comment]:
    known = (db.session.get(Comment, number) for number in message.facts.get("comment_ids", []))
    return [comment for comment in known if comment and not comment.erased]


def _waits(comment: Comment) -> bool:
    return comment.state is CommentState.PENDING and not comment.erased


def _quotes(comment: Comment, reader: User | None, *, named: bool = False) -> list[Quote]:
    """Return a comment under what it answers, with the reader's own links to decide about what they read."""
    author, said = defused.name(comment.name), _cut(comment.body)
    says = _("%(name)s writes:", name=author)
    if named:
        says = _("%(name)s writes, below %(event)s:", name=author, event=defused.line(comment.event.title))
    quotes = [Quote(says, said, comment.language, _links(comment, reader))]
    if comment.parent and not comment.parent.erased:
        replied = defused.name(comment.parent.name)
        words = _("%(name)s had written:", name=replied)
        quotes.insert(0, Quote(words, _cut(comment.parent.body), comment.parent.language))
    return quotes


def _links(comment: Comment, reader: User | None) -> list[Button]:
    if reader is None:
        return []
    key = MailedLink(comment.id, comment.version, reader).key
    words = {"approve": _("Approve"), "spam": _("Spam"), "bin": _("Bin")}
    return [Button(label, page(f"/moderation/mail/{verb}/{key}")) for verb, label in words.items()]


def _reader(message: OutboxMessage) -> User | None:
    """Return the moderator to whom this mail goes; raise Unwritable when they have left the staff.

    Returns None for a mail to several people, which has no links.
    """
    number = message.facts.get("user_id")
    reader = db.session.get(User, number) if number else None
    if number and (reader is None or not reader.active):
        raise Unwritable("this member of the staff has left")
    return reader


def _cut(text: str) -> str:
    plain = defused.prose(text)
    return plain if len(plain) <= LONGEST else f"{plain[:LONGEST]}…"


def _because() -> str:
    return _(
        "You receive this message because you moderate comments on this site. Your account says how often."
    )
