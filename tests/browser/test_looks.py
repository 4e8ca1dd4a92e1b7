"""What the eye sees at once: one baseline, one size for one thing, lines that break well."""

from datetime import datetime, timedelta

import pytest

from tests.browser.conftest import DESK

BASELINES = """rows => rows.map(row => ['dt', 'dd'].map(tag => {
  const probe = document.createElement('span');
  probe.style.display = 'inline-block';
  row.querySelector(tag).prepend(probe);
  const { bottom } = probe.getBoundingClientRect();
  probe.remove();
  return Math.round(bottom);
}))"""


def test_f65_a_fact_and_its_label_stand_on_one_line(make, window):
    make.event(slug="talk", capacity=5)
    page = window("/events/talk", viewport={"width": 800, "height": 900})
    for label, value in page.locator("#facts .facts > div").evaluate_all(BASELINES):
        assert abs(label - value) <= 1


def test_f65_what_to_correct_is_said_in_one_size(make, window):
    make.event(slug="talk")
    page = window("/events/talk")
    sizes = set()
    for button, summary in (("S’inscrire", "registration"), ("Publier le commentaire", "comment")):
        page.get_by_role("button", name=button).click()
        title = page.locator(f"#{summary}-summary-title")
        sizes.add(title.evaluate("title => getComputedStyle(title).fontSize"))
    assert len(sizes) == 1


HEIGHT = "hours => hours.getBoundingClientRect().height / parseFloat(getComputedStyle(hours).lineHeight)"


@pytest.mark.parametrize(("start", "lasts"), [("22:53", None), ("09:30", 7), ("19:00", 3)])
def test_f65_a_date_in_a_list_breaks_between_day_and_hours(make, window, start, lasts):
    starts = datetime.fromisoformat(f"2031-09-24T{start}")
    make.event(starts=starts, ends=starts + timedelta(hours=lasts) if lasts else None)
    page = window("/", viewport=DESK)
    assert round(page.locator(".event-item-when .hours").evaluate(HEIGHT)) == 1
