"""What a list says of the state of a registration: our own words, and those of ticket shops."""

import re

from folding import folded
from forms.desk.attendee_answers import NO, YES
from forms.desk.attendee_headings import says_who_is_gone
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


A_DAY = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}\b")


def is_ours(cell: str) -> bool:
    """Say whether a state is said as our own export says it."""
    return folded(cell) in OURS


def state_of(cell: str, heading: str = "") -> RegistrationState | None:
    """Return the state that a cell names; an empty one says confirmed.

    Below a heading like « Annulé » a yes, or the day, says cancelled. Returns None for words that nobody knows.
    """
    said = folded(cell)
    if not said:
        return State.CONFIRMED
    if says_who_is_gone(heading) and (said in YES | NO or A_DAY.match(cell)):
        return State.CONFIRMED if said in NO else State.CANCELLED
    if said in YES | NO:
        return State.CONFIRMED if said in YES else State.REFUSED
    for word, state in WORDS:
        if said == word or (word not in WHOLE and said.startswith(word)):
            return state
    return None
