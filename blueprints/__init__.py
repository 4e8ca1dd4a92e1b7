"""HTTP only: one module a noun. Importing this package gathers them."""

from flask import Flask

from blueprints import (
    account,
    addresses,
    batches,
    calendars,
    cancellations,
    comments,
    confirmations,
    decisions,
    desk,
    desk_acts,
    desk_drafts,
    desk_events,
    desk_mail,
    desk_questions,
    desk_rules,
    desk_staff,
    desk_statuses,
    desk_style,
    door,
    door_phones,
    errors,
    events,
    feeds,
    files,
    guide,
    live,
    mailed_decisions,
    moderation,
    old_addresses,
    people,
    pictures,
    registrations,
    reports,
    rows,
    sessions,
    site,
    subscriptions,
    tickets,
)

BLUEPRINTS = (
    account.blueprint,
    addresses.blueprint,
    batches.blueprint,
    calendars.blueprint,
    decisions.blueprint,
    comments.blueprint,
    confirmations.blueprint,
    desk.blueprint,
    desk_acts.blueprint,
    desk_drafts.blueprint,
    desk_events.blueprint,
    desk_mail.blueprint,
    desk_rules.blueprint,
    desk_questions.blueprint,
    desk_staff.blueprint,
    desk_style.blueprint,
    desk_statuses.blueprint,
    cancellations.blueprint,
    door.blueprint,
    door_phones.blueprint,
    events.blueprint,
    feeds.blueprint,
    files.blueprint,
    guide.blueprint,
    live.blueprint,
    mailed_decisions.blueprint,
    moderation.blueprint,
    old_addresses.blueprint,
    people.blueprint,
    pictures.blueprint,
    registrations.blueprint,
    reports.blueprint,
    rows.blueprint,
    sessions.blueprint,
    site.blueprint,
    tickets.blueprint,
    subscriptions.blueprint,
)


def init_app(app: Flask) -> None:
    """Register every blueprint and the error pages."""
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    errors.init_app(app)
    files.init_app(app)
    site.init_app(app)
