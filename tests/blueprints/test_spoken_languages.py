"""F69: what somebody wrote in one language says so on a page, in a mail and in a feed in another one."""

from collections.abc import Iterator

import html5lib
import pytest
from defusedxml import ElementTree

import mails
from extensions import db
from models.comment import CommentState, Verb
from models.outbox.message import OutboxMessage
from models.user import Role

TITLE, SAID, ANSWER = "La ville en débat", "Bonjour à toutes", "Bienvenue au quartier"
UNMARKED = {"title", "option", "script", "template", "textarea"}  # where no element can say a language
XML = "{http://www.w3.org/XML/1998/namespace}lang"


@pytest.fixture
def event(make):
    return make.event(slug="talk", title=TITLE)


@pytest.fixture
def comment(make, event):
    return make.comment(event, CommentState.APPROVED, name="Jeanne", body=SAID, language="fr")


@pytest.fixture
def reply(make, event, comment):
    return make.comment(event, CommentState.APPROVED, comment, name="Ada", body=ANSWER, language="fr")


def spoken(markup: str) -> Iterator[tuple[str, str, str]]:
    """Yield the texts of a page with their language and where they stand."""
    tree = html5lib.parse(markup, namespaceHTMLElements=False)

    def walk(element, language: str) -> Iterator[tuple[str, str, str]]:
        if not isinstance(element.tag, str) or element.tag in UNMARKED:
            return
        own = element.get("lang", language)
        yield element.text or "", own, f"{element.tag} {element.get('class', '')}"
        for child in element:
            yield from walk(child, own)
            yield child.tail or "", own, f"{element.tag} {element.get('class', '')}"

    return walk(tree, "")


def misspoken(markup: str) -> list[str]:
    """Return where a French text is said to be in another language; fails when there is none at all."""
    ours = (TITLE, SAID, ANSWER)
    found = [(where, tongue) for text, tongue, where in spoken(markup) if any(one in text for one in ours)]
    assert found, "nothing of it is on the page"
    return [f"{where} ({tongue})" for where, tongue in found if tongue != "fr"]


@pytest.mark.parametrize("path", [
    "/events/talk", "/events/talk?reply={comment}", "/events/talk/comments/{reply}/report", "/", "/comments/{token}", "/comments/{token}/delete",
])  # fmt: skip
def test_f69_on_the_pages_of_visitors(client, comment, reply, path):
    whole = path.format(comment=comment.id, reply=reply.id, token=comment.token)
    answer = client.get(f"{whole}{'&' if '?' in path else '?'}lang=en")
    assert misspoken(answer.text) == []


@pytest.mark.parametrize("path", [
    "/moderation?status=all", "/moderation/comments/{reply}", "/desk", "/desk/events/talk", "/desk/events/talk/registrations",
    "/desk/events/talk/status/cancelled", "/desk/events/talk/prints", "/desk/events/talk/questions", "/desk/events/talk/consents", "/desk/events/talk/phones",
])  # fmt: skip
def test_f69_on_the_pages_of_the_staff(signed_in, event, comment, reply, path):
    answer = signed_in(Role.ADMIN).get(
        path.format(reply=reply.id) + ("&" if "?" in path else "?") + "lang=en"
    )
    assert answer.status_code == 200
    assert misspoken(answer.text) == []


def test_f69_in_a_mail_to_a_reader_of_english(app, make, event, comment):
    make.subscription(comment)
    reply = make.comment(event, CommentState.PENDING, comment, name="Ada", body=ANSWER, language="fr")
    moderator = make.user(Role.MODERATOR, language="en")
    with db.writing():
        reply.decide(Verb.APPROVE, reply.version, by=moderator)
    (message,) = db.session.query(OutboxMessage).filter_by(kind="reply")
    message.language = "en"
    html = mails.compose(message).get_body(("html",)).get_content()  # type: ignore[union-attr]
    assert misspoken(html) == []


def test_f69_and_f46_in_a_feed(client, comment, reply):
    root = ElementTree.fromstring(client.get("/events/talk/comments.xml?lang=en").data)
    atom = "{http://www.w3.org/2005/Atom}"
    said = [{part.tag.removeprefix(atom): part for part in entry} for entry in root.findall(f"{atom}entry")]
    assert [entry.get(XML) for entry in root.findall(f"{atom}entry")] == [None, None]
    for parts, one in zip(said, (reply, comment), strict=True):
        assert parts["title"].get(XML) is None, "it is ours, in English"
        assert parts["content"].get(XML) == "fr"
        assert f"/events/talk/comments/{one.id}" in parts["link"].get("href", "")


def test_f46_no_page_offers_an_address_of_a_comment_that_moves(client, make, event, comment):
    for path in ("/events/talk", f"/comments/{comment.token}", f"/events/talk/comments/{comment.id}/report"):
        html = client.get(path).text
        assert f"/events/talk/comments/{comment.id}" in html
        assert f'#comment-{comment.id}"' not in html
