"""What members of the staff are, and what that allows."""

from enum import StrEnum


class Role(StrEnum):
    """What a member of the staff is; RIGHTS says what that allows."""

    ADMIN = "admin"
    ORGANISER = "organiser"
    MODERATOR = "moderator"
    DOOR = "door"


class Right(StrEnum):
    """Something that only some of the staff may do."""

    ADMINISTER = "administer"
    ORGANISE = "organise"
    MODERATE = "moderate"
    SEE_DOOR = "see the door"
    CHECK_IN = "check in"


RIGHTS: dict[Role, frozenset[Right]] = {
    Role.ADMIN: frozenset(Right),
    Role.ORGANISER: frozenset({Right.ORGANISE, Right.MODERATE, Right.SEE_DOOR, Right.CHECK_IN}),
    Role.MODERATOR: frozenset({Right.MODERATE}),
    Role.DOOR: frozenset({Right.SEE_DOOR, Right.CHECK_IN}),
}
