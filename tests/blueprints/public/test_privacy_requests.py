"""Personal data under the private link: the page, the file, and erasing it with a button."""

import json
import re
from datetime import timedelta

import pytest

import clock
import worker
from extensions import db
from language import LANGUAGES
from models import Registration, privacy
from models.question import ChoiceFacts, Question, QuestionFacts, QuestionKind

NAME = "Zoé Dupont"


@pytest.fixture
def zoe(make):
    return make.registration(make.event(), name=NAME, email="zoe@example.org", organisation="La Coop")


def over(event):
    with db.writing():
        event.starts_at, event.ends_at = clock.now() - timedelta(days=3), clock.now() - timedelta(days=2)


def test_the_file_holds_all_that_is_kept_and_nothing_that_only_machines_read(client, zoe):
    with db.writing():
        zoe.change_email("zo@example.org")
    answer = client.get(f"/registrations/{zoe.token}/data.json")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{zoe.event.slug}.json"'
    assert answer.headers["Cache-Control"] == "no-store"
    said = json.loads(answer.text)
    (person,) = said["registration"]
    assert (person["name"], person["email"], person["organisation"]) == (NAME, "zo@example.org", "La Coop")
    assert "job_title" not in person, "what is empty is left out"
    assert [row["what"] for row in said["history"]] == ["register", "move"]
    assert [(row["email"], row["followed_by"]) for row in said["former_addresses"]] == [("zoe@example.org", "zo@example.org")]  # fmt: skip
    assert {row["email"] for row in said["mails"]} == {"zoe@example.org", "zo@example.org"}
    assert said["event"][0]["link"] == f"http://localhost/events/{zoe.event.slug}"
    assert "hash" not in answer.text
    assert zoe.uid not in answer.text


def test_the_file_holds_answers_in_words(client, make):
    event = make.event()
    with db.writing():
        dish = Question.ask(
            event,
            QuestionFacts("Dish", QuestionKind.ONE, choices=(ChoiceFacts("Soup"), ChoiceFacts("Salad"))),
        )
        number, soup = dish.id, dish.choices[0].id
    person = make.registration(event, answers={number: [str(soup)]})
    said = json.loads(client.get(f"/registrations/{person.token}/data.json").text)
    assert said["answer"] == [{"question": "Dish", "value": "Soup"}]


def test_the_file_names_nobody_else(client, make, zoe):
    make.user(email="boss@example.org")
    token = zoe.token
    with db.writing():
        zoe.cancel()
    assert "boss@" not in client.get(f"/registrations/{token}/data.json").text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_page_says_the_same_in_words(client, zoe, language):
    page = client.get(f"/registrations/{zoe.token}/data?lang={language}").text
    words = {
        "fr": ("Inscription", "La Coop", "la personne", "Par"),
        "en": ("Registered", "La Coop", "the person"),
    }
    for word in (NAME, "zoe@example.org", *words[language][:3]):
        assert word in page, word
    assert f"<dd>{LANGUAGES[zoe.language]}</dd>" in page


def test_h1_opening_the_page_erases_nothing_and_the_button_does(client, zoe):
    token = zoe.token
    over(zoe.event)
    page = client.get(f"/registrations/{token}/erasure")
    assert "<form" in page.text
    db.session.refresh(zoe)
    assert zoe.name == NAME
    answer = client.post(f"/registrations/{token}/erasure")
    assert answer.status_code == 303
    assert answer.location.startswith("/my-registrations/erased?reference=")
    assert client.get(answer.location).status_code == 200
    assert db.session.query(Registration).one().name == ""
    for path in ("", "/data", "/data.json", "/erasure"):
        assert client.get(f"/registrations/{token}{path}").status_code == 404
    assert client.post(f"/registrations/{token}/erasure").status_code == 404


def test_h1_refused_while_the_event_is_live_with_the_reason(client, zoe):
    address = f"/registrations/{zoe.token}/erasure"
    page = client.get(address)
    assert "encore à venir" in page.text
    assert f'action="{address}"' not in page.text
    answer = client.post(address)
    assert answer.status_code == 409
    assert "encore à venir" in answer.text
    db.session.refresh(zoe)
    assert zoe.name == NAME


def test_h1_mails_that_were_written_to_files_go_too(app, client, make, zoe, tmp_path):
    other = make.registration(zoe.event, email="other@example.org")
    worker.send_due()
    folder = tmp_path / "mail"
    (folder / "notes.eml").write_text("not ours")
    assert len(list(folder.glob("*.eml"))) == 3
    over(zoe.event)
    client.post(f"/registrations/{zoe.token}/erasure")
    left = [file.read_bytes() for file in folder.glob("*.eml")]
    assert len(left) == 2
    assert not any(b"zoe@example.org" in mail for mail in left)
    assert any(other.email.encode() in mail for mail in left)
    with db.writing():
        privacy.erase_all([other.id])
    worker.forget()
    assert [file.name for file in folder.glob("*.eml")] == ["notes.eml"]


def test_the_desk_still_counts_who_was_erased_and_shows_where_an_address_went(client, make, zoe, signed_in):
    with db.writing():
        zoe.change_email("zo@example.org")
    list_ = f"/desk/events/{zoe.event.slug}/registrations"
    page = signed_in().get(f"{list_}/{zoe.id}").text
    assert "zoe@example.org" in page
    assert "zo@example.org" in page
    assert "Zoé" in signed_in().get(f"{list_}?q=zo@example.org").text, "the search knows the new address"
    over(zoe.event)
    client.post(f"/registrations/{zoe.token}/erasure")
    for path in (list_, f"{list_}/{zoe.id}", f"/desk/events/{zoe.event.slug}", "/desk/mail"):
        answer = signed_in().get(path)
        assert answer.status_code == 200
        assert "zo@" not in answer.text
    assert "(données effacées)" in signed_in().get(list_).text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_x3_the_person_gets_a_certificate_that_the_journal_knows(client, zoe, language):
    over(zoe.event)
    answer = client.post(f"/registrations/{zoe.token}/erasure")
    reference = answer.location.partition("reference=")[2]
    assert f'href="/erasures/{reference}"' in client.get(answer.location).text
    page = client.get(f"/erasures/{reference}?lang={language}")
    assert reference in page.text
    said = {"fr": ("1 inscription", "sauvegardes", "365"), "en": ("1 registration", "backups", "365")}
    for word in said[language]:
        assert word in page.text, word
    assert not [word for word in (NAME, "zoe@", zoe.event.title) if word in page.text]
    assert page.headers["Cache-Control"] == "no-store"
    assert client.get("/erasures/AAAA-AAAA").status_code == 404


def test_x3_the_author_of_a_deleted_comment_gets_one_too(client, make):
    comment = make.comment(make.event())
    page = client.post(f"/comments/{comment.token}/delete").text
    (reference,) = re.findall(r'href="/erasures/([^"]+)"', page)
    assert "1 commentaire" in client.get(f"/erasures/{reference}").text
