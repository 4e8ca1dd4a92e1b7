"""Registering and the private page, over HTTP as a browser without JavaScript and as htmx."""

import re

import pytest
import sqlalchemy as sa

from extensions import db
from models import AuditEntry, OutboxMessage, Registration
from models.event import EventStatus
from models.registration import RegistrationState
from tests.forms import filled

CLOSED = [
    {"opens": 5, "closes": None},
    {"opens": None, "closes": -5},
    {"starts": -3},
    {"status": EventStatus.CANCELLED},
    {"status": EventStatus.POSTPONED},
    {"status": EventStatus.ARCHIVED},
]


def said(**more):
    return {"name": "Ève Dupont-Œuvrard", "email": "eve@example.org", "consent": "y"} | more


def post(client, event, partial=False, **more):
    send = client.partial if partial else client.post
    return send(f"/events/{event.slug}/registrations", data=said(**more))


def count(model=Registration):
    return db.session.scalar(sa.select(sa.func.count()).select_from(model))


def link(answer):
    found = re.search(r"/registrations/([\w-]{22})\"", answer.text)
    assert found, answer.text
    return found[1]


@pytest.fixture
def event(make):
    return make.event(capacity=10)


def test_a_browser_without_javascript_gets_a_page_with_its_private_link(client, event):
    answer = post(client, event)
    assert answer.status_code == 200
    assert "Vous êtes inscrit" in answer.text
    assert client.get(f"/registrations/{link(answer)}").status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]


def test_htmx_gets_the_panel_and_the_seats_only(client, event):
    answer = post(client, event, partial=True)
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert 'hx-target="#registration"' in answer.text
    assert "9 places restantes" in answer.text


@pytest.mark.parametrize("partial", [True, False])
def test_what_is_wrong_is_said_beside_the_field_and_everything_typed_stays(client, event, partial):
    answer = post(client, event, partial, name="", email="nowhere", organisation="L’Haÿ & <b>fils</b>")
    assert answer.status_code == 422
    assert "Indiquez votre prénom et votre nom." in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert 'value="nowhere"' in answer.text
    assert "L’Haÿ &amp; &lt;b&gt;fils&lt;/b&gt;" in answer.text
    assert "<title>Erreur" in answer.text
    assert count() == 0


def test_a_field_check_answers_the_message_alone(client, event):
    path = f"/events/{event.slug}/registrations/check?field=email"
    wrong = client.partial(path, {"email": "nowhere"})
    assert wrong.text.count("<p") == 1
    assert "nom@example.org" in wrong.text
    assert client.partial(path, {"email": "eve@example.org"}).text.strip() == (
        '<p class="error" id="registration-email-error"></p>'
    )
    assert client.post(f"/events/{event.slug}/registrations/check?field=stamp2").status_code == 404
    assert count() == 0


@pytest.mark.parametrize("facts", CLOSED)
def test_b1_b2_a_closed_event_shows_no_form_and_refuses_a_forged_post(client, make, facts):
    facts = {key: make.wall(days=value) if isinstance(value, int) else value for key, value in facts.items()}
    event = make.event(capacity=10, **facts)
    assert 'id="registration-form"' not in client.get(f"/events/{event.slug}").text
    assert post(client, event).status_code == 422
    assert count() == 0


def test_b1_the_page_says_when_registration_opens(client, make):
    event = make.event(opens=make.wall(days=3))
    assert "Les inscriptions ouvrent le" in client.get(f"/events/{event.slug}").text


def test_b3_a_draft_answers_404_to_get_and_post(client, make):
    event = make.event(status=EventStatus.DRAFT)
    assert client.get(f"/events/{event.slug}").status_code == 404
    assert post(client, event).status_code == 404
    assert client.post("/events/unknown/registrations", data=said()).status_code == 404


def test_b4_the_same_submission_twice_is_one_registration_one_line_one_mail(client, make):
    event = make.event(capacity=1)
    first, second = post(client, event), post(client, event)
    assert link(first) == link(second)
    assert "Vous êtes inscrit" in second.text
    assert count() == count(OutboxMessage) == 1
    assert count(AuditEntry) == 1


def test_b5_a_known_address_is_answered_alike_and_gets_its_link_by_mail(client, event):
    first = post(client, event)
    second = post(client, event, name="Quelqu’un d’autre", email=" EVE@example.org ")
    assert second.status_code == first.status_code == 200

    def bare(answer):
        return re.sub(r"/registrations/[\w-]{22}|stamp\" value=\"[^\"]*", "", answer.text)

    alike = bare(first).replace("Ève Dupont-Œuvrard", "X"), bare(second).replace("Quelqu’un d’autre", "X")
    assert re.sub(r"EVE@|eve@", "", alike[0]) == re.sub(r"EVE@|eve@", "", alike[1])
    assert link(first) != link(second)
    assert count() == 1
    kinds = list(db.session.scalars(sa.select(OutboxMessage.kind).order_by(OutboxMessage.id)))
    assert kinds == ["confirmation", "link"]
    page = client.get(f"/registrations/{link(second)}")
    assert "Dupont" not in page.text
    assert client.post(f"/registrations/{link(second)}/cancellation").status_code == 404
    assert db.session.scalar(sa.select(Registration.name)) == "Ève Dupont-Œuvrard"


def test_b6_a_tag_is_ignored_only_where_it_is_known(client, event):
    post(client, event, email="eve+a@gmail.com")
    post(client, event, email="eve+b@gmail.com")
    assert count() == 1
    post(client, event, email="eve+a@example.org")
    post(client, event, email="eve+b@example.org")
    assert count() == 3


def test_b7_registering_again_after_cancelling_reactivates_the_same_record(client, event):
    token = link(post(client, event))
    client.post(f"/registrations/{token}/cancellation")
    assert link(post(client, event)) == token
    assert count() == 1
    assert list(db.session.scalars(sa.select(AuditEntry.verb).order_by(AuditEntry.id))) == [
        "register",
        "cancel",
        "register",
    ]


def test_b6_spaces_and_capitals_make_no_other_address(client, event):
    post(client, event, email="eve@example.org")
    post(client, event, email="  Eve@Example.ORG ")
    assert count() == 1


def test_c1_a_wrong_link_is_404_everywhere(client, make, event):
    registration = make.registration(event, name="Ada Lovelace")
    secrets = ("A" * 22, registration.token[:-1], registration.uid, str(registration.id))
    for secret in secrets:
        for path in ("", "/cancellation", "/seat", "/address", "/ticket", ".ics", "/live"):
            assert client.get(f"/registrations/{secret}{path}").status_code == 404
        for path in ("", "/cancellation", "/seat", "/address"):
            assert client.post(f"/registrations/{secret}{path}", data=said()).status_code == 404
    db.session.refresh(registration)
    assert (registration.is_active, registration.name) == (True, "Ada Lovelace")


def test_c3_opening_the_cancellation_page_cancels_nothing(client, make, event):
    registration = make.registration(event)
    page = client.get(f"/registrations/{registration.token}/cancellation")
    assert "Annuler mon inscription" in page.text
    assert registration.is_active
    assert client.post(f"/registrations/{registration.token}/cancellation").status_code == 303
    db.session.refresh(registration)
    assert registration.state is RegistrationState.CANCELLED


def test_c5_c6_cancelling_writes_once_to_the_person_and_once_to_the_organisers(client, make, event):
    make.user("organiser")
    make.user("organiser")
    registration, waiting = make.registration(event), None
    event.capacity = 1
    db.session.commit()
    waiting = make.registration(event)
    for _ in range(2):
        client.post(f"/registrations/{registration.token}/cancellation")
    kinds = sorted(db.session.scalars(sa.select(OutboxMessage.kind)))
    assert kinds == ["cancellation", "cancelled", "confirmation", "promotion", "waiting"]
    db.session.refresh(waiting)
    assert waiting.state is RegistrationState.CONFIRMED


def test_a11_too_many_seats_is_refused_with_the_number_that_remains(client, make):
    event = make.event(capacity=2, max_seats=5)
    answer = post(client, event, seats=3)
    assert answer.status_code == 422
    assert "Il ne reste que 2 places." in answer.text
    assert count() == 0
    assert "de 1 à 5" in post(client, event, seats="deux").text


def test_a9_details_can_change_when_the_event_is_full_or_above_a_lowered_capacity(client, make):
    event = make.event(capacity=3, max_seats=3)
    registration = make.registration(event, seats=3)
    event.capacity, event.seats_allowed = 1, 3
    db.session.commit()
    path = f"/registrations/{registration.token}"
    assert client.post(path, data={"name": "Ève", "organisation": "Ville", "seats": 3}).status_code == 303
    db.session.refresh(registration)
    assert (registration.organisation, registration.seats) == ("Ville", 3)
    event.max_seats = 9
    db.session.commit()
    more = client.post(path, data={"name": "Ève", "seats": 4})
    assert (more.status_code, registration.seats) == (422, 3)


def test_a9_seats_that_are_held_stay_when_the_organiser_allows_fewer(client, make):
    event = make.event(capacity=9, max_seats=3)
    registration = make.registration(event, seats=3)
    path = f"/registrations/{registration.token}"
    for fewer in (2, 1):
        event.max_seats = fewer
        db.session.commit()
        sent = filled(client.get(path).text, path)
        assert client.post(path, data=sent | {"organisation": "Ville"}).status_code == 303
        db.session.refresh(registration)
        assert (registration.organisation, registration.seats) == ("Ville", 3)


def test_a_group_that_waits_is_told_how_many_seats_there_are_in_all(client, make):
    event = make.event(capacity=2, max_seats=5)
    make.registration(event, seats=2)
    assert "Cet événement ne compte que 2 places en tout." in post(client, event, seats=3).text
    mine = make.registration(event)
    more = client.post(f"/registrations/{mine.token}", data={"name": "Ève", "seats": 3})
    assert "Vous pouvez avoir 2 places au plus pour le moment." in more.text


def test_a5_giving_one_of_three_seats_back_frees_exactly_one(client, make):
    event = make.event(capacity=3, max_seats=3)
    registration = make.registration(event, seats=3)
    client.post(f"/registrations/{registration.token}", data={"name": "Ève", "seats": 2})
    db.session.refresh(event)
    assert event.seats_free == 1


@pytest.mark.parametrize("partial", [False, True])
@pytest.mark.parametrize("less", [{"seats": 2}, {"seats": 1}, {"companions-0-gone": "y"}])
def test_c4_no_seat_is_given_back_where_nobody_cancels_by_themselves(client, make, less, partial):
    event = make.event(capacity=3, max_seats=3, self_cancel=False)
    registration = make.registration(event, seats=3)
    path = f"/registrations/{registration.token}"
    named = {"name": "Ève", "seats": 3, "companions-0-name": "Zoé", "companions-1-name": "Luc"}
    assert client.post(path, data=named).status_code == 303
    page = client.get(path).text
    assert "Pour rendre des places, écrivez à l’organisateur." in page
    assert "libèrent aussitôt" not in page
    assert "companions-0-gone" not in page
    answer = (client.partial if partial else client.post)(path, data=named | {"organisation": "Ville"} | less)
    assert answer.status_code == 422
    error = re.search(r'id="[^"]*seats-error"[^>]*>(.*?)</p>', answer.text, re.DOTALL)
    assert error
    assert "Pour rendre des places, écrivez à l’organisateur." in error[1]
    assert 'value="Ville"' in answer.text
    db.session.refresh(registration)
    assert (registration.seats, registration.organisation, len(registration.companions)) == (3, "", 2)
    assert client.post(path, data=named | {"organisation": "Ville"}).status_code == 303


@pytest.mark.parametrize("partial", [False, True])
def test_f23_a_trap_that_a_browser_filled_asks_to_confirm_and_nothing_is_lost(client, event, partial):
    answer = post(client, event, partial=partial, echo="Bot", organisation="Agence")
    assert answer.status_code == 422
    assert "Confirmez votre envoi" in answer.text
    assert "Erreur" not in answer.text
    assert count() == 0
    again = filled(answer.text, f"/events/{event.slug}/registrations")
    assert "echo" not in again, "there is nothing left to fill in"
    assert again["organisation"] == "Agence"
    assert client.post(f"/events/{event.slug}/registrations", data=again).status_code == 200
    assert count() == 1


def test_f23_what_is_wrong_is_corrected_first_and_that_is_step_enough(client, event):
    answer = post(client, event, echo="Bot", name="")
    assert "Confirmez votre envoi" not in answer.text
    again = filled(answer.text, f"/events/{event.slug}/registrations") | {"name": "Ève"}
    assert client.post(f"/events/{event.slug}/registrations", data=again).status_code == 200
    assert count() == 1


def test_f23_who_fills_the_trap_again_and_again_gains_nothing(client, event):
    for _ in range(3):
        assert post(client, event, echo="Bot").status_code == 422
    assert count() == 0


def test_the_private_page_says_what_is_true_and_tells_nobody(client, make):
    event = make.event(capacity=1)
    make.registration(event)
    first, second = make.registration(event), make.registration(event)
    page = client.get(f"/registrations/{second.token}")
    assert "numéro 2" in page.text
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "no-store"
    with db.writing():
        first.cancel()
    assert "numéro 1" in client.get(f"/registrations/{second.token}").text


def test_the_private_page_never_promises_an_event_that_is_off_or_over(client, make):
    event = make.event(capacity=5)
    path = f"/registrations/{make.registration(event).token}"
    assert "Vous venez" in client.get(path).text
    for status, words in (
        ("postponed", "L’événement est reporté"),
        ("cancelled", "Cet événement est annulé"),
    ):
        event.status = EventStatus(status)
        db.session.commit()
        page = client.get(path).text
        assert words in page
        assert "Vous venez" not in page
    event.status = EventStatus.PUBLISHED
    event.starts_at = event.ends_at = event.created_at
    db.session.commit()
    assert "Cet événement a eu lieu" in client.get(path).text
    assert "<form" not in client.get(f"{path}/cancellation").text
    client.post(f"{path}/cancellation")
    assert db.session.scalar(sa.select(Registration.state)) is RegistrationState.CONFIRMED


def test_whoever_comes_too_late_is_told_that_nothing_was_sent(client, make):
    event = make.event(capacity=1, waiting_list=False)
    make.registration(event)
    assert "La dernière place vient d’être prise" in post(client, event, partial=True).text


def test_a_name_pasted_with_a_no_break_space_keeps_its_space(client, event):
    post(client, event, name="\u00a0Jean\u202fPaul\u00a0Œuvrard\u0007 ")
    assert db.session.scalar(sa.select(Registration.name)) == "Jean Paul Œuvrard"


@pytest.mark.parametrize("settings", [{"RATELIMIT_ENABLED": True, "REGISTRATIONS_PER_MINUTE": 2}])
def test_too_many_registrations_from_one_address_wait(client, event):
    answers = [post(client, event, email=f"eve{n}@example.org") for n in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[2].headers["Retry-After"]) > 0


def test_a_post_from_another_site_is_refused(client, event):
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}):
        answer = client.post(f"/events/{event.slug}/registrations", data=said(), headers=headers)
        assert answer.status_code == 403
    assert count() == 0


def test_a_private_page_without_referrer_may_post_where_browsers_send_no_fetch_metadata(client, make, event):
    registration = make.registration(event)
    headers = {"Origin": "null"}
    assert (
        client.post(f"/registrations/{registration.token}/cancellation", headers=headers).status_code == 303
    )
    assert client.post(f"/events/{event.slug}/registrations", data=said(), headers=headers).status_code == 403


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Jeanne d’Arc", "Jeanne d’Arc"),
        ("Sinéad O'Connor", "Sinéad O'Connor"),
        ("Charles de Gaulle-Anthonioz", "Charles de Gaulle-Anthonioz"),
        ("Þóra Œuvrard-Ñíguez", "Þóra Œuvrard-Ñíguez"),
        ("Jean\u00a0Martin", "Jean Martin"),
        ("M.\u202fDupont", "M. Dupont"),
        ("  Ève Dupont\t", "Ève Dupont"),
        ("李", "李"),
    ],
)
def test_a_name_is_taken_as_people_write_it(client, event, typed, kept):
    assert post(client, event, name=typed).status_code == 200
    assert db.session.scalar(sa.select(Registration.name)) == kept


@pytest.mark.parametrize("fault", [{"name": "   "}, {"email": " "}, {"consent": "false"}, {"consent": ""}])
def test_spaces_are_no_name_and_no_is_no_consent(client, event, fault):
    assert post(client, event, **fault).status_code == 422
    assert count() == 0


@pytest.mark.parametrize("field", ["party", "address", "nothing", ""])
def test_y5_a_part_that_a_form_lacks_is_not_there_to_be_checked(client, event, make, field):
    registration = make.registration(event)
    paths = [f"/registrations/{registration.token}/check"]
    paths += [f"/events/{event.slug}/registrations/check"] if field != "address" else []
    for path in paths:
        assert client.post(f"{path}?field={field}").status_code == 404


def test_m19_a_body_that_is_no_form_is_refused_without_a_fault(client, event):
    answer = client.post(
        f"/events/{event.slug}/registrations", json={"name": 5, "email": ["x"], "consent": True}
    )
    assert answer.status_code == 422
    assert count() == 0
