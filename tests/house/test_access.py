"""Who may do what: every route × every role × every method, against the table in access.txt.

A new route without a row fails. The first word of a row is the right that it needs, ``staff`` for everybody who is
signed in, or ``everybody``.
"""

import re
from pathlib import Path

import pytest

from app import create_app
from models.user import Right, Role

TABLE = {
    f"{method} {path}": access
    for access, method, path in (
        line.rsplit(maxsplit=2)
        for line in Path(__file__).with_name("access.txt").read_text("utf-8").splitlines()
    )
}
SAMPLES = {"printed": "badges", "number": "1", "name": "css/parvis.css", "status": "published"}
NOBODY = "999999"  # an id that nothing has
SAID = {"role": "door"}  # what a view cannot even refuse without
ROLES: list[Role | None] = [None, *Role]


@pytest.fixture(scope="module")
def routes(tmp_path_factory):
    """Every route of the application, as ``GET /events/<slug>``."""
    app = create_app({"INSTANCE": str(tmp_path_factory.mktemp("routes"))})
    rules = app.url_map.iter_rules()
    return {
        f"{method} {rule.rule}" for rule in rules for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def test_every_route_has_a_row_and_every_row_a_route(routes):
    assert routes == set(TABLE), "access.txt: say who may use each route"


def test_every_row_names_a_right():
    assert set(TABLE.values()) <= {"everybody", "staff", *Right}


@pytest.mark.parametrize("role", ROLES, ids=str)
def test_a_route_opens_to_whom_it_should_and_to_nobody_else(make, signed_in, app, role):
    app.config["PROPAGATE_EXCEPTIONS"] = False
    faults = {}
    for route in sorted(TABLE):
        method, path = route.split(" ", 1)
        user = make.user(role) if role else None
        browser = signed_in(user) if user else app.test_client()
        said = SAID if method == "POST" else None
        answer = browser.open(filled(path, make), method=method, data=said, buffered=False)
        answer.close()
        faults[route] = what_is_wrong(answer, TABLE[route], user)
    refuse(faults)


def what_is_wrong(answer, access, user):
    """How an answer is not what the table says; nothing when it is."""
    if access != "everybody" and answer.headers["Cache-Control"] != "no-store":
        return f"Cache-Control: {answer.headers['Cache-Control']}"
    if allowed(access, user):
        closed = answer.status_code in {400, 401, 403, 405, 500} or sent_to_sign_in(answer)
        return f"{answer.status}: closed to who should enter" if closed else ""
    refused = answer.status_code == 403 if user else sent_to_sign_in(answer)
    return "" if refused else f"{answer.status}: open to who should not enter"


def refuse(faults):
    """Fail with a line for each route at which something is wrong."""
    lines = [f"{route}: {fault}" for route, fault in faults.items() if fault]
    assert not lines, "\n".join(
        ["access.txt says who may use each route; the view must say the same.", *lines]
    )


def test_q2_nothing_of_the_staff_happens_without_the_forms_token(make, signed_in):
    faults = {}
    for route in (each for each in TABLE if TABLE[each] != "everybody" and not each.startswith("GET")):
        method, path = route.split(" ", 1)
        address, browser = filled(path, make), signed_in(Role.ADMIN)
        said = [
            browser.open(address, method=method, headers={"X-CSRFToken": token}) for token in ("", "forged")
        ]
        faults[route] = [answer.status for answer in said if answer.status_code != 400]
    refuse(faults)


def test_m20_nothing_happens_at_the_request_of_another_site(make, client):
    faults = {}
    for route in (each for each in TABLE if not each.startswith("GET")):
        method, path = route.split(" ", 1)
        answer = client.open(filled(path, make), method=method, headers={"Sec-Fetch-Site": "cross-site"})
        faults[route] = answer.status if answer.status_code != 403 else ""
    refuse(faults)


def allowed(access, user):
    """Whether a member of the staff, or a visitor, may use a route."""
    if access == "everybody":
        return True
    return user is not None and (access == "staff" or user.may(Right(access)))


def sent_to_sign_in(answer):
    return answer.status_code == 303 and answer.location.startswith("/login")


def filled(path, make):
    """The address of a route about things that exist."""
    event = make.event() if "<slug>" in path else None
    comment = make.comment(make.event()) if "comment_id>" in path else None
    known = SAMPLES | {
        "slug": event.slug if event else "",
        "comment_id": str(comment.id if comment else NOBODY),
    }
    known |= {"registration_id": str(make.registration(event).id) if "registration_id>" in path else NOBODY}
    known |= {"rule_id": NOBODY, "user_id": str(make.user().id) if "user_id>" in path else NOBODY}
    known |= {"question_id": str(make.questions(event)[7].id) if "question_id>" in path else NOBODY}
    unknown = {"int": NOBODY}
    return re.sub(
        r"<(?:(\w+):)?(\w+)>", lambda found: known.get(found[2], unknown.get(found[1], "A" * 22)), path
    )
