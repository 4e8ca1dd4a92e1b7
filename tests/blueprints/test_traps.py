"""The trap of public forms catches machines, and lets pass whoever's browser fills it in."""

import re

import pytest

from models.comment import Comment, CommentState, HeldFor
from models.event import CommentsPolicy
from tests.forms import filled

# What browsers and password managers look for in names and labels: HTML's autofill tokens and the words of their own rules.
GUESSED = re.compile(
    "name|nom|mail|tel|phone|fax|addr|street|city|ville|zip|post|code|state|region|country|pays|org|company|title|"
    "site|url|web|user|login|pass|pin|card|cc-|cvc|birth|bday|day|month|year|sex|gender|photo|impp|search|coupon|comment"
)


@pytest.fixture
def pages(make):
    """The page and the action of every form that has the trap."""
    event = make.event(slug="talk", comments_policy=CommentsPolicy.PUBLISH)
    registered = f"/registrations/{make.registration(event).token}/comments"
    report = f"/events/talk/comments/{make.comment(event, CommentState.APPROVED).id}/report"
    return {
        "registration": ("/events/talk", "/events/talk/registrations"),
        "comment": ("/events/talk", "/events/talk/comments#comment-form"),
        "comment under a link": (registered, registered),
        "report": (report, report),
        "find": ("/my-registrations", "/my-registrations"),
    }


FORMS = ["registration", "comment", "comment under a link", "report", "find"]
SAID = {"name": "Ève", "email": "eve@example.org", "body": "Bonjour", "words": "injure", "consent": "y"}


@pytest.mark.parametrize("form", FORMS)
def test_f23_no_browser_can_guess_what_the_trap_asks_for(client, pages, form):
    html = client.get(pages[form][0]).text
    traps = re.findall(r'<div class="trap".*?</div>', html, re.DOTALL)
    assert traps
    for trap in traps:
        name = re.search(r'name="([^"]+)"', trap)
        assert name
        assert not GUESSED.search(name[1])
        assert 'autocomplete="off"' in trap
        assert 'tabindex="-1"' in trap


@pytest.mark.parametrize("form", FORMS)
def test_f23_who_falls_into_the_trap_gets_through_and_is_not_told_of_it(client, pages, form):
    page, action = pages[form]
    sent = filled(client.get(page).text, action) | SAID | {"echo": "https://example.org"}
    answer = client.post(action, data=sent)
    if "comment" in form:
        assert answer.status_code == 303
        comment = Comment.by_token(answer.location.rpartition("/")[2])
        assert comment
        assert (comment.state, HeldFor.HONEYPOT in comment.held_for) == (CommentState.PENDING, True)
        return
    assert answer.status_code == 422
    told = re.search(r'<div class="confirmation".*?</div>', answer.text, re.DOTALL)
    assert told
    assert "Confirmez votre envoi" in told[0]
    assert "error-summary" not in answer.text
    again = filled(answer.text, action)
    assert "echo" not in again
    assert again.items() <= sent.items(), "nothing typed is lost"
    assert client.post(action, data=again).status_code in {200, 303}
