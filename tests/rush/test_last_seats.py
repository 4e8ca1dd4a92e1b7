"""Fifty people at once want the last ten seats, at the real server with its worker processes."""

import asyncio

import sqlalchemy as sa

from bench.client import Answer, connections, person, stamp
from extensions import db
from models.registration import Registration, RegistrationState
from tests.rush import apart

PROGRAM = "tests/rush/program.py"


def rush(port: int, slug: str, people: int = 50) -> list[Answer]:
    """Let everybody read the page, and then send the form in the same instant."""

    async def all_at_once() -> list[Answer]:
        async with connections(port, people) as lines:
            pages = await asyncio.gather(*(line.get(f"/events/{slug}") for line in lines))
            sent = (
                line.post(f"/events/{slug}/registrations", person(f"-rush-{number}", stamp(page.body)))
                for number, (line, page) in enumerate(zip(lines, pages, strict=True))
            )
            return await asyncio.gather(*sent)

    return apart.run(all_at_once())


def count(event, state: RegistrationState) -> int:
    db.session.rollback()
    found = sa.select(sa.func.count()).where(Registration.event_id == event.id, Registration.state == state)
    return db.session.scalar(found.select_from(Registration)) or 0


def test_a1_fifty_at_once_for_ten_seats_give_ten_and_the_others_wait(make, served):
    event = make.event(capacity=60)
    for _ in range(50):
        make.registration(event)
    with served(PROGRAM) as port:
        answers = rush(port, event.slug)
    assert {answer.status for answer in answers} == {200}
    assert count(event, RegistrationState.CONFIRMED) == 60
    assert count(event, RegistrationState.WAITING) == 40
    db.session.refresh(event)
    assert (event.seats_taken, event.waiting_count) == (60, 40)


def test_a1_without_a_waiting_list_the_others_are_told_that_it_is_full(make, served):
    event = make.event(capacity=10, waiting_list=False)
    with served(PROGRAM) as port:
        answers = rush(port, event.slug)
    assert sorted(answer.status for answer in answers) == [200] * 10 + [422] * 40
    assert count(event, RegistrationState.CONFIRMED) == 10


def test_a2_the_same_rush_oversells_when_lock_and_guard_are_off(make, served, monkeypatch):
    event = make.event(capacity=10, waiting_list=False)
    monkeypatch.setenv("RUSH_UNGUARDED", "1")
    if db.engine.dialect.name == "postgresql":
        with db.writing():
            db.session.execute(sa.text("ALTER TABLE event DROP CONSTRAINT ck_event_no_overbooking"))
    with served(PROGRAM) as port:
        rush(port, event.slug)
    assert count(event, RegistrationState.CONFIRMED) > 10


def test_b4_one_person_who_clicks_fifty_times_has_one_registration(make, served):
    event, people = make.event(), 50
    path = f"/events/{event.slug}"

    async def clicks(port: int) -> list[Answer]:
        async with connections(port, people) as lines:
            form = person("impatient", stamp((await lines[0].get(path)).body))
            return await asyncio.gather(*(line.post(f"{path}/registrations", form) for line in lines))

    with served() as port:
        answers = apart.run(clicks(port))
    assert {answer.status for answer in answers} == {200}
    assert count(event, RegistrationState.CONFIRMED) == 1
