"""Whatever is done in whatever order: no overbooking, the list's order kept, one mail a step."""

import shutil
import tempfile
import uuid
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

import clock
from app import create_app
from extensions import db
from models import AuditEntry, OutboxMessage, event_revision
from models.event import Event, EventFacts, PromotionPolicy
from models.registration import TRANSITIONS, Details, Registration, RegistrationState
from models.registration.refusal import RegistrationRefused
from models.registration.states import HOLDING
from tests.factories import Factory

PEOPLE = st.integers(1, 8)
SEATS = st.integers(1, 3)


class Walk(RuleBasedStateMachine):
    """One event of any rules, eight attendees, an organiser who changes the capacity, and time."""

    migrated: Path
    template = ""  # a PostgreSQL database that the migrations made; a SQLite file without it

    def database(self):
        """The settings of a copy of the migrated database; it goes with the walk."""
        if not self.template:
            shutil.copy(self.migrated, f"{self.folder}/parvis.sqlite")
            return {}
        server, _, original = self.template.rpartition("/")
        name = f"walk_{uuid.uuid4().hex}"
        plain = server.replace("+psycopg", "") + "/postgres"
        self.server = psycopg.connect(plain, autocommit=True)
        self.server.execute(f'CREATE DATABASE "{name}" TEMPLATE "{original}"')
        self.drop = f'DROP DATABASE "{name}" WITH (FORCE)'
        return {"DATABASE_URL": f"{server}/{name}"}

    @initialize(
        capacity=st.none() | st.integers(0, 5),
        approval=st.booleans(),
        confirms=st.booleans(),
        promotion=st.sampled_from(PromotionPolicy),
    )
    def open(self, capacity, approval, confirms, promotion):
        self.folder = tempfile.mkdtemp(prefix="parvis-walk-")
        self.clock = ExitStack()
        self.context = create_app({"INSTANCE": self.folder} | self.database()).app_context()
        self.context.push()
        self.make = Factory()
        self.event = self.make.event(
            capacity=capacity,
            max_seats=3,
            approval=approval,
            confirm_address=confirms,
            promotion=promotion,
            offer_hours=1,
        )
        self.organiser = self.make.user()
        self.now = clock.now()
        self.waiting = []

    def teardown(self):
        if hasattr(self, "context"):
            self.clock.close()
            db.session.remove()
            db.engine.dispose()
            self.context.pop()
            shutil.rmtree(self.folder)
            if self.template:
                self.server.execute(self.drop)
                self.server.close()

    def find(self, who):
        return db.session.scalar(sa.select(Registration).where(Registration.email == f"p{who}@example.org"))

    @rule(who=PEOPLE, seats=SEATS)
    def registers(self, who, seats):
        try:
            self.make.receipt(self.event, email=f"p{who}@example.org", seats=seats)
        except RegistrationRefused:
            db.session.rollback()

    @rule(who=PEOPLE)
    def cancels(self, who):
        registration = self.find(who)
        if registration:
            with db.writing():
                registration.cancel()

    @rule(who=PEOPLE)
    def confirms_the_address(self, who):
        registration = self.find(who)
        if registration:
            with db.writing():
                registration.confirm()

    @rule(who=PEOPLE, answer=st.sampled_from([Registration.approve, Registration.refuse]))
    def organiser_answers(self, who, answer):
        registration = self.find(who)
        if registration:
            try:
                with db.writing():
                    answer(registration, by=self.organiser)
            except RegistrationRefused:
                pass

    @rule(who=PEOPLE)
    def takes_the_offer(self, who):
        registration = self.find(who)
        if registration:
            with db.writing():
                registration.take()

    @rule(
        who=PEOPLE,
        act=st.sampled_from(
            [Registration.promote_by_hand, Registration.prefer, partial(Registration.prefer, preferred=False)]
        ),
    )
    def organiser_moves_somebody_on_the_list(self, who, act):
        registration = self.find(who)
        if registration:
            try:
                with db.writing():
                    act(registration, by=self.organiser)
            except RegistrationRefused:
                pass

    @rule(promotion=st.sampled_from(PromotionPolicy))
    def organiser_changes_the_policy(self, promotion):
        with db.writing():
            event_revision.revise(self.event, replace(EventFacts.of(self.event), promotion=promotion))

    @rule(minutes=st.integers(1, 90))
    def time_passes_and_the_worker_frees_what_expired(self, minutes):
        self.now += timedelta(minutes=minutes)
        self.clock.close()
        self.clock.enter_context(clock.at(self.now))
        for number in Registration.with_expired():
            with db.writing():
                event = db.session.get_one(Event, number)
                event.lock()
                Registration.release_expired(event)
        assert Registration.with_expired() == []

    @rule(who=PEOPLE, seats=SEATS)
    def changes_seats(self, who, seats):
        registration = self.find(who)
        if registration and registration.is_active:
            try:
                with db.writing():
                    registration.amend(Details(name=registration.name, email=registration.email, seats=seats))
            except RegistrationRefused:
                pass

    @rule(capacity=st.none() | st.integers(0, 6))
    def organiser_changes_capacity(self, capacity):
        with db.writing():
            event_revision.revise(self.event, replace(EventFacts.of(self.event), capacity=capacity))

    @invariant()
    def seats_are_counted_and_never_overbooked(self):
        if not hasattr(self, "event"):
            return
        db.session.expire_all()
        event = self.event
        taken = sum(one.seats for one in db.session.scalars(Registration.of(event, *HOLDING)))
        assert event.seats_taken == taken
        if event.capacity is not None:
            assert taken <= max(event.capacity, event.seats_allowed)

    @invariant()
    def whoever_waits_keeps_their_order_and_nobody_waits_for_nothing(self):
        if not hasattr(self, "event"):
            return
        waiting = sa.select(Registration).where(Registration.state == RegistrationState.WAITING)
        order = Registration.priority.desc(), Registration.waiting_since, Registration.id
        queue = list(db.session.scalars(waiting.order_by(*order)))
        now = [(registration.id, registration.priority) for registration in queue]
        stayed = [key for key in self.waiting if key in now]
        assert [key for key in now if key in stayed] == stayed
        assert [registration.position for registration in queue] == list(range(1, len(queue) + 1))
        self.waiting = now
        assert self.event.waiting_count == len(now)
        free = self.event.seats_free
        fits = queue and (free is None or queue[0].seats <= free)
        assert not (fits and self.event.gives_seats), "the first could have been promoted"

    @invariant()
    def each_step_wrote_one_line_and_one_mail(self):
        if not hasattr(self, "event"):
            return
        verbs = {step.verb for step in TRANSITIONS}
        assert all(
            one.has_ticket is (one.state == "confirmed")
            for one in db.session.scalars(Registration.of(self.event))
        )
        steps = db.session.scalar(sa.select(sa.func.sum(Registration.turns))) or 0
        lines = db.session.scalar(
            sa.select(sa.func.count()).where(AuditEntry.subject == "registration", AuditEntry.verb.in_(verbs))
        )
        kinds = {step.mail for step in TRANSITIONS}
        mails = db.session.scalar(sa.select(sa.func.count()).where(OutboxMessage.kind.in_(kinds)))
        assert steps == lines == mails


def test_a_random_walk_keeps_every_promise(migrated):
    Walk.migrated, Walk.template = migrated, ""
    run_state_machine_as_test(Walk, settings=settings_of_the_walk(examples=25, steps=30))


@pytest.mark.postgres
def test_a_shorter_walk_on_postgresql_keeps_them_too(postgres_template):
    Walk.template = postgres_template
    run_state_machine_as_test(Walk, settings=settings_of_the_walk(examples=6, steps=20))


def settings_of_the_walk(*, examples: int, steps: int) -> settings:
    checks = list(HealthCheck)
    return settings(
        max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=checks
    )
