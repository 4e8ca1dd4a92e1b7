"""Events on the desk: made, previewed, changed, published and cancelled, with scripts or without."""

import pytest
import sqlalchemy as sa

from extensions import db
from models.audit_log.record import AuditEntry
from models.event import Event, VenueState
from models.outbox.message import OutboxMessage
from models.user import Role
from tests.forms import filled


@pytest.fixture
def desk(signed_in):
    """The browser of a signed-in organiser."""
    return signed_in(Role.ORGANISER)


def the_event(slug):
    return Event.by_slug(slug)


def edited(desk, event, **values):
    """Open the form of an event, type some values over it, and save."""
    path = f"/desk/events/{event.slug}/edit"
    return desk.post(path, data=filled(desk.get(path).text, path) | values)


def rows(table, *where):
    return db.session.scalar(sa.select(sa.func.count()).select_from(table).where(*where))


NEW = {
    "title": "Une journée à l’œuvre",
    "starts": "2041-03-22T09:30",
    "ends": "2041-03-22T16:30",
    "venue_state": "city",
    "city": "Paris",
    "status": "draft",
    "capacity": "0",
}


WHOLE = NEW | {"max_seats": "1", "timezone": "Europe/Paris", "language": "fr", "comments_policy": "moderate"}


def made(desk, **values):
    page = desk.get("/desk/events/new")
    return desk.post("/desk/events/new", data=filled(page.text, "/desk/events/new") | NEW | values)


def test_an_event_is_made_with_everything_that_a_file_holds(desk):
    answer = made(
        desk,
        **{
            "speakers-0-name": "Jean-Claude Driant",
            "speakers-0-function": "professeur",
            "speakers-0-role": "grand témoin",
            "subtitle": "Pourquoi ?",
            "host": "Aatiko Conseils",
            "timezone": "Europe/Lisbon",
            "opens": "2041-01-01T08:00",
            "closes": "2041-03-20T12:00",
            "max_seats": "3",
            "comments_policy": "first",
            "language": "en",
            "description": "Du *texte*.\r\n\r\nEncore.",
        },
    )
    event = the_event("une-journee-a-l-oeuvre")
    assert (answer.status_code, answer.location) == (303, f"/desk/events/{event.slug}")
    assert [(one.name, one.function, one.role) for one in event.speakers] == [
        ("Jean-Claude Driant", "professeur", "grand témoin")
    ]
    assert (event.capacity, event.max_seats, event.timezone) == (0, 3, "Europe/Lisbon")
    assert (event.description, event.language) == ("Du *texte*.\n\nEncore.", "en")
    assert (event.comments_policy, event.waiting_list, event.status) == ("first", True, "draft")
    assert (f"{event.opens:%d %H}", f"{event.closes:%d %H}") == ("01 08", "20 12")


def test_f5_a_whole_day_is_ticked_and_its_hours_do_not_count(desk):
    made(desk, all_day="y", starts="2041-03-22T09:30", ends="2041-03-23T16:30")
    event = the_event("une-journee-a-l-oeuvre")
    assert [f"{at:%d %H:%M}" for at in (event.starts, event.ends)] == ["22 00:00", "24 00:00"]
    path = f"/desk/events/{event.slug}/edit"
    form = filled(desk.get(path).text, path)
    assert form["all_day"]
    assert (form["starts"], form["ends"]) == ("2041-03-22T00:00", "2041-03-23T00:00"), "the last day"
    assert desk.post(path, data=form).status_code == 303
    assert [f"{at:%d %H:%M}" for at in (event.starts, event.ends)] == ["22 00:00", "24 00:00"], "unchanged"
    assert "du 22 au 23" in desk.get(f"/desk/events/{event.slug}").text
    edited(desk, event, all_day="", ends="2041-03-22T12:00", starts="2041-03-22T09:00")
    db.session.rollback()
    assert f"{event.ends:%d %H:%M}" in ("22 12:00", "23 00:00")


def test_f5_a_whole_day_needs_no_end(desk):
    made(desk, all_day="y", ends="")
    event = the_event("une-journee-a-l-oeuvre")
    assert f"{event.ends:%d %H:%M}" == "23 00:00"


@pytest.mark.parametrize("ends", ["2041-03-21T16:30", "2041-03-20T00:00"])
def test_f5_the_last_of_whole_days_is_not_before_the_first(desk, ends):
    answer = made(desk, all_day="y", starts="2041-03-22T09:30", ends=ends)
    assert answer.status_code == 422
    assert "Choisissez une fin postérieure au début." in answer.text
    assert db.session.scalars(sa.select(Event)).all() == []


def test_an_hour_that_comes_twice_is_said_when_an_event_is_made_and_changed(desk, make):
    words = "Début\u00a0: cette heure arrive deux fois cette nuit-là\u202f; la première est retenue."
    answer = made(desk, starts="2040-10-28T02:30", ends="2040-10-28T16:30")
    assert words in desk.get(answer.location).text
    event = make.event()
    answer = edited(desk, event, starts="2040-10-28T02:30", ends="2040-10-28T16:30")
    assert words in desk.get(answer.location).text
    answer = edited(desk, event, starts="2040-10-28T03:30")
    assert "arrive deux fois" not in desk.get(answer.location).text


def test_b3_a_draft_is_on_the_desk_and_nowhere_else(desk, client):
    made(desk)
    assert "Une journée" in desk.get("/desk").text
    assert "Une journée" not in client.get("/").text
    assert client.get("/events/une-journee-a-l-oeuvre").status_code == 404


def test_a4_an_empty_capacity_is_unlimited_and_zero_is_full(desk):
    made(desk, capacity="", slug="open", status="published")
    made(desk, capacity="0", slug="full", status="published")
    assert (the_event("open").capacity, the_event("open").admission) == (None, "open")
    assert (the_event("full").capacity, the_event("full").admission) == (0, "waiting list")


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", " ", "Donnez un titre à l’événement."),
        ("starts", "", "Indiquez quand l’événement commence."),
        ("starts", "demain", "Indiquez une date et une heure"),
        ("starts", "2041-03-31T02:30", "celle-ci n’existe pas cette nuit-là"),
        ("ends", "2041-03-21T16:30", "Choisissez une fin postérieure au début."),
        ("timezone", "Europe/Sarmelles", "Indiquez un fuseau horaire"),
        ("city", "", "Indiquez la ville."),
        ("capacity", "beaucoup", "Indiquez un nombre entier."),
        ("capacity", "-3", "Indiquez un nombre de places"),
        ("max_seats", "101", "Indiquez un nombre entre 1 et 100."),
        ("closes", "2040-01-01T00:00", ""),
        ("slug", "Été", "Employez des minuscules"),
        ("slug", "taken", "Un autre événement a déjà cette adresse."),
        ("slug", "new", "Employez des minuscules"),
    ],
)
def test_what_cannot_be_is_said_beside_the_field_and_everything_is_kept(desk, make, field, value, words):
    make.event(slug="taken")
    given = {"opens": "2040-02-01T00:00", "subtitle": "Gardé ?"} | {field: value}
    answer = made(desk, **given)
    assert answer.status_code == 422
    assert words in answer.text
    sent = filled(answer.text, "/desk/events/new")
    assert sent["subtitle"] == "Gardé ?"
    assert sent[field] == value.strip()
    assert rows(Event) == 1


def test_a_title_that_is_taken_asks_for_another_address(desk):
    made(desk)
    answer = made(desk)
    assert answer.status_code == 422
    assert "Un autre événement a déjà cette adresse." in answer.text


def test_one_field_is_checked_alone_and_only_its_message_comes_back(desk):
    data = WHOLE | {"ends": "2041-03-21T16:30"}
    answer = desk.partial("/desk/events/new/draft/check?field=ends", data)
    assert "Choisissez une fin postérieure au début." in answer.text
    assert answer.text.count("<p") == 1
    assert desk.partial("/desk/events/new/draft/check?field=nothing", data).status_code == 404


def test_speakers_come_and_go_without_scripts(desk, make):
    event = make.event(status="draft")
    edited(desk, event, **{"speakers-0-name": "Une", "speakers-1-name": "Deux"})
    assert [one.name for one in the_event(event.slug).speakers] == ["Une", "Deux"]
    edited(desk, event, **{"speakers-0-remove": "y", "speakers-2-name": "Trois"})
    assert [one.name for one in the_event(event.slug).speakers] == ["Deux", "Trois"]
    edited(desk, event, **{"speakers-0-name": ""})
    assert [one.name for one in the_event(event.slug).speakers] == ["Trois"]


def test_one_more_row_for_speakers_keeps_everything_typed(desk, make):
    event = make.event()
    sent = filled(desk.get(f"/desk/events/{event.slug}/edit").text, f"/desk/events/{event.slug}/edit")
    page = desk.post(f"/desk/events/{event.slug}/draft", data=sent | {"title": "Tapé", "rows": "1"}).text
    assert "speakers-2-name" in page
    assert filled(page, f"/desk/events/{event.slug}/edit")["title"] == "Tapé"
    assert the_event(event.slug).title != "Tapé"


def test_the_form_says_back_what_it_was_given(desk, make):
    event = make.event(capacity=3, description="Un\n\n## Deux", subtitle="« Œuvre » ?")
    answer = edited(desk, event)
    assert answer.location == f"/desk/events/{event.slug}"
    assert "Rien n’a changé." in desk.get(answer.location).text
    assert rows(AuditEntry) == 0


def test_the_preview_shows_the_page_and_saves_nothing(desk, make, client):
    event = make.event(title="Avant", capacity=5)
    path = f"/desk/events/{event.slug}/edit"
    sent = filled(desk.get(path).text, path) | {"title": "Après", "speakers-0-name": "Œdipe"}
    page = desk.post(f"/desk/events/{event.slug}/draft/preview", data=sent)
    assert page.status_code == 200
    assert "Après" in page.text
    assert "Aperçu" in page.text
    assert "Avant" in client.get(f"/events/{event.slug}").text
    assert the_event(event.slug).title == "Avant"
    assert the_event(event.slug).speakers == []


def test_the_preview_of_an_event_that_is_not_made_yet(desk):
    page = desk.post("/desk/events/new/draft/preview", data=WHOLE)
    assert (page.status_code, "Une journée" in page.text) == (200, True)
    assert rows(Event) == 0


def test_d5_raising_the_capacity_in_the_form_promotes_as_many_as_fit_and_says_so(desk, make):
    event = make.event(capacity=1)
    people = [make.registration(event) for _ in range(3)]
    answer = edited(desk, event, capacity="2")
    assert "1 personne qui attendait a maintenant une place." in desk.get(answer.location).text
    assert [person.state for person in people] == ["confirmed", "confirmed", "waiting"]


def test_a9_lowering_the_capacity_below_what_is_taken_is_allowed_and_told(desk, make):
    event = make.event(capacity=12)
    for _ in range(12):
        make.registration(event)
    answer = edited(desk, event, capacity="10")
    page = desk.get(answer.location).text
    assert "12 places sont déjà prises" in page
    assert the_event(event.slug).seats_taken == 12


def test_d13_the_desk_says_in_words_why_nothing_moves(desk, make):
    event = make.event(capacity=1)
    for _ in range(2):
        make.registration(event)
    edited(desk, event, capacity="3", closes=f"{make.wall(days=-1):%Y-%m-%dT%H:%M}")
    page = desk.get(f"/desk/events/{event.slug}").text
    assert "2 places libres, non proposées\u00a0: les inscriptions sont closes depuis le" in page


def test_f4_people_are_told_only_after_the_organiser_was_asked(desk, make):
    event = make.event(capacity=1)
    coming, waiting, gone = (make.registration(event) for _ in range(3))
    with db.writing():
        gone.cancel()
    people = {coming.email, waiting.email}
    asked = edited(desk, event, venue_state="confirmed", city="Paris", venue_name="Salle des fêtes")
    assert (asked.status_code, "2 personnes seront prévenues par e-mail." in asked.text) == (200, True)
    assert the_event(event.slug).venue_name == ""
    path = f"/desk/events/{event.slug}/edit"
    desk.post(path, data=filled(asked.text, path) | {"agreed": "yes"})
    assert the_event(event.slug).venue_name == "Salle des fêtes"
    told = db.session.scalars(
        sa.select(OutboxMessage.recipients).where(OutboxMessage.kind == "event changed")
    )
    assert set(told) == people


def test_going_back_from_the_question_keeps_what_was_typed(desk, make):
    event = make.event(venue_state="unknown")
    make.registration(event)
    asked = edited(desk, event, venue_state="online", subtitle="Gardé ?")
    path = f"/desk/events/{event.slug}/edit"
    back = desk.post(f"/desk/events/{event.slug}/draft", data=filled(asked.text, path))
    sent = filled(back.text, path)
    assert (sent["subtitle"], sent["venue_state"]) == ("Gardé ?", "online")


@pytest.mark.parametrize("status", ["published", "postponed", "cancelled", "archived", "draft"])
def test_a_status_is_asked_before_it_is_given(desk, make, status):
    event = make.event(status="archived" if status == "published" else "published")
    path = f"/desk/events/{event.slug}/status/{status}"
    page = desk.get(path)
    assert page.status_code == 200
    assert the_event(event.slug).status != status
    desk.post(path, data=filled(page.text, path))
    assert (the_event(event.slug).status, the_event(event.slug).sequence) == (status, 1)


def test_cancelling_says_who_will_be_told_closes_everything_and_tells_them(desk, make):
    event = make.event()
    people = [make.registration(event) for _ in range(2)]
    path = f"/desk/events/{event.slug}/status/cancelled"
    page = desk.get(path).text
    assert "2 personnes seront prévenues par e-mail." in page
    desk.post(path, data=filled(page, path))
    assert (the_event(event.slug).admission, the_event(event.slug).accepts_comments) == ("off", False)
    assert rows(OutboxMessage, OutboxMessage.kind == "event changed") == len(people)


def test_an_unknown_event_or_status_is_not_found(desk, make):
    event = make.event()
    for path in (
        "/desk/events/nothing",
        "/desk/events/nothing/edit",
        f"/desk/events/{event.slug}/status/gone",
    ):
        assert desk.get(path).status_code == 404


def test_two_organisers_at_once_lose_nothing(desk, signed_in, make):
    event = make.event(title="Titre", subtitle="Avant", capacity=5)
    path = f"/desk/events/{event.slug}/edit"
    mine = filled(desk.get(path).text, path)
    edited(
        signed_in(make.user(Role.ORGANISER, name="Chloé")),
        event,
        subtitle="De Chloé",
        capacity="7",
        host="Chloé",
    )
    answer = desk.post(path, data=mine | {"title": "Mon titre", "subtitle": "De moi"})
    assert answer.status_code == 409
    sent = filled(answer.text, path)
    assert (sent["title"], sent["subtitle"], sent["capacity"], sent["host"]) == (
        "Mon titre",
        "De moi",
        "7",
        "Chloé",
    )
    assert "De Chloé" in answer.text
    assert "par Chloé" in answer.text
    assert (the_event(event.slug).title, the_event(event.slug).subtitle) == ("Titre", "De Chloé")
    assert desk.post(path, data=sent).status_code == 303
    assert (the_event(event.slug).title, the_event(event.slug).subtitle) == ("Mon titre", "De moi")
    assert (the_event(event.slug).capacity, the_event(event.slug).host) == (7, "Chloé")


def test_a_published_address_never_moves(desk, make):
    event = make.event(slug="ici")
    edited(desk, event, slug="ailleurs", title="Autre")
    assert (the_event("ici").title, the_event("ailleurs")) == ("Autre", None)


def test_a_draft_may_move(desk, make):
    event = make.event(slug="ici", status="draft")
    assert edited(desk, event, slug="ailleurs").location == "/desk/events/ailleurs"


def test_the_newest_people_stand_beside_the_event_and_the_list_has_them_all(desk, make):
    event = make.event(capacity=1)
    for number in range(6):
        make.registration(event, name=f"Prénom Numéro-{number}", organisation="<b>Org</b>")
    page = desk.get(f"/desk/events/{event.slug}").text
    assert ("Numéro-0" in page, "Numéro-1" in page, "Numéro-5" in page) == (False, True, True)
    assert f'href="/desk/events/{event.slug}/registrations?state=waiting"' in page
    assert "<b>Org" not in page


def test_the_history_says_who_did_what(desk, make, signed_in):
    event = make.event()
    edited(signed_in(make.user(Role.ORGANISER, name="Chloé")), event, capacity="7")
    assert "Chloé\u00a0: Places" in desk.get(f"/desk/events/{event.slug}").text


def test_english_organisers_read_english(desk, make):
    event = make.event()
    assert "Edit the event" in desk.get(f"/desk/events/{event.slug}/edit?lang=en").text


def test_the_organiser_reads_who_will_be_told_and_the_very_message(desk, make):
    event = make.event(city="Paris", venue_state=VenueState.CITY)
    jeanne = make.registration(event, name="Jeanne Martin", language="en")
    asked = edited(desk, event, city="Lyon")
    assert jeanne.email in asked.text
    assert "New venue: " in asked.text, "in the language of who will read it"
    assert "Lyon (venue to be confirmed)" in asked.text
    assert "Paris (venue to be confirmed)" in asked.text
    assert rows(OutboxMessage, OutboxMessage.kind == "event changed") == 0
    page = desk.get(f"/desk/events/{event.slug}/status/cancelled").text
    assert "Event cancelled: " in page


def test_reminders_are_written_in_words_and_shown_in_the_readers_language(desk):
    said = WHOLE | {"slug": "with-reminders", "reminders": "La veille à 9 h\n3 heures avant"}
    assert desk.post("/desk/events/new", data=said).status_code == 303
    event = Event.by_slug("with-reminders")
    assert event is not None
    assert event.reminders == "1 day at 09:00\n3 hours"
    assert "1 jour avant à 09:00\n3 heures avant" in desk.get(f"/desk/events/{event.slug}/edit").text
    wrong = desk.post("/desk/events/new", data=said | {"slug": "other", "reminders": "bientôt"})
    assert wrong.status_code == 422
    assert "Écrivez un rappel par ligne" in wrong.text
    assert "bientôt</textarea>" in wrong.text
