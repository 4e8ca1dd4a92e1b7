"""Our nouns in other people's formats, and in words."""

from flask import Flask

from formats import (
    announcement,
    answers,
    audit,
    door,
    facts,
    links,
    lists,
    mail_state,
    moderation,
    outcome,
    person,
    providers,
    registrations,
    structured_data,
    waiting,
    wording,
)


def init_app(app: Flask) -> None:
    """Give templates the addresses and the words."""
    links.init_app(app)
    wording.init_app(app)
    providers.init_app(app)
    answers.init_app(app)
    audit.init_app(app)
    announcement.init_app(app)
    lists.init_app(app)
    moderation.init_app(app)
    structured_data.init_app(app)
    outcome.init_app(app)
    waiting.init_app(app)
    facts.init_app(app)
    door.init_app(app)
    mail_state.init_app(app)
    registrations.init_app(app)
    person.init_app(app)
