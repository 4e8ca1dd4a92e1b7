"""The fields of an event are declared once, and every place that follows has all of them."""

import pytest
import sqlalchemy as sa

from formats.event_facts import field_words
from formats.event_keys import KEYS
from forms.desk.event import EventForm
from models.event import Event
from models.event.field import Group
from models.event.fields import FIELDS
from models.exports import rows
from tests.house import event_file


@pytest.mark.parametrize("field", FIELDS.values(), ids=FIELDS)
def test_a_declared_field_is_in_the_form_the_file_the_words_and_the_export(app, field):
    with app.test_request_context():
        form = EventForm()
        assert field.name in form.names(field.group)
        assert form[field.name].description == field.hint
        assert field_words([field.name])
    assert KEYS[field.key][0] == field.name
    if field.name != "speakers":  # they have a table of their own
        assert field.name in sa.inspect(Event).columns
        assert (field.name in {column.name for column in rows.columns(Event)}) is field.exported


def test_every_part_of_the_form_has_fields():
    assert {field.group for field in FIELDS.values()} == set(Group)


def test_the_form_follows_the_order_of_the_declaration(app):
    with app.test_request_context():
        form = EventForm()
        names = [name for group in form.groups for name in form.names(group)]
        assert [name for name in names if name in FIELDS] == list(FIELDS)
        assert set(names) - set(FIELDS) == {"all_day"}, "a way to say the hours, not a fact of its own"


def test_what_is_about_a_person_is_marked():
    assert [name for name, field in FIELDS.items() if field.personal] == ["host", "speakers"]


def test_the_table_of_the_event_file_is_what_the_declaration_says():
    assert event_file.PAGE.read_text("utf-8") == event_file.page(), "run `python -m tests.house.event_file`"
