"""B12 on the page: refused beside the field, and the rule is nowhere to be read."""

from models.event import Event
from models.user import Role
from tests.forms import filled

PERSON = {"name": "Ève Dupont", "consent": "y"}
WORDS = "Cette adresse ne peut pas être inscrite à cet événement."


def test_b12_another_domain_is_refused_without_revealing_the_rule(client, make):
    event = make.event(email_domains="paris.fr")
    path = f"/events/{event.slug}/registrations"
    for send in (client.post, client.partial):
        refused = send(path, data=PERSON | {"email": "eve@example.org"})
        assert refused.status_code == 422
        assert WORDS in refused.text
        assert 'value="eve@example.org"' in refused.text
        assert "paris.fr" not in refused.text
    assert "paris.fr" not in client.get(f"/events/{event.slug}").text
    assert client.post(path, data=PERSON | {"email": "eve@paris.fr"}).status_code == 200


def test_b12_a_receipt_and_a_registration_refuse_a_new_address_alike(client, make):
    event = make.event(email_domains="paris.fr")
    tokens = [make.receipt(event, email="eve@paris.fr").token for _ in range(2)]
    for token in tokens:
        refused = client.post(f"/registrations/{token}/address", data={"email": "eve@example.org"})
        assert refused.status_code == 422
        assert WORDS in refused.text
        assert "paris.fr" not in refused.text.replace("eve@paris.fr", "")


def test_the_desk_sets_the_domains_and_corrects_them(signed_in, make):
    event, desk = make.event(), signed_in(Role.ORGANISER)
    path = f"/desk/events/{event.slug}/edit"
    form = filled(desk.get(path).text, action=path)
    refused = desk.post(path, data=form | {"email_domains": "paris"})
    assert refused.status_code == 422
    assert "Nommez des domaines" in refused.text
    assert desk.post(path, data=form | {"email_domains": "paris.fr"}).status_code == 303
    found = Event.by_slug(event.slug)
    assert found is not None
    assert found.email_domains == "paris.fr"
