"""What happened to comments, in words: why one waits, who decided what, what a decision leads to."""

from flask import Flask, current_app
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

import clock
from formats.wording import moment, number, short_day
from models.audit_log.record import AuditEntry
from models.comment import Comment, CommentState, HeldFor, Verb, origin
from models.comment.bulk_decision import BulkDecision
from models.comment.decision import Decision
from models.comment.queue import Past

REASONS = {
    HeldFor.POLICY: _l("every comment on this event waits"),
    HeldFor.FIRST: _l("first comment by this author"),
    HeldFor.EDITED: _l("changed by its author after it was approved"),
    HeldFor.LINKS: _l("many links"),
    HeldFor.ACCOUNT: _l("gives the address of a member of the staff"),
    HeldFor.NAME: _l("bears a name of the team or of the site"),
    HeldFor.HONEYPOT: _l("a field that people do not see was filled in"),
    HeldFor.NO_STAMP: _l("did not come from our form"),
    HeldFor.NO_WORK: _l("sent without the calculation that the site asks for (scripts may be off)"),
    HeldFor.OLD_STAMP: _l("the form was open for more than a day"),
    HeldFor.WORD: _l("says “%(listed)s”, which is listed"),
    HeldFor.ADDRESS: _l("gives an e-mail address that is listed"),
    HeldFor.DOMAIN: _l("names “%(listed)s”, which is listed"),
    HeldFor.NETWORK: _l("comes from a network that is listed"),
}
SIGNS = {"#links": _l("links"), "#capitals": _l("capitals"), "#price": _l("a price")}
STATES = {
    CommentState.PENDING: _l("Waiting"),
    CommentState.APPROVED: _l("Approved"),
    CommentState.SPAM: _l("Spam"),
    CommentState.BIN: _l("In the bin"),
}
TABS = {
    CommentState.PENDING: _l("Pending"),
    CommentState.APPROVED: _l("Approved comments"),
    CommentState.SPAM: _l("Spam comments"),
    CommentState.BIN: _l("Bin"),
}
BY_WHOM = {
    Verb.APPROVE: _l("Approved by %(name)s, %(moment)s"),
    Verb.SPAM: _l("Filed as spam by %(name)s, %(moment)s"),
    Verb.BIN: _l("Binned by %(name)s, %(moment)s"),
    Verb.RESTORE: _l("Restored by %(name)s, %(moment)s"),
    Verb.UNDO: _l("Decision undone by %(name)s, %(moment)s"),
}
TOLD = {
    "post": _l("Sent"),
    "approve": _l("Approved"),
    "spam": _l("Filed as spam"),
    "bin": _l("Binned"),
    "restore": _l("Restored"),
    "undo": _l("Decision undone"),
    "edit": _l("Changed by its author"),
    "reword": _l("Reworded"),
    "import": _l("Imported"),
    "note": _l("Note of the team"),
    "report": _l("Reported by a reader"),
    "hold": _l("Held for review after reports"),
}
DONE = {
    Verb.APPROVE: _l("The comment by %(author)s is published."),
    Verb.SPAM: _l("The comment by %(author)s is filed as spam."),
    Verb.BIN: _l("The comment by %(author)s is in the bin."),
    Verb.RESTORE: _l("The comment by %(author)s is restored."),
    Verb.UNDO: _l("The decision about the comment by %(author)s is undone."),
}


def init_app(app: Flask) -> None:
    """Give templates a filter for each."""
    words = (
        bulk_decision_done,
        bulk_decision_undo,
        reasons,
        decided,
        network,
        past,
        reported,
        told,
        state_name,
        tab_name,
    )
    app.jinja_env.filters.update({word.__name__: word for word in words})


def reasons(held_for: list[str]) -> str:
    """Return why a comment waits: « premier commentaire de cette personne, dit « casino », qui est… »."""
    return ", ".join(_reason(held) for held in held_for)


def _reason(held: str) -> str:
    """Return one reason in words; what follows a colon in it is what was listed."""
    known = {str(reason): words for reason, words in REASONS.items()}
    name, _colon, listed = held.partition(":")
    if name == HeldFor.REPORTED and listed.isdecimal():
        return reported(int(listed))
    if name == HeldFor.FILTER:
        return _opinion(*listed.split(":", 1))
    return str(known[name]) % {"listed": listed} if name in known else held


def reported(count: int) -> str:
    """Return how many readers reported a comment: « signalé par 3 personnes »."""
    return ngettext(
        "reported by %(count)s person", "reported by %(count)s people", count, count=number(count)
    )


def past(known: Past) -> str:
    """Return what is known of an author: « 3 approuvés, 1 indésirable, depuis le 22 mars 2022 »."""
    if known.is_new:
        return _("first comment")
    approved, spam = (known.counts.get(state, 0) for state in (CommentState.APPROVED, CommentState.SPAM))
    said = [ngettext("%(count)s approved", "%(count)s approved", approved, count=number(approved))]
    if spam:
        said.append(ngettext("%(count)s spam", "%(count)s spam", spam, count=number(spam)))
    if known.first:
        said.append(
            _("since %(day)s", day=short_day(clock.wall(known.first, current_app.config["TIMEZONE"])))
        )
    return ", ".join(said)


def _opinion(risk: str, telling: str = "") -> str:
    """Return the filter's opinion: « risque d’indésirable 87 % (mots fréquents … : casino) »."""
    if not telling:
        return _("spam risk %(risk)s %%", risk=risk)
    shown = (str(SIGNS[sign]) if sign in SIGNS else _("“%(word)s”", word=sign) for sign in telling.split("|"))
    return _("spam risk %(risk)s %% (frequent in spam: %(signs)s)", risk=risk, signs=", ".join(shown))


def decided(decision: Decision) -> str:
    """Return who decided what and when: « Approuvé par Ada, le 22 mars 2022 à 9 h 30 »."""
    name = decision.user.displayed if decision.user else _("somebody who left")
    return str(BY_WHOM[decision.verb]) % {"name": name, "moment": moment(decision.at)}


def done(comment: Comment, verb: Verb) -> str:
    """Return what a decision led to, for an announcement."""
    return str(DONE[verb]) % {"author": comment.name}


def bulk_decision_done(bulk_decision: BulkDecision) -> str:
    """Return what a bulk decision did and left out: « 12 commentaires classés indésirables. 3 ont… »."""
    said = [_moved(bulk_decision.verb, bulk_decision.decided)] if bulk_decision.decided else []
    if bulk_decision.left:
        left = number(bulk_decision.left)
        said.append(
            ngettext(
                "%(count)s changed meanwhile and stays as it is.",
                "%(count)s changed meanwhile and stay as they are.",
                bulk_decision.left,
                count=left,
            )
        )
    return " ".join(said) or _("That was done already.")


def _moved(verb: Verb, many: int) -> str:
    count = number(many)
    match verb:
        case Verb.APPROVE:
            return ngettext("%(count)s comment approved.", "%(count)s comments approved.", many, count=count)
        case Verb.SPAM:
            return ngettext(
                "%(count)s comment filed as spam.", "%(count)s comments filed as spam.", many, count=count
            )
        case Verb.BIN:
            return ngettext("%(count)s comment binned.", "%(count)s comments binned.", many, count=count)
        case Verb.RESTORE:
            return ngettext("%(count)s comment restored.", "%(count)s comments restored.", many, count=count)
    return ngettext("%(count)s decision undone.", "%(count)s decisions undone.", many, count=count)


def bulk_decision_undo(bulk_decision: BulkDecision) -> str:
    """Return what undoing a bulk decision takes back: « Annuler : 12 à la corbeille »."""
    many = bulk_decision.decided
    count = number(many)
    match bulk_decision.verb:
        case Verb.APPROVE:
            return ngettext("Undo: %(count)s approved", "Undo: %(count)s approved", many, count=count)
        case Verb.SPAM:
            return ngettext(
                "Undo: %(count)s filed as spam", "Undo: %(count)s filed as spam", many, count=count
            )
        case Verb.BIN:
            return ngettext("Undo: %(count)s binned", "Undo: %(count)s binned", many, count=count)
    return ngettext("Undo: %(count)s restored", "Undo: %(count)s restored", many, count=count)


def conflict(seen: int, last: Decision | None) -> str:
    """Return why a decision was not applied.

    A colleague decided first, or the comment changed since it was read.
    """
    if last and last.version >= seen:
        return _("%(decided)s, while you were reading. Decide again to overrule.", decided=decided(last))
    return _("The comment changed while you were reading. Read it again, then decide.")


def told(line: AuditEntry) -> str:
    """Return a line of a comment's history in words."""
    return str(TOLD.get(line.verb, line.verb))


def state_name(state: CommentState) -> str:
    """Return the word for a comment's state."""
    return str(STATES[state])


def tab_name(state: CommentState) -> str:
    """Return the name of the queue's tab for a state."""
    return str(TABS[state])


def network(address: str) -> str:
    """Return a network address shortened, as moderators see it; nothing for what is none."""
    return str(origin.network(address) or "")
