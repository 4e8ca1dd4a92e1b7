"""The seats of a choice beside those of the room: the smallest remaining number wins."""

import threading

import pytest
import sqlalchemy as sa

from extensions import db
from models.event import Event
from models.question import (
    Choice,
    ChoiceFacts,
    Question,
    QuestionFacts,
    QuestionKind,
    QuestionProblem,
    Unaskable,
)
from models.registration import (
    BlockerCause,
    Details,
    Registration,
    RegistrationRefusal,
    RegistrationRefused,
    RegistrationState,
    WaitingListBlocker,
)
from models.user import Role
from tests.turns import waits_its_turn
from tests.waiting import HANG, wait_for


@pytest.fixture
def workshop(make):
    """Makes an event with a question of one choice: ``workshop(capacity=5, A=2, B=None)``."""

    def build(capacity=None, *, kind=QuestionKind.ONE, limits, **facts):
        event = make.event(capacity=capacity, max_seats=10, **facts)
        choices = tuple(ChoiceFacts(label, seats=seats) for label, seats in limits.items())
        with db.writing():
            Question.ask(event, QuestionFacts("Workshop", kind, "workshop", choices=choices))
        return event

    return build


def said(event, label):
    question = Question.of(event)[0]
    return {question.id: [str(one.id) for one in question.choices if one.label == label]}


def name(refused):
    """The choice that a refusal names; None for the room."""
    return refused.value.choice.label if refused.value.choice else None


def counts(event):
    db.session.expire_all()
    return {one.label: one.seats_taken for one in Question.of(event)[0].choices}


def resize(event, **limits):
    """Give the choices other limits, as the desk does."""
    question = Question.of(event)[0]
    choices = tuple(
        ChoiceFacts(one.label, known=one.id, seats=limits.get(one.label, one.seats))
        for one in question.choices
    )
    with db.writing():
        question.rewrite(QuestionFacts(question.label, question.kind, question.key, choices=choices))


def change(person, seats=1, by=None, **more):
    with db.writing():
        person.amend(Details(name=person.name, email=person.email, seats=seats, **more), by=by)


@pytest.mark.parametrize(
    ("room", "asked", "short"),
    [
        ((10, 2), 3, (2, "A")),
        ((2, 10), 3, (2, None)),
        ((3, 2), 4, (2, "A")),  # both are short: the smaller is said
        ((2, 3), 4, (2, None)),
        ((None, 0), 1, (0, "A")),
    ],
)
def test_a7_the_smallest_remaining_number_wins_and_is_named(make, workshop, room, asked, short):
    event = workshop(room[0], limits={"A": room[1], "B": None})
    with pytest.raises(RegistrationRefused) as refused:
        make.receipt(event, seats=asked, answers=said(event, "A"))
    assert refused.value.reason is RegistrationRefusal.TOO_MANY_SEATS
    assert (refused.value.seats_free, name(refused)) == short
    assert counts(event) == {"A": 0, "B": 0}
    assert db.session.get_one(Event, event.id).seats_taken == 0


def meal(event, seats):
    """Ask one more question, with one choice for as many; returns the answer to it."""
    with db.writing():
        Question.ask(
            event, QuestionFacts("Meal", QuestionKind.ONE, "meal", choices=(ChoiceFacts("X", seats=seats),))
        )
    question = Question.of(event)[1]
    return {question.id: [str(question.choices[0].id)]}


@pytest.mark.parametrize(("first", "second", "short"), [(3, 1, (1, "X")), (1, 3, (1, "A"))])
def test_a7_of_two_choices_that_are_short_the_smaller_is_said(make, workshop, first, second, short):
    event = workshop(10, limits={"A": first})
    both = meal(event, second) | said(event, "A")
    with pytest.raises(RegistrationRefused) as refused:
        make.receipt(event, seats=4, answers=both)
    assert (refused.value.seats_free, name(refused)) == short


def test_a7_who_is_registered_in_one_go_with_others_meets_what_they_took(make, workshop):
    event = workshop(10, limits={"A": 1})
    answers = said(event, "A")
    with db.writing():
        _read_before = Question.of(event)
        Registration.register(event, Details(name="Ève", email="eve@example.org", answers=answers))
        with pytest.raises(RegistrationRefused) as refused:
            Registration.register(event, Details(name="Zoé", email="zoe@example.org", answers=answers))
    assert (refused.value.seats_free, name(refused)) == (0, "A")


def test_a7_seats_count_for_the_room_and_for_the_choice_and_another_choice_stays_free(make, workshop):
    event = workshop(10, limits={"A": 2, "B": None})
    make.registration(event, seats=2, answers=said(event, "A"))
    assert counts(event) == {"A": 2, "B": 0}
    with pytest.raises(RegistrationRefused):
        make.receipt(event, answers=said(event, "A"))
    make.registration(event, seats=3, answers=said(event, "B"))
    assert counts(event) == {"A": 2, "B": 3}
    assert db.session.get_one(Event, event.id).seats_taken == 5


def test_a7_exactly_the_registrations_that_count_for_the_room_count_for_the_choice(make, workshop):
    held = workshop(limits={"A": 2}, confirm_address=True)
    assert make.registration(held, answers=said(held, "A")).state is RegistrationState.HELD
    assert counts(held) == {"A": 1}
    asked = workshop(limits={"A": 1}, approval=True)
    person, organiser = make.registration(asked, answers=said(asked, "A")), make.user(Role.ORGANISER)
    assert counts(asked) == {"A": 1}
    with db.writing():
        person.refuse(by=organiser)
    assert counts(asked) == {"A": 0}
    make.registration(asked, answers=said(asked, "A"))
    with pytest.raises(RegistrationRefused) as refused, db.writing():
        person.approve(by=organiser)
    assert name(refused) == "A"


def test_a7_a_cancelled_seat_is_free_for_that_choice(make, workshop):
    event = workshop(limits={"A": 1})
    person = make.registration(event, answers=said(event, "A"))
    with db.writing():
        person.cancel()
    assert counts(event) == {"A": 0}
    assert make.registration(event, answers=said(event, "A")).state is RegistrationState.CONFIRMED


def test_a7_who_comes_back_takes_the_choice_that_they_make_now(make, workshop):
    event = workshop(limits={"A": 1, "B": 1})
    person = make.registration(event, email="eve@example.org", answers=said(event, "A"))
    with db.writing():
        person.cancel()
    make.registration(event, answers=said(event, "A"))
    with pytest.raises(RegistrationRefused):
        make.receipt(event, email="eve@example.org")  # as a list of people does: the answer of before stays
    make.receipt(event, email="eve@example.org", answers=said(event, "B"))
    assert counts(event) == {"A": 1, "B": 1}


def test_a7_who_holds_a_full_choice_keeps_it_and_edits_the_rest(make, workshop):
    event = workshop(limits={"A": 2, "B": 5})
    person = make.registration(event, seats=2, answers=said(event, "A"))
    resize(event, A=1)
    change(person, 2, answers=said(event, "A"), organisation="Elsewhere")
    assert (person.organisation, counts(event)) == ("Elsewhere", {"A": 2, "B": 0})
    with pytest.raises(RegistrationRefused) as refused:
        change(person, 3, answers=said(event, "A"))
    assert refused.value.seats_free == 2
    change(person, 1, answers=said(event, "A"))
    with pytest.raises(RegistrationRefused):
        change(person, 2, answers=said(event, "A"))
    assert counts(event) == {"A": 1, "B": 0}


@pytest.mark.parametrize(("before", "after"), [(1, 3), (3, 1)])
def test_a7_a_change_of_choice_and_of_seats_together_needs_room_in_the_new_choice_alone(
    make, workshop, before, after
):
    event = workshop(limits={"A": before, "B": after})
    person = make.registration(event, seats=before, answers=said(event, "A"))
    change(person, after, answers=said(event, "B"))
    assert counts(event) == {"A": 0, "B": after}
    other = make.registration(event, answers=said(event, "A"))
    with pytest.raises(RegistrationRefused) as refused:
        change(other, answers=said(event, "B"))
    assert (name(refused), refused.value.seats_free) == ("B", 0)


def test_a7_an_organiser_who_adds_seats_meets_the_limit_of_the_choice(make, workshop):
    event, organiser = workshop(limits={"A": 3}), make.user(Role.ORGANISER)
    _other = make.registration(event, seats=2, answers=said(event, "A"))
    person = make.registration(event, answers=said(event, "A"))
    with pytest.raises(RegistrationRefused) as refused:
        change(person, 2, by=organiser)
    assert (name(refused), refused.value.seats_free) == ("A", 1)


def waiting(make, event, label, **more):
    person = make.registration(event, answers=said(event, label), **more)
    assert person.state is RegistrationState.WAITING
    return person


def test_a7_who_waits_for_a_full_choice_is_not_promoted_and_holds_up_nobody_else(make, workshop):
    event = workshop(2, limits={"A": 1, "B": None})
    _holder = make.registration(event, answers=said(event, "A"))
    leaving = make.registration(event, answers=said(event, "B"))
    first, second = waiting(make, event, "A"), waiting(make, event, "B")
    with db.writing():
        leaving.cancel()
    assert (first.state, second.state) == (RegistrationState.WAITING, RegistrationState.CONFIRMED)
    assert counts(event) == {"A": 1, "B": 1}


def test_a7_d13_the_organiser_reads_which_choice_is_short_and_cannot_give_its_seat(make, workshop):
    event = workshop(2, limits={"A": 1, "B": None})
    holder = make.registration(event, answers=said(event, "A"))
    leaving = make.registration(event, answers=said(event, "B"))
    person = waiting(make, event, "A")
    with db.writing():
        leaving.cancel()
    found = WaitingListBlocker.of(event)
    assert found
    assert (found.free, found.why) == (1, BlockerCause.CHOICE)
    assert found.short == (0, Question.of(event)[0].choices[0])
    organiser = make.user(Role.ORGANISER)
    with pytest.raises(RegistrationRefused) as refused, db.writing():
        person.promote_by_hand(by=organiser)
    assert name(refused) == "A"
    with db.writing():
        holder.cancel()
    assert person.state is RegistrationState.CONFIRMED


def test_a7_d13_of_two_choices_that_are_short_the_organiser_reads_the_smaller(make, workshop):
    event = workshop(4, limits={"A": 2})
    eats = meal(event, 2)
    both = eats | said(event, "A")
    _holders = [make.registration(event, answers=answers) for answers in (both, eats)]
    leaving = make.registration(event, seats=2)
    assert make.registration(event, seats=2, answers=both).state is RegistrationState.WAITING
    with db.writing():
        leaving.cancel()
    found = WaitingListBlocker.of(event)
    assert found
    assert (found.why, found.short) == (BlockerCause.CHOICE, (0, Question.of(event)[1].choices[0]))


def test_a7_seats_given_in_one_go_never_pass_the_choice(make, workshop):
    event = workshop(1, limits={"A": 1})
    _holder = make.registration(event)
    first, second = waiting(make, event, "A"), waiting(make, event, "A")
    with db.writing():
        event.lock()
        event.capacity = 5
        db.session.flush()
        Registration.promote(event)
    assert (first.state, second.state) == (RegistrationState.CONFIRMED, RegistrationState.WAITING)


def test_a7_nobody_overtakes_a_group_to_the_choice_that_it_waits_for(make, workshop):
    event = workshop(3, limits={"A": 2, "B": None})
    _holder, leaving = (make.registration(event, answers=said(event, label)) for label in "AB")
    _other = make.registration(event, answers=said(event, "B"))
    group, single = waiting(make, event, "A", seats=2), waiting(make, event, "A")
    with db.writing():
        leaving.cancel()
    assert {group.state, single.state} == {RegistrationState.WAITING}


def test_a7_more_seats_for_a_choice_go_to_who_waits_for_it(make, workshop):
    event = workshop(2, limits={"A": 1, "B": None})
    make.registration(event, answers=said(event, "A"))
    leaving = make.registration(event, answers=said(event, "B"))
    person = waiting(make, event, "A")
    with db.writing():
        leaving.cancel()
    resize(event, A=2)
    with db.writing():
        event.lock()
        Registration.promote(event)
    assert person.state is RegistrationState.CONFIRMED


def test_a7_nobody_waits_for_more_seats_than_a_choice_has(make, workshop):
    event = workshop(5, limits={"A": 2})
    make.registration(event, seats=5)
    with pytest.raises(RegistrationRefused) as refused:
        make.receipt(event, seats=3, answers=said(event, "A"))
    assert (refused.value.reason, refused.value.seats_free) == (RegistrationRefusal.MORE_THAN_ALL, 2)


@pytest.mark.parametrize("kind", [QuestionKind.SEVERAL, QuestionKind.SHORT])
def test_a7_only_the_choices_of_a_one_choice_question_have_seats(make, workshop, kind):
    with pytest.raises(Unaskable) as unaskable:
        workshop(kind=kind, limits={"A": 1})
    assert ("choices", QuestionProblem.SEATS) in unaskable.value.faults


@pytest.mark.parametrize("state", ["held", "confirmed", "pending", "offered"])
def test_a7_the_database_itself_refuses_what_passes_a_choice(make, workshop, state):
    event = workshop(limits={"A": 1, "B": None})
    make.registration(event, answers=said(event, "A"))
    person = make.registration(event, answers=said(event, "B"))
    key = Question.of(event)[0].choices[0].id
    move = "UPDATE answer SET choice_id = :choice WHERE registration_id = :person"
    with pytest.raises(sa.exc.IntegrityError, match="no_overbooking"), db.writing():
        db.session.execute(sa.text(move), {"choice": key, "person": person.id})
    with db.writing():
        db.session.execute(
            sa.text("UPDATE registration SET state = 'cancelled' WHERE id = :id"), {"id": person.id}
        )
        db.session.execute(sa.text(move), {"choice": key, "person": person.id})
    assert counts(event) == {"A": 1, "B": 0}
    back = sa.text("UPDATE registration SET state = :state WHERE id = :id")
    with pytest.raises(sa.exc.IntegrityError, match="no_overbooking"), db.writing():
        db.session.execute(back, {"state": state, "id": person.id})


def test_a7_a_seat_given_back_above_a_lowered_limit_cannot_be_taken_again(make, workshop):
    event = workshop(limits={"A": 3})
    person = make.registration(event, seats=3, answers=said(event, "A"))
    resize(event, A=1)
    change(person, 2, answers=said(event, "A"))
    more = sa.text("UPDATE registration SET seats = 3 WHERE id = :id")
    with pytest.raises(sa.exc.IntegrityError, match="no_overbooking"), db.writing():
        db.session.execute(more, {"id": person.id})
    assert counts(event) == {"A": 2}


def test_a7_a_registration_that_is_deleted_frees_the_seats_of_its_choice(make, workshop):
    event = workshop(limits={"A": 2})
    person = make.registration(event, seats=2, answers=said(event, "A"))
    with db.writing():
        db.session.execute(sa.text("DELETE FROM message"))
        db.session.execute(sa.text("DELETE FROM registration WHERE id = :id"), {"id": person.id})
    assert counts(event) == {"A": 0}


def test_a7_two_at_once_for_the_last_seat_of_a_choice_and_exactly_one_gets_it(app, make, workshop):
    event = workshop(10, limits={"A": 1, "B": None})
    answers, key, refused = said(event, "A"), event.id, []

    def other_window():
        with app.app_context():
            mine = db.session.get_one(Event, key)
            assert [one.seats_free for one in Choice.limited(mine)] == [1]
            try:
                make.receipt(mine, answers=answers)
            except RegistrationRefused as fault:
                refused.append((fault.seats_free, fault.choice and fault.choice.label))

    thread = threading.Thread(target=other_window)
    with db.writing():
        event.lock()
        thread.start()
        wait_for(lambda: waits_its_turn(thread))  # it has read the choice
        Registration.register(event, Details(name="Ève", email="eve@example.org", answers=answers))
    thread.join(HANG)
    assert refused == [(0, "A")]
    assert counts(event) == {"A": 1, "B": 0}
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Registration)) == 1
