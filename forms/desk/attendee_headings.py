"""What the heading of a column says: in our own export, in ticket shops, in forms, in offices.

A heading is read without its accents, capitals, punctuation and filler words, and known by all that is left: « Nom de famille * »
is `nom famille`. What might matter and is not known is never passed over: the organiser is asked.
"""

import re
from enum import StrEnum

from folding import folded

WORD = re.compile(r"[a-z0-9]+|#")
TWO_LANGUAGES = re.compile(r"\s*[/|\n–—]\s*|\s+-\s+")
NUMBERED = re.compile(r"\A\s*q?\d+\s*[.):]\s*(?=\S)", re.IGNORECASE)  # how forms number what they ask


class Meaning(StrEnum):
    """What a column holds, besides answers and consents."""

    NAME = "name"
    FIRST = "first"
    FAMILY = "family"
    EMAIL = "email"
    ORGANISATION = "organisation"
    JOB_TITLE = "job_title"
    SEATS = "seats"
    BESIDES = "besides"  # how many come along: one seat less
    COMPANIONS = "companions"
    STATE = "state"
    REGISTERED = "registered"
    LANGUAGE = "language"
    ORDER = "order"  # what the tickets of one purchase share
    LEFT_ASIDE = "left aside"


FILLERS = {
    "l", "le", "la", "les", "un", "une", "d", "de", "du", "des", "et", "ou", "and", "or", "the", "of", "votre", "vos", "your",
    "my", "mon", "ma", "vous", "you", "s", "il", "please", "participant", "participante", "attendee", "guest", "invite",
    "invitee", "inscrit", "inscrite", "obligatoire", "required", "facultatif", "optional", "professionnel", "professionnelle",
    "pro", "work", "personnel", "personnelle", "principal", "principale", "contact", "quel", "quelle", "est", "what", "is",
    "merci", "indiquer", "indiquez", "preciser", "precisez", "saisir", "saisissez", "enter",
}  # fmt: skip
BUYER = {
    "payeur", "payeuse", "payer", "acheteur", "acheteuse", "buyer", "purchaser", "order", "commande", "customer", "client",
    "facturation", "billing",
}  # fmt: skip
ORGANISATIONS = "organisation organization structure entreprise societe company organisme etablissement association employeur institution collectivite"
KNOWN = {
    Meaning.NAME: "nom, name, noms, nombre apellidos, nome cognome, vor nachname, vorname nachname, vollstandiger name, prenom nom, nom prenom, prenoms nom, nom prenoms, first last name, last first name, "
    "full name, fullname, nom complet, ticket full name, complete name, identite",
    Meaning.FIRST: "prenom, prenoms, first name, firstname, first names, given name, given names, forename, ticket first name, "
    "vorname, voornaam, nome",
    Meaning.FAMILY: "nom famille, last name, lastname, surname, family name, nom usage, nom usuel, patronyme, ticket last name, "
    "nachname, familienname, achternaam, apellido, apellidos, cognome, apelido, sobrenome",
    Meaning.EMAIL: "e mail, email, mail, courriel, mel, adresse e mail, adresse email, adresse mail, adresse courriel, "
    "adresse electronique, adresse messagerie, adresse mel, courrier electronique, e mail address, email address, mail address, "
    "ticket email, ticket e mail, e mails, emails, mails, courriels, e mail adresse, correo electronico, indirizzo email, "
    "indirizzo e mail",
    Meaning.ORGANISATION: f"{', '.join(ORGANISATIONS.split())}, {', '.join(f'nom {word}' for word in ORGANISATIONS.split())}, "
    "raison sociale, firma, empresa, azienda, company name, organisation name, organization name, ticket company name, organisation entreprise, "
    "entreprise organisation, structure organisme",
    Meaning.JOB_TITLE: "fonction, job title, poste, intitule poste, profession, ticket job title, fonction poste, poste fonction",
    Meaning.SEATS: "places, seats, nombre places, nb places, number seats, quantity, quantite, qte, qty, nombre personnes, "
    "nb personnes, number people, nombre billets, nb billets, ticket quantity, number tickets, nombre participants, nb participants, "
    "nbre places, nbre personnes, nb pers, combien personnes, combien serez, combien participants, "
    "anzahl platze, anzahl personen, numero plazas, numero posti",
    Meaning.BESIDES: "nombre accompagnants, nb accompagnants, number companions, number guests",
    Meaning.COMPANIONS: "accompagne, comes along, accompagnants, noms accompagnants, companions, guests, accompagnant, companion, "
    "nom accompagnant, nom prenom accompagnant, prenom nom accompagnant",
    Meaning.STATE: "etat, statut, status, state, ticket status, void status, etat inscription, statut inscription, statut billet, "
    "registration status, registration state, annule, annulee, annulation, date annulation, cancelled, canceled",
    Meaning.REGISTERED: "inscription, registered on",
    Meaning.LANGUAGE: "langue, language",
    Meaning.ORDER: "reference, numero, n, no, id, number, #, reference number, reference id, ref",
}  # fmt: skip
BY_WORDS = {words.strip(): meaning for meaning, names in KNOWN.items() for words in names.split(",")}
OF_A_BUYER = {Meaning.NAME, Meaning.FIRST, Meaning.FAMILY, Meaning.EMAIL, Meaning.ORGANISATION, Meaning.STATE, Meaning.LANGUAGE, Meaning.ORDER}  # fmt: skip
MIGHT_MATTER = {
    "nom", "noms", "name", "names", "prenom", "prenoms", "surname", "patronyme", "identite", "first", "last", "family",
    "given", "participant", "participants", "invite", "invites", "guest", "guests", "attendee", "attendees", "accompagnant",
    "accompagnants", "accompagnateur", "companion", "companions", "mail", "email", "courriel", "mel", "places", "quantite",
    "quantity", "qte", "qty", "nb", "nbre", "seats", "personnes", "people", "adultes", "enfants", "adults", "children",
    "etat", "statut", "status", "state", "annule", "annulee", "annulation", "cancelled", "canceled", "void", "rsvp",
    "combien", "accompagne", "accompagnee", "accompagnes", "vorname", "nachname", "nombre", "apellidos", "nome", "cognome",
    "personen", "platze", "billets", "tickets",
}  # fmt: skip
COMING = {
    "presence", "present", "presente", "absent", "absente", "absence", "participation", "participerez", "participera", "viendrez",
    "viendra", "serez present", "sera present", "serez presente", "sera presente", "serez parmi nous", "attending", "coming",
    "will attend", "are coming", "will be there", "inscrit", "inscrite", "valide", "validee", "validation", "confirme", "confirmee",
    "confirmation", "accepte", "acceptee", "retenu", "retenue", "selectionne", "approved", "confirmed", "registered", "liste attente",
    "en attente", "waiting list", "waitlist", "waitlisted", "desiste", "desistement", "desinscrit", "desinscription",
}  # fmt: skip
HARMLESS = {
    "nom utilisateur", "username", "user name", "event name", "nom evenement", "ticket name", "nom billet", "nom tarif", "file name",
    "numero billet", "ticket number", "phone number", "numero telephone", "nom fichier",
    "order number", "ticket phone number", "code name", "#", "discount status",
}  # fmt: skip


def words_of(heading: str) -> list[str]:
    """Return the words of a heading, folded; an aside counts where it names the buyer."""
    plain_words, aside = (
        folded(re.sub(r"\(.*?\)", " ", heading)),
        folded(" ".join(re.findall(r"\((.*?)\)", heading))),
    )
    named = [word for word in WORD.findall(aside) if word in BUYER]
    return [*WORD.findall(plain_words), *named] or WORD.findall(aside)


def plain(heading: str) -> str:
    """Return the words by which two headings count as the same."""
    return " ".join(words_of(heading))


def _asked(heading: str) -> list[str]:
    """Return the words of a heading without the number that a form gives to what it asks."""
    return words_of(NUMBERED.sub("", heading))


def told(heading: str) -> tuple[Meaning | None, bool]:
    """Return what a heading says, and whether it says it of the buyer rather than of who comes.

    A heading in two languages, « Nom / Name », says what both do.
    """
    spoken = {_told(part) for part in TWO_LANGUAGES.split(heading)}
    if {meaning for meaning, _of_buyer in spoken} == {Meaning.NAME, Meaning.FAMILY}:
        spoken = {each for each in spoken if each[0] is Meaning.FAMILY}
    return spoken.pop() if len(spoken) == 1 else _told(heading)


def _told(heading: str) -> tuple[Meaning | None, bool]:
    words = _asked(heading)
    of_buyer = any(word in BUYER for word in words)
    whole = " ".join(word for word in words if word not in FILLERS)
    kept = " ".join(word for word in words if word not in FILLERS | BUYER)
    meaning = BY_WORDS.get(whole) or BY_WORDS.get(kept) or _one_of_several(whole)
    if whole in HARMLESS and meaning is not Meaning.ORDER:
        return None, of_buyer
    if meaning is Meaning.ORDER and not of_buyer:
        return None, False
    if of_buyer and meaning not in OF_A_BUYER:
        return None, True
    return meaning, of_buyer


def _one_of_several(words: str) -> Meaning | None:
    """Return what a column holds of which there are several: the second companion, say."""
    meaning = BY_WORDS.get(words.rstrip(" 0123456789"))
    return meaning if meaning is Meaning.COMPANIONS else None


def is_whole_name(heading: str) -> bool:
    """Say whether a heading asks for both names; « Nom » may stand for the last one alone."""
    return not {word for word in _asked(heading) if word not in FILLERS | BUYER} <= {
        "nom",
        "noms",
        "name",
        "names",
    }


def decides(heading: str) -> bool:
    """Say whether a « yes » or « no » below a heading may decide who comes."""
    words = _asked(heading)
    return bool(COMING & {" ".join(words), " ".join(word for word in words if word not in FILLERS)})


def might_matter(heading: str) -> bool:
    """Say whether an unknown column may hold a name, an address, seats or a state."""
    words = words_of(heading)
    if not words:
        return True
    whole = " ".join(word for word in words if word not in FILLERS)
    if whole in HARMLESS or any(word in BUYER for word in words):
        return False
    return any(word in MIGHT_MATTER for word in words)
