"""The page of an event shows what the declaration of its fields says that it shows."""

from models.event import VenueState
from models.event.fields import FIELDS


def test_each_text_that_is_declared_to_be_on_the_page_is_there(client, make):
    said = {name: f"Words of {name} alone" for name, field in FIELDS.items() if field.on_page}
    event = make.event(venue_state=VenueState.CONFIRMED, **said)
    _, _, page = client.get(f"/events/{event.slug}").text.partition("<main")
    assert [name for name, words in said.items() if words not in page] == []
