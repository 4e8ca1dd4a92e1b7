"""What a first visit of the event page brings over the wire, headers, typeface and scripts included."""

from tests import first_visit

MOST = 60_000  # bytes


def test_a_first_visit_of_the_event_page_stays_light(browser, example):
    weight, _painted = first_visit.visit(browser, example + first_visit.PAGE, slow=False)
    assert 20_000 < weight <= MOST
