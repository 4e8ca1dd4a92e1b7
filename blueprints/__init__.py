"""HTTP only, a folder an audience; ``BLUEPRINTS`` names each module once.

A module may hold two blueprints that are one thought.
"""

from importlib import import_module

from flask import Blueprint, Flask

from blueprints.site import errors, files, pages
from outside import Id

BLUEPRINTS = {
    "public": (
        "calendars",
        "cancellations",
        "certificates",
        "comments",
        "confirmations",
        "email_changes",
        "embeds",
        "erasures",
        "event_archives",
        "event_previews",
        "event_stream",
        "events",
        "feeds",
        "former_urls",
        "linked_comments",
        "oembed",
        "offers",
        "privacy_requests",
        "registration_calendars",
        "registration_lookup",
        "registration_stream",
        "registrations",
        "reports",
        "share_pictures",
        "subscriptions",
        "tickets",
        "withdrawals",
    ),
    "desk": (
        "announcements",
        "attendee_exports",
        "attendee_imports",
        "attendees",
        "audit_log",
        "authenticators",
        "consents",
        "data_map",
        "drops",
        "embeds",
        "email_changes",
        "event_deletions",
        "event_drafts",
        "event_duplicates",
        "event_statuses",
        "events",
        "exports",
        "lent_phones",
        "outbox",
        "prints",
        "privacy_requests",
        "question_places",
        "questions",
        "ready_questions",
        "refusals",
        "registration_decisions",
        "registrations",
        "site",
        "staff",
        "statistics",
        "styleguide",
        "styleguide_mails",
        "test_mails",
    ),
    "moderation": (
        "bulk_decisions",
        "comment_edits",
        "decisions",
        "filtered_decisions",
        "mailed_decisions",
        "notes",
        "presence",
        "protection",
        "queue",
        "queue_stream",
        "replies",
        "rules",
    ),
    "door": ("check_ins", "door_stream", "offline", "phones", "walk_ins"),
    "site": (
        "accent",
        "account",
        "account_sessions",
        "authenticators",
        "crawlers",
        "files",
        "health",
        "help",
        "manifest",
        "pages",
        "passkeys",
        "proofs",
        "recovery_codes",
        "security_contact",
        "sessions",
        "sign_in_codes",
    ),
}


def init_app(app: Flask) -> None:
    """Register every blueprint and the error pages."""
    app.url_map.converters["int"] = Id
    for folder, modules in BLUEPRINTS.items():
        for name in modules:
            for held in vars(import_module(f"blueprints.{folder}.{name}")).values():
                if isinstance(held, Blueprint):
                    app.register_blueprint(held)
    errors.init_app(app)
    files.init_app(app)
    pages.init_app(app)
