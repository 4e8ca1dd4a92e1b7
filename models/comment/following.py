"""Following what one wrote: « Me prévenir des réponses »."""

from models.comment.record import Comment
from models.comment.states import REMOVED, HeldFor
from models.subscription import subscribe

HARMLESS = {HeldFor.POLICY, HeldFor.FIRST}  # the house's habits, nothing that this comment gives reason for
LIKELY = 50  # percent, from which on the filter takes a comment for spam rather than not


def follow(comment: Comment) -> None:
    """Let the author of a comment that was just posted be told of replies, in the current write transaction.

    What may come from a machine makes us write to nobody until a moderator has approved it: the address may be anyone's.
    """
    harmless = all(map(_is_harmless, comment.held_for)) and comment.state not in REMOVED
    subscribe(comment.id, comment.email, comment.language, ask=harmless)


def _is_harmless(reason: str) -> bool:
    """Say whether a reason to hold says nothing against the comment: a habit of the house, or a filter that sees little."""
    name, _colon, rest = reason.partition(":")
    risk = rest.partition(":")[0]
    return reason in HARMLESS or (name == HeldFor.FILTER and risk.isdecimal() and int(risk) < LIKELY)
