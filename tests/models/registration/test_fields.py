"""The facts of a registration are declared once, and every place that follows has all of them."""

import csv
from typing import Any

import pytest
import sqlalchemy as sa

from extensions import db
from formats import spreadsheet
from formats.personal_data import datum
from forms.desk.attendee import AttendeeForm
from forms.public.registration import RegistrationForm
from models.privacy import registration_erasure
from models.registration import Registration
from models.registration.fields import COLUMNS, FIELDS, TYPED, AttendeeFacts

SAID: dict[str, Any] = {"name": "Ada", "organisation": "Atelier", "job_title": "Engineer", "seats": 2}


@pytest.mark.parametrize("name", FIELDS)
def test_a_declared_fact_is_a_column_and_has_a_name_in_the_personal_data(app, name):
    with app.test_request_context("/?lang=en"):
        assert datum(name) == FIELDS[name].told
    assert name in sa.inspect(Registration).columns


@pytest.mark.parametrize("name", TYPED)
def test_what_is_typed_is_declared_and_has_its_label_in_the_forms(app, make, name):
    event = make.event(max_seats=3)
    with app.test_request_context("/?lang=en"):
        desk, public = AttendeeForm(formdata=None), RegistrationForm.blank(event)
        assert name in desk
        if name != "language":  # of the page, for a visitor; of the mails, for an organiser
            assert desk[name].label.text == public[name].label.text == FIELDS[name].label


def test_the_list_as_a_file_begins_with_the_facts_that_have_a_column(app, make):
    event = make.event(max_seats=3)
    registration = make.registration(event, **SAID)
    with app.test_request_context("/?lang=en"):
        text = "".join(spreadsheet.as_csv(spreadsheet.rows(event, [registration])))
    head, row = csv.reader(text.removeprefix(spreadsheet.BOM).splitlines(), delimiter=";")
    assert head[: len(COLUMNS)] == list(COLUMNS.values())
    assert row[: len(COLUMNS)] == [str(getattr(registration, name)) for name in COLUMNS]


def test_erasure_empties_what_is_personal_and_nothing_else_that_is_typed(app, make):
    registration = make.registration(make.event(max_seats=3), **SAID)
    with db.writing():
        registration_erasure.erase_all([registration.id])
    left = {name for name in TYPED if getattr(registration, name)}
    assert left == {name for name in TYPED if not FIELDS[name].personal}


def test_what_organisers_correct_is_declared_and_can_be_told_apart(app, make):
    registration = make.registration(make.event(max_seats=3), **SAID)
    facts = AttendeeFacts.of(registration)
    assert facts.values() == SAID
    other = AttendeeFacts(**SAID | {"job_title": "Countess"})
    assert facts.differing(other) == facts.unseen(other.fingerprint) == ("job_title",)
    assert set(SAID) <= set(FIELDS)
