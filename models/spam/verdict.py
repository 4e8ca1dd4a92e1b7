"""What the site's own means say of a comment: its lists and its filter, in one answer."""

from dataclasses import dataclass

from models.spam.learned import Learned
from models.spam.protection import Filtering, Protection
from models.spam.rule import Effect, Rule
from spam.saying import Saying


@dataclass(frozen=True, slots=True)
class Verdict:
    """What to do with a comment; ``reasons`` hold it.

    ``remarks`` are shown with the reasons but hold nothing by themselves.
    """

    reasons: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    files: bool = False
    refuses: bool = False

    @classmethod
    def about(cls, said: Saying, event_id: int) -> "Verdict":
        """Ask the lists and the filter about what is said under an event."""
        caught = Rule.catching(said, event_id)
        effects = {rule.effect for rule in caught}
        reasons = tuple(rule.reason for rule in caught)
        files, refuses = Effect.SPAM in effects, Effect.REFUSE in effects
        filtering = Protection.current().filtering
        if refuses or filtering is Filtering.OFF:
            return cls(reasons, (), files, refuses)
        found = Learned.opinion(said)
        files = files or (found.files and filtering is Filtering.FILE)
        return cls(reasons + ((found.reason,) if found.holds else ()), (found.reason,), files)
