"""An event is duplicated, deleted and shown in private before it is published, on the desk."""

import pytest

from extensions import db
from models.event import Event, EventStatus, preview_link
from models.user import Role
from tests.forms import filled


@pytest.fixture
def desk(signed_in):
    """The browser of a signed-in organiser."""
    return signed_in(Role.ORGANISER)


def test_j1_a_duplicate_is_asked_for_its_day_and_opens_in_its_form(desk, make):
    event = make.event(slug="faire-groupe", starts=make.at(9, 30, days=30))
    path = "/desk/events/faire-groupe/duplicate"
    assert path in desk.get("/desk/events/faire-groupe").text
    answer = desk.post(path, data=filled(desk.get(path).text, path))
    copy = Event.by_slug(answer.location.split("/")[-2])
    assert copy
    assert (answer.status_code, copy.status) == (303, EventStatus.DRAFT)
    assert (copy.starts - event.starts).days == 364
    assert "Voici la copie" in desk.get(answer.location).text


@pytest.mark.parametrize("day", ["", "hier", "2027-02-30"])
def test_j1_a_day_that_is_none_is_corrected_beside_the_field(desk, make, day):
    make.event(slug="faire-groupe")
    path = "/desk/events/faire-groupe/duplicate"
    answer = desk.post(path, data=filled(desk.get(path).text, path) | {"day": day})
    assert answer.status_code == 422
    assert 'id="duplicate-day-error"' in answer.text


def test_f60_an_event_is_deleted_after_a_page_that_asks(desk, make):
    make.event(slug="une-journee")
    path = "/desk/events/une-journee/deletion"
    assert path in desk.get("/desk/events/une-journee").text
    answer = desk.post(path, data=filled(desk.get(path).text, path))
    assert (answer.status_code, answer.location) == (303, "/desk")
    assert "L’événement est supprimé." in desk.get("/desk").text
    assert desk.get("/events/une-journee").status_code == 404


def test_f60_deleting_is_neither_offered_nor_done_once_somebody_registered(desk, make):
    event = make.event(slug="une-journee")
    path = "/desk/events/une-journee/deletion"
    form = filled(desk.get(path).text, path)
    make.registration(event)
    assert path not in desk.get("/desk/events/une-journee").text
    answer = desk.post(path, data=form)
    assert (answer.status_code, answer.location) == (303, path)
    assert "Archivez-le" in desk.get(path).text
    assert Event.by_slug("une-journee")


def test_the_page_of_a_deleted_event_is_gone_from_the_cache_and_from_the_list(client, desk, make):
    make.event(slug="une-journee", title="Une journée")
    assert client.get("/events/une-journee").status_code == 200
    assert "Une journée" in client.get("/").text
    path = "/desk/events/une-journee/deletion"
    desk.post(path, data=filled(desk.get(path).text, path))
    assert client.get("/events/une-journee").status_code == 404
    assert "Une journée" not in client.get("/").text


def test_who_deletes_twice_is_told_that_it_is_gone(desk, make):
    make.event(slug="une-journee")
    path = "/desk/events/une-journee/deletion"
    form = filled(desk.get(path).text, path)
    desk.post(path, data=form)
    assert desk.post(path, data=form).status_code == 404


def test_a_draft_is_read_under_its_private_link_alone_and_found_by_nobody(client, desk, make):
    event = make.event(slug="une-journee", title="Une journée", status=EventStatus.DRAFT)
    path = f"/events/une-journee/preview/{preview_link.token_of(event)}"
    assert path in desk.get("/desk/events/une-journee").text
    answer = client.get(path)
    assert answer.status_code == 200
    assert "Une journée" in answer.text
    assert "n’est pas encore publié" in answer.text
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert client.get("/events/une-journee").status_code == 404
    assert client.get(f"{path[:-2]}xx").status_code == 404
    assert event.status is EventStatus.DRAFT


def test_once_it_is_published_the_private_link_leads_to_the_page(client, make):
    event = make.event(slug="une-journee", status=EventStatus.DRAFT)
    path = f"/events/une-journee/preview/{preview_link.token_of(event)}"
    with db.writing():
        event.status = EventStatus.PUBLISHED
    answer = client.get(path)
    assert (answer.status_code, answer.location) == (303, "/events/une-journee")


def test_the_private_link_of_one_draft_opens_no_other(client, make):
    one, other = (make.event(status=EventStatus.DRAFT) for _ in range(2))
    assert client.get(f"/events/{other.slug}/preview/{preview_link.token_of(one)}").status_code == 404
