"""Our nouns in other people's formats, and in words."""

from flask import Flask

from formats import (
    announcement,
    answers,
    audit_log,
    data_map,
    door,
    email_providers,
    event_facts,
    event_revision,
    links,
    moderation,
    oembed,
    outbox,
    personal_data,
    registrations,
    spam_rules,
    structured_data,
    waiting_list,
    wording,
)


def init_app(app: Flask) -> None:
    """Give templates the addresses and the words."""
    links.init_app(app)
    wording.init_app(app)
    email_providers.init_app(app)
    answers.init_app(app)
    audit_log.init_app(app)
    announcement.init_app(app)
    oembed.init_app(app)
    spam_rules.init_app(app)
    moderation.init_app(app)
    structured_data.init_app(app)
    event_revision.init_app(app)
    waiting_list.init_app(app)
    event_facts.init_app(app)
    door.init_app(app)
    outbox.init_app(app)
    registrations.init_app(app)
    personal_data.init_app(app)
    data_map.init_app(app)
