"""Calendar files in ical.js, the reader of Thunderbird, in a real browser."""

from datetime import datetime
from pathlib import Path

import pytest

from formats import calendar
from tests import calendars

SOURCE = Path(__file__).parent / "vendor" / "ical-2.2.1.es5.min.cjs"
# A calendar as a program keeps one (RFC 5546): by UID, the highest SEQUENCE wins.
FOLLOW = """files => {
  const kept = {}, shown = []
  for (const text of files) {
    const file = new ICAL.Component(ICAL.parse(text))
    for (const zone of file.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone)
    const event = new ICAL.Event(file.getFirstSubcomponent('vevent'))
    const known = kept[event.uid]
    if (!known || event.sequence > known.sequence) kept[event.uid] = {
      uid: event.uid, sequence: event.sequence, title: event.summary, place: event.location,
      status: event.component.getFirstPropertyValue('status'), method: file.getFirstPropertyValue('method'),
      starts: event.startDate.toJSDate().toISOString(), local: event.startDate.toString(), zone: event.startDate.zone.tzid,
    }
    shown.push({...kept[event.uid]})
  }
  return {shown, entries: Object.keys(kept).length}
}"""


INSTANTS = """text => {
  const file = new ICAL.Component(ICAL.parse(text))
  for (const zone of file.getAllSubcomponents('vtimezone')) ICAL.TimezoneService.register(zone)
  return Object.fromEntries(file.getAllSubcomponents('vevent').map(part => new ICAL.Event(part)).map(event => [
    event.summary, [event.startDate, event.endDate].map(at => at.toJSDate().toISOString().replace(/[-:]/g, '').slice(0, 13))
  ]))
}"""


@pytest.fixture
def reader(window):
    """A page in which ical.js is loaded."""
    page = window("/")
    module = (
        f"(() => {{ const module = {{exports: {{}}}}, exports = module.exports; {SOURCE.read_text('utf-8')}\n"
    )
    page.evaluate(f"{module} window.ICAL = module.exports.default ?? module.exports }})()")
    return page


@pytest.fixture
def followed(make, reader):
    """What ical.js makes of each file of the story."""
    files = [data.decode() for data in calendars.story(make).values()]
    return reader.evaluate(FOLLOW, files)


def test_f1_f3_f4_ical_js_follows_a_registration_in_one_entry(followed):
    assert followed["entries"] == 1
    announced, confirmed, moved, cancelled = followed["shown"]
    assert announced["status"] == "TENTATIVE"
    assert announced["place"] == "Paris (lieu à confirmer)"
    assert (announced["starts"], announced["local"]) == ("2027-03-29T07:30:00.000Z", "2027-03-29T09:30:00")
    assert announced["zone"] == "Europe/Paris"
    assert (confirmed["status"], confirmed["sequence"]) == ("CONFIRMED", announced["sequence"] + 1)
    assert confirmed["place"] == "Halle Pajol, 20, esplanade Nathalie-Sarraute, Paris"
    assert (moved["starts"], moved["sequence"]) == ("2027-03-30T08:00:00.000Z", confirmed["sequence"] + 1)
    assert (cancelled["status"], cancelled["method"]) == ("CANCELLED", "CANCEL")
    assert cancelled["sequence"] == moved["sequence"] + 1


def test_f2_f3_ical_js_reads_every_hour_as_the_instant_that_is_meant(make, reader, client):
    meant = {slug: list(hours[3:]) for slug, hours in calendars.HOURS.items()}
    read = [reader.evaluate(INSTANTS, data.decode()) for data, _begins, _over in calendars.hours(make)]
    assert {slug: hours for each in read for slug, hours in each.items()} == meant
    assert reader.evaluate(INSTANTS, client.get("/calendar.ics").text) == meant


DATES = """text => {
  const event = new ICAL.Event(new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent'))
  return [event.startDate, event.endDate].map(at => [at.isDate, at.toString()])
}"""


def test_f5_ical_js_reads_whole_days_as_dates(make, reader):
    read = datetime.fromisoformat
    event = make.event(starts=read("2027-05-08 00:00"), ends=read("2027-05-10 00:00"))
    found = reader.evaluate(DATES, calendar.event(event).decode())
    assert found == [[True, "2027-05-08"], [True, "2027-05-10"]]
