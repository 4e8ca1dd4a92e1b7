"""An address that only takes forms, opened as a page: it leads to the page that it belongs to."""

import re

import pytest
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from models.user import Role


def only_take_forms(app):
    """The addresses that no GET route has, each with something in its gaps."""
    found = set()
    for rule in app.url_map.iter_rules():
        path = re.sub("<[^>]+>", "some", re.sub("<int:[^>]+>", "1", rule.rule))
        try:
            app.url_map.bind("localhost").match(path, "GET")
        except MethodNotAllowed:
            found.add(path)
        except HTTPException:
            continue
    return sorted(found)


HOMES = {
    "/events/some/registrations": "/events/some",
    "/events/some/registrations/check": "/events/some",
    "/events/some/comments/check": "/events/some/comments",
    "/registrations/some/check": "/registrations/some",
    "/desk/events/some/draft/check": "/desk/events/some",
    "/desk/mail/1/retries": "/desk/mail",
    "/desk/staff/1/links": "/desk/staff",
    "/desk/events/some/questions/1/place": "/desk/events/some/questions/1",
    "/moderation/batches/1/undoing": "/moderation/batches",
    "/moderation/rules/1/removal": "/moderation/rules",
    "/desk/events/some/door/people/1/undo": "/desk/events/some/door",
}


def test_f32_every_address_of_a_form_leads_to_a_page(app, signed_in, statements):
    admin = signed_in(Role.ADMIN)
    paths = only_take_forms(app)
    assert set(HOMES) <= set(paths)
    for path in paths:
        with statements() as said:
            answer = admin.get(path)
        assert answer.status_code == 303, path
        home = answer.headers["Location"]
        assert path.startswith(home)
        assert home == HOMES.get(path, home)
        assert admin.get(home).status_code != 405
        assert not [each for each in said if each.startswith(("INSERT", "UPDATE", "DELETE"))]


@pytest.mark.parametrize("path", ["/events/some/registrations", "/desk/mail/1/retries"])
def test_f32_the_language_goes_along_and_other_methods_are_refused(client, path):
    assert client.get(f"{path}?lang=en").headers["Location"].endswith("?lang=en")
    assert client.put(path).status_code == 405
