"""Under each form that collects stands who keeps it, why, how long, and where one's rights are."""

import pytest

from extensions import db
from models.comment import CommentState
from models.privacy import retention
from models.site.record import Site

LINK = {"fr": '<a href="/privacy">', "en": '<a href="/privacy?lang=en">'}
SAID = {
    "registration": ("registrations", "garder une place", "to keep a seat"),
    "comment": ("origins", "publier les commentaires", "to publish comments"),
    "report": ("reports", "écarter les abus", "to keep abuse out"),
    "lookup": ("mail", "écrire au sujet", "to write about"),
    "address": ("registrations", "garder une place", "to keep a seat"),
}


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("form", SAID)
@pytest.mark.parametrize("settings", [{"KEEP_REGISTRATIONS": 41, "KEEP_MAIL": 42}])
def test_x8_each_form_says_who_keeps_it_why_how_long_and_where_ones_rights_are(client, make, form, language):
    with db.writing():
        Site.revise({"name": "Urbanisme"}, None)
    event = make.event()
    comment = make.comment(event, CommentState.APPROVED)
    pages = {
        "registration": f"/events/{event.slug}",
        "comment": f"/events/{event.slug}",
        "report": f"/events/{event.slug}/comments/{comment.id}/report",
        "lookup": "/my-registrations",
        "address": f"/registrations/{make.registration(event).token}/address",
    }
    page = client.get(f"{pages[form]}?lang={language}").text
    period, *why = SAID[form]
    place = page.index(why[language == "en"])
    notice = page[page.rindex("<p", 0, place) : page.index("</p>", place)]
    assert "Urbanisme" in notice
    assert LINK[language] in notice
    assert (
        f"{retention.periods()[period]}\N{NO-BREAK SPACE}jours" in notice
        or f"{retention.periods()[period]} " in notice
    )
    if form == "comment":
        assert {"fr": "adresse réseau", "en": "network address"}[language] in notice
