"""How organisers write when people are reminded, in both languages."""

import pytest

from forms.desk.reminders import lines
from models.event.reminder import NotAReminder

KEPT = {
    "une semaine avant": "7 days at 09:00",
    "1 semaine avant": "7 days at 09:00",
    "Une semaine avant à 18 h 30": "7 days at 18:30",
    "2 semaines avant, à 9 h": "14 days at 09:00",
    "one week before": "7 days at 09:00",
    "A week before at 8:15": "7 days at 08:15",
    "two weeks": "14 days at 09:00",
    "la veille": "1 day at 09:00",
    "la veille à 20h": "1 day at 20:00",
    "the day before at 9:00": "1 day at 09:00",
    "trois jours avant": "3 days at 09:00",
    "7 jours avant à 9 h": "7 days at 09:00",
    "une heure avant": "1 hour",
    "3 hours before": "3 hours",
    "le jour même à 7 h": "0 days at 07:00",
}


@pytest.mark.parametrize("typed", KEPT)
def test_f41_a_moment_is_understood_as_people_write_it(typed):
    assert lines(typed) == KEPT[typed]


@pytest.mark.parametrize(
    "typed", ["20 semaines avant", "une année avant", "le jour même", "la veille à 25 h"]
)
def test_f41_what_is_no_moment_is_refused(typed):
    with pytest.raises(NotAReminder):
        lines(typed)
