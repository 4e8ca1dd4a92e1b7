"""What a list says of the state of a registration: our own words, and those of ticket shops."""

from folding import folded
from models.registration import RegistrationState

State = RegistrationState
BEGINNINGS = {
    State.CANCELLED: """
        annul, cancel, rembours, refund, void, supprim, delet, not attending, abandon, expir, echou, fail, no show
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
        registered, processed, traite, emis, issued, gratuit, free, regle, enregistre
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


def is_ours(cell: str) -> bool:
    """Say whether a state is said as our own export says it."""
    return folded(cell) in OURS


def state_of(cell: str) -> RegistrationState | None:
    """Return the state that a cell names; an empty one says confirmed.

    Returns None for words that nobody knows.
    """
    said = folded(cell)
    if not said:
        return State.CONFIRMED
    for word, state in WORDS:
        if said == word or (word not in WHOLE and said.startswith(word)):
            return state
    return None
