"""A subject is folded as every program unfolds it: no empty line, no space too many."""

import email
import re
from email.policy import default

import pytest

import mails
from mails.subject_lines import SMTP, SMTPUTF8
from models.outbox.message import OutboxMessage

TITLES = [
    "Articuler dynamique de regroupement et affirmation des politiques locales de l’habitat",
    "Regrouping and affirming local housing policies, a long day of talks and many workshops",
    "Été" * 40,
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen" * 2,
    "a" * 120,
    "Deux  espaces  de  suite  dans  un  titre  qui  passe  la  longueur  d’une  ligne",
    "日本語の題名がとても長いので折り返される" * 4,
]


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("kind", ["confirmation", "waiting", "link"])
@pytest.mark.parametrize("policy", [SMTP, SMTPUTF8], ids=["smtp", "utf8"])
def test_f41_a_long_subject_has_no_empty_line_and_no_space_too_many(make, title, kind, policy):
    event = make.event(title=title[:200], capacity=1)
    registration = make.registration(event)
    message = OutboxMessage(
        id=1, kind=kind, cause="x", recipients=registration.email, language="fr",
        registration_id=registration.id, created_at=registration.created_at, facts={},
    )  # fmt: skip
    mail = mails.compose(message)
    sent = mail.as_bytes(policy=policy)
    head = sent.split(b"\r\n\r\n")[0]
    assert not re.search(rb"(?m)^[\w-]+:[ \t]*\r?$", head), head
    assert not re.search(rb"\r\n[ \t]*(\r\n|$)", head)
    subject = re.search(rb"(?ms)^Subject: (.*?)\r\n(?=[\w-]+:)", head)
    assert subject
    if b"=?" not in subject[1]:
        assert subject[1].decode().replace("\r\n", "") == mail["Subject"]
    assert str(email.message_from_bytes(sent, policy=default)["Subject"]) == mail["Subject"]
