"""Following what one wrote: « Me prévenir des réponses »."""

from models.comment.record import Comment
from models.comment.states import REMOVED, HeldFor
from models.subscription import subscribe

HARMLESS = {HeldFor.POLICY, HeldFor.FIRST}  # the house's habits, nothing that this comment gives reason for


def follow(comment: Comment) -> None:
    """Let the author of a comment that was just posted be told of replies, in the current write transaction.

    What may come from a machine makes us write to nobody until a moderator has approved it: the address may be anyone's.
    """
    harmless = set(comment.held_for) <= HARMLESS and comment.state not in REMOVED
    subscribe(comment.id, comment.email, comment.language, ask=harmless)
