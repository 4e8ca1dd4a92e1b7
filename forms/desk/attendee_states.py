"""What a list says of the state of a registration: our own words, and those of ticket shops."""

import re
from collections.abc import Sequence

from folding import folded
from forms.desk.attendee_answers import NO, YES
from forms.desk.attendee_headings import decides, words_of
from models.registration import RegistrationState

State = RegistrationState
BEGINNINGS = {
    State.CANCELLED: """
        annul, cancel, rembours, refund, void, supprim, delet, not attending, abandon, expir, echou, fail, no show,
        absent, desist, desins, excus, invalid, ne particip, ne vien, ne sera, n'est pas, n'a pas, a annul, decommand, renonc, not going,
        not coming, will not, won't
    """,
    State.REFUSED: "refus, rejet, reject, declin, non, no",
    State.WAITING: "en attente, liste d'attente, attente, waiting, waitlist, on waiting list",
    State.HELD: "adresse a confirmer, address to confirm",
    State.OFFERED: "place proposee, seat offered",
    State.PENDING: """
        a accepter, a valider, a approuver, to approve, pending, en cours, on hold, unpaid, impaye, non paye, awaiting
    """,
    State.CONFIRMED: """
        confirm, valid, paye, paid, complet, attend, present, checked in, approv, accept, ok, oui, yes, activ, actif, inscrit,
        registered, processed, traite, emis, issued, gratuit, free, regle, enregistre, particip, viendra, vient, sera present, coming,
        going, scann
    """,
}
WORDS = sorted(
    ((folded(word.strip()), state) for state, words in BEGINNINGS.items() for word in words.split(",")),
    key=lambda pair: -len(pair[0]),
)
OURS = {
    folded(word)
    for word in (
        [
            "confirmée",
            "en attente",
            "annulée",
            "refusée",
            "à valider",
            "confirmed",
            "waiting",
            "cancelled",
            "refused",
            "to approve",
        ]
    )
}  # as our own export says the states that a list can bring
WHOLE = {"non", "no", "ok", "oui", "yes"}  # these say it alone, and begin many other words


GONE = ("annul", "cancel", "void", "absen", "desist", "desins", "rembours", "refund", "supprim", "delet")
WAITS = {"attente", "waiting", "waitlist", "waitlisted"}
A_DAY = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b")


def is_ours(cell: str) -> bool:
    """Say whether a state is said as our own export says it."""
    return folded(cell) in OURS


def _yes(heading: str) -> RegistrationState:
    """Return what a yes below a heading says: « Annulé », « Liste d’attente », « Présent »."""
    words = words_of(heading)
    if any(word.startswith(GONE) for word in words):
        return State.CANCELLED
    return State.WAITING if WAITS & set(words) else State.CONFIRMED


def decides_here(heading: str, cells: Sequence[str]) -> bool:
    """Say whether the cells below a heading may say who comes, and somebody does not."""
    known = [state_of(cell, heading) for cell in cells]
    return decides(heading) and any(
        state not in {None, State.CONFIRMED} or folded(cell) in YES | NO
        for state, cell in zip(known, cells, strict=True)
    )


def state_of(cell: str, heading: str = "") -> RegistrationState | None:
    """Return the state that a cell names; an empty one says confirmed.

    A yes, or a day, says what its heading does. Returns None for words that nobody knows.
    """
    said, yes = folded(cell), _yes(heading)
    if not said:
        return State.CONFIRMED
    if said in YES or (A_DAY.match(cell) and yes is not State.CONFIRMED):
        return yes
    if said in NO:
        return State.REFUSED if yes is State.CONFIRMED else State.CONFIRMED
    for word, state in WORDS:
        if said == word or (word not in WHOLE and said.startswith(word)):
            return state
    return None
