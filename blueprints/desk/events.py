"""Events on the desk: the list of them, make one, look at it with its people, change it."""

from flask import Blueprint, Response, current_app, flash, make_response, render_template, request, url_for

import clock
import hypermedia
from access import needs, staff
from blueprints.desk.event_page import change_notice_of, conflict_page, find, form_page, typed
from extensions import db
from formats import event_revision as words
from forms.desk.event import EventForm
from models import event_revision
from models.audit_log.record import AuditEntry
from models.event import Event, EventFacts, preview_link, speaker_link
from models.event_revision import EventConflict
from models.outbox.message import MessageState, OutboxMessage
from models.registration import Registration, WaitingListBlocker
from models.registration.listing import Listing, Sort
from models.spam.protection import Protection
from models.user import Right

blueprint = Blueprint("desk_events", __name__, url_prefix="/desk")
NEWEST = 5  # people shown beside the event; the list has them all


@blueprint.get("")
@needs(Right.ORGANISE)
def index() -> str:
    """Show the events: drafts, coming, past; and how many mails failed."""
    events = {"drafts": Event.drafts(), "coming": Event.coming(), "past": Event.past()}
    failed = OutboxMessage.count(OutboxMessage.state == MessageState.FAILED)
    return render_template("desk/events/index.html", failed=failed, **events)


@blueprint.get("/events/new")
@needs(Right.ORGANISE)
def new() -> Response:
    """Show the empty form of an event."""
    zone = current_app.config["TIMEZONE"]
    starts = clock.wall(clock.now() + words.USUAL_NOTICE, zone).replace(
        hour=9, minute=30, second=0, microsecond=0
    )
    facts = EventFacts(
        slug="",
        title="",
        starts=starts,
        timezone=zone,
        language=current_app.config["LOCALE"],
        comments_policy=Protection.current().policy,
    )
    return form_page(EventForm.of(facts))


@blueprint.post("/events/new")
@needs(Right.ORGANISE)
def create() -> Response:
    """Make an event."""
    form = EventForm(request.form)
    if not form.validate():
        return form_page(form, 422)
    with db.writing():
        event = event_revision.create(form.facts(), by=staff())
    flash(words.saved(form.facts()))
    return hypermedia.go(url_for("desk_events.show", slug=event.slug))


@blueprint.get("/events/<slug>")
@needs(Right.ORGANISE)
def show(slug: str) -> str:
    """Show an event's facts, counts, newest people and history."""
    event = find(slug)
    everybody = Listing(event, sort=Sort.DATE, backwards=True)
    newest = db.session.scalars(everybody.registrations().limit(NEWEST)).all()
    lines = db.session.scalars(AuditEntry.about("event", event.id)).all()
    return render_template(
        "desk/events/show.html",
        event=event,
        counts=everybody.counts(),
        newest=newest,
        blocker=WaitingListBlocker.of(event),
        guests=speaker_link.tokens(event),
        awaited=Registration.awaited_seats(event),
        lines=lines,
        deletable=event_revision.may_delete(event),
        preview=preview_link.token_of(event),
    )


@blueprint.get("/events/<slug>/edit")
@needs(Right.ORGANISE)
def edit(slug: str) -> Response:
    """Show the form of an event."""
    event = find(slug)
    facts = EventFacts.of(event)
    return form_page(EventForm.of(facts, event, facts.fingerprint))


@blueprint.post("/events/<slug>/edit")
@needs(Right.ORGANISE)
def update(slug: str) -> Response:
    """Change an event; when people must be told, ask first."""
    event = find(slug)
    form = EventForm(request.form, event=event)
    if not form.validate():
        return form_page(form, 422)
    change_notice = change_notice_of(event, form.facts())
    if change_notice.recipients and "agreed" not in request.form:
        asked = render_template(
            "desk/events/update.html", event=event, change_notice=change_notice, typed=typed(request.form)
        )
        return make_response(asked)
    try:
        with db.writing():
            revision = event_revision.revise(event, form.facts(), by=staff(), seen=form.seen.data or "")
    except EventConflict:
        return conflict_page(form)
    flash(words.done(revision))
    return hypermedia.go(url_for("desk_events.show", slug=event.slug))
