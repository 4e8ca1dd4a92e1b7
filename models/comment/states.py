"""The states of a comment, moderators' verbs, reasons to hold, and the one table of transitions."""

from enum import StrEnum

from models.transitions import Transition, Transitions


class CommentState(StrEnum):
    """Where a comment stands; only APPROVED ones are ever shown to others."""

    PENDING = "pending"
    APPROVED = "approved"
    SPAM = "spam"
    BIN = "bin"


class Verb(StrEnum):
    """What a moderator can decide; UNDO is not in the transition table.

    It restores the state that the comment had before the decision that it names.
    """

    APPROVE = "approve"
    SPAM = "spam"
    BIN = "bin"
    RESTORE = "restore"
    UNDO = "undo"


class HeldFor(StrEnum):
    """Why a comment waits for a moderator; ``Comment.held_for`` lists these words."""

    POLICY = "policy"  # this event's comments all wait
    FIRST = "first"  # nothing of this author was approved before
    EDITED = "edited"  # the author changed it after it was approved
    LINKS = "links"  # as many links as machines write
    ACCOUNT = "account"  # a visitor gave the address of a member of the staff
    NAME = "name"  # a visitor signed with a name of the staff or of the site, or with one that looks like it
    HONEYPOT = "honeypot"  # a field was filled in that people never see
    NO_STAMP = "no stamp"  # it did not come from our form
    NO_WORK = "no work"  # the site asks browsers to calculate a moment, and this one did not
    OLD_STAMP = "old stamp"  # the form was open for more than a day
    # The team's lists (models/spam/); words and domains follow a colon: ``word:casino``.
    WORD = "word"
    ADDRESS = "address"
    DOMAIN = "domain"
    NETWORK = "network"
    REPORTED = "reported"  # by as many readers as follow the colon: ``reported:3``
    FILTER = "filter"  # how probable spam is, and what says so: ``filter:87:casino|#links``


# A target of None means: back to the state before.
TRANSITIONS = Transitions[Transition[CommentState, Verb, CommentState | None]](
    Transition(CommentState.PENDING, Verb.APPROVE, CommentState.APPROVED),
    Transition(CommentState.PENDING, Verb.SPAM, CommentState.SPAM),
    Transition(CommentState.PENDING, Verb.BIN, CommentState.BIN),
    Transition(CommentState.APPROVED, Verb.SPAM, CommentState.SPAM),
    Transition(CommentState.APPROVED, Verb.BIN, CommentState.BIN),
    Transition(CommentState.SPAM, Verb.APPROVE, CommentState.APPROVED),
    Transition(CommentState.SPAM, Verb.BIN, CommentState.BIN),
    Transition(CommentState.SPAM, Verb.RESTORE, None),
    Transition(CommentState.BIN, Verb.APPROVE, CommentState.APPROVED),
    Transition(CommentState.BIN, Verb.SPAM, CommentState.SPAM),
    Transition(CommentState.BIN, Verb.RESTORE, None),
)
REMOVED = {CommentState.SPAM, CommentState.BIN}
