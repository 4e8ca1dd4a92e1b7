"""The page docs/states.md, written from the one table of transitions: `python -m tests.house.states`."""

from pathlib import Path

from models.audit_log.record import Actor
from models.registration.states import HOLDING, TRANSITIONS, RegistrationState, RegistrationStep

PAGE = Path(__file__).parents[2] / "docs" / "states.md"
WHO = {Actor.VISITOR: "the attendee", Actor.STAFF: "an organiser", Actor.PARVIS: "Parvis"}
HEAD = """# The states of a registration

Made from `models/registration/states.py` by `python -m tests.house.states`; a test fails when it is not what the table
says. A step that is not here cannot be taken, nor by anybody else than is named. Each step writes the verb as one line of
the audit log and owes the attendee one mail; the team's mail goes to the organisers.
"""
COLUMNS = ("from", "verb", "to", "who may", "seats", "mail", "calendar METHOD", "mail to the team")


def page() -> str:
    """The text of the page as the table has it today."""
    held = ", ".join(f"`{state}`" for state in RegistrationState if state in HOLDING)
    lines = [
        HEAD,
        f"Seats are taken in the states {held}.\n",
        _row(COLUMNS),
        _row(["---"] * len(COLUMNS)),
        *(_row(_cells(step)) for step in TRANSITIONS),
    ]
    return "\n".join(lines) + "\n"


def _cells(step: RegistrationStep) -> list[str]:
    who = ", ".join(WHO[actor] for actor in step.who)
    source = f"`{step.source}`" if step.source else "(nobody yet)"
    return [
        source,
        step.verb,
        f"`{step.target}`",
        who,
        step.effect,
        step.mail,
        step.method or "–",
        step.team or "–",
    ]


def _row(cells: object) -> str:
    return f"| {' | '.join(cells)} |"  # type: ignore[arg-type]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
