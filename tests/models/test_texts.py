"""The one character that PostgreSQL keeps in no text: who sends it gets no fault."""

import pytest

import live
from models.site.record import Site
from models.user import Role


@pytest.fixture(autouse=True)
def _closing(app):
    """Close what reading the pages opened, before the database goes."""
    yield
    live.feed().engine.dispose()


@pytest.mark.parametrize(
    "path",
    ["/%00", "/events/%00", "/events/talk%00.ics", "/comments/%00", "/my-registrations/a%00", "/help/%00"],
)
def test_y5_no_address_holds_it(app, client, path):
    app.config["PROPAGATE_EXCEPTIONS"] = False
    assert client.get(path).status_code == 404


def test_y5_a_form_leaves_it_out(signed_in):
    desk = signed_in(Role.ADMIN)
    said = {
        "name": "Par\0vis",
        "tagline": "",
        "tagline_en": "",
        "about": "\0",
        "about_en": "a\0b",
        "phone": "",
        "email": "",
    }
    assert desk.post("/desk/site", data=said).status_code == 303
    assert (Site.current().name, Site.current().about_en) == ("Parvis", "ab")


@pytest.mark.parametrize(
    "address", ["/moderation?event=%00&q=%00&author=%00", "/desk/audit?subject=%00", "/desk/people?q=%00"]
)
def test_y5_a_search_leaves_it_out(app, signed_in, address):
    app.config["PROPAGATE_EXCEPTIONS"] = False
    assert signed_in(Role.ADMIN).get(address).status_code < 500
