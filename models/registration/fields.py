"""What a registration says of its attendee: each fact declared once, in the order in which it is read.

From here follow the columns, the labels of the forms, what organisers can correct, the first columns of the list as a
file, the words of the audit log, the personal data that people get, and what erasure empties.
"""

import dataclasses
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from models.event.merge import Mergeable
from models.labels import N_

LONGEST = 245  # characters of a name, an organisation or a job title


@dataclass(frozen=True, slots=True)
class Field:
    """A fact of a registration.

    ``label`` stands in forms and in the audit log, ``short`` (when it is another) where the facts are told, ``column`` above
    the list as a file, where a fact without one is not. ``too_long`` stands beside what was typed. What is ``personal`` says
    who it is: erasure empties it.
    """

    label: str
    short: str = ""
    column: str = ""
    too_long: str = ""
    personal: bool = False

    @property
    def told(self) -> str:
        """The fact's name where the facts of one registration are told."""
        return self.short or self.label


# fmt: off
FIELDS = {
    "name": Field(
        N_("First and last name"), N_("Name"), N_("First and last name"),
        N_("Shorten the name to 245 characters."), personal=True,
    ),
    "email": Field(N_("E-mail address"), column=N_("E-mail address"), personal=True),
    "organisation": Field(
        N_("Organisation"), column=N_("Organisation"),
        too_long=N_("Shorten the organisation to 245 characters."), personal=True,
    ),
    "job_title": Field(
        N_("Job title"), column=N_("Job title"),
        too_long=N_("Shorten the job title to 245 characters."), personal=True,
    ),
    "seats": Field(N_("Number of seats"), N_("Seats"), N_("Seats")),
    "state": Field(N_("State")),
    "language": Field(N_("Language")),
    "consent_at": Field(N_("Agreed on")),
    "created_at": Field(N_("Registered on")),
    "state_at": Field(N_("In this state since")),
}
# fmt: on
COLUMNS = {name: field.column for name, field in FIELDS.items() if field.column}


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendeeFacts(Mergeable):
    """What organisers can correct of a registration."""

    name: str
    organisation: str = ""
    job_title: str = ""
    seats: int = 1

    @classmethod
    def of(cls, registration: "AttendeeColumns") -> "AttendeeFacts":
        """Return what stands in a registration now."""
        names = [one.name for one in dataclasses.fields(AttendeeFacts)]
        return AttendeeFacts(**{name: getattr(registration, name) for name in names})


class AttendeeColumns:
    """The columns of what is typed of an attendee."""

    seats: Mapped[int] = mapped_column(default=1)
    name: Mapped[str] = mapped_column(sa.String(LONGEST))
    email: Mapped[str] = mapped_column(sa.String(254))
    organisation: Mapped[str] = mapped_column(sa.String(LONGEST), default="")
    job_title: Mapped[str] = mapped_column(sa.String(LONGEST), default="")
    language: Mapped[str] = mapped_column(sa.String(8), default="fr")


TYPED = tuple(AttendeeColumns.__annotations__)
