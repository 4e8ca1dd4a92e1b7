"""What the verbs that Parvis lives by ask of the database: this and no more, BEGIN and COMMIT aside.

Who saves a statement writes down the lower number; who adds one should know why.
"""

import pytest

from bench.verbs import VERBS, Verbs, counts

STATEMENTS = {
    "register": 10,
    "join the waiting list": 11,
    "cancel, with promotion": 20,
    "comment": 23,
    "decide": 32,
    "check in": 19,
    "send 10 mails": 64,
}


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_asks_the_database_no_more_than_it_did(app, statements, verb):
    verbs = Verbs(app)
    for number in range(2):  # the first request of a process reads more
        VERBS[verb](verbs, number)()
    act = VERBS[verb](verbs, 2)
    with statements() as said:
        act()
    said = [each for each in said if counts(each)]
    assert len(said) == STATEMENTS[verb], "\n".join(["", *said])
