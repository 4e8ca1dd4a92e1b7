"""The page of the rules: who sees and changes them, trying before adding, and taking back."""

import re

import pytest
import sqlalchemy as sa

from extensions import db
from forms.public.form import stamp
from models.comment import Comment, CommentState
from models.event import CommentsPolicy
from models.spam.rule import Effect, Rule
from models.user import Role
from spam.value import RuleKind

HERE = "/moderation/rules"
CASINO = {"kind": "word", "text": "casino", "effect": "spam", "event": ""}


@pytest.fixture
def organiser(signed_in):
    return signed_in(Role.ORGANISER)


@pytest.fixture
def event(make):
    return make.event(comments_policy=CommentsPolicy.PUBLISH)


def listed():
    return [(rule.text, rule.effect) for rule in Rule.page()]


def add(make, text="casino", effect=Effect.SPAM):
    user = make.user()
    with db.writing():
        return Rule.drafted(RuleKind.WORD, text, effect).add(by=user).id


def send(client, event, body, email="eve@example.org", **more):
    data = {"body": body, "name": "Ève", "email": email, "website": "", "stamp": stamp("comment")} | more
    return data, f"/events/{event.slug}/comments"


def test_an_entry_is_added_and_stands_on_the_page(organiser):
    assert organiser.post(HERE, data=CASINO).status_code == 303
    page = organiser.get(HERE)
    for words in ("« casino » est sur la liste.", "Classé indésirable", "<strong>casino</strong>"):
        assert words in page.text.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"text": ""}, "Indiquez un mot, une adresse, un domaine ou un réseau."),
        ({"text": "x" * 201}, "Raccourcissez l’entrée à 200 caractères."),
        ({"kind": "network"}, "Indiquez une adresse comme 203.0.113.7 ou un réseau comme 203.0.113.0/24."),
        ({"kind": "domain"}, "Indiquez un domaine comme example.org"),
        ({"kind": "address"}, "Indiquez une adresse comme nom@example.org."),
        ({"kind": "nothing"}, "error"),
        ({"event": "nowhere"}, "error"),
    ],
)
def test_what_is_no_entry_is_refused_with_what_was_typed(organiser, wrong, words):
    page = organiser.post(HERE, data=CASINO | wrong)
    assert page.status_code == 422
    assert words in page.text
    assert f'value="{(CASINO | wrong)["text"]}"' in page.text
    assert listed() == []


def test_an_entry_that_catches_approved_comments_is_first_shown_with_them(make, organiser, event):
    make.comment(event, CommentState.APPROVED, name="Ada", body="Un Casino de plage")
    page = organiser.post(HERE, data=CASINO)
    assert page.status_code == 409
    assert "Aurait touché 1 commentaire approuvé." in page.text
    assert "Un Casino de plage" in page.text
    assert "Ajouter quand même" in page.text
    assert listed() == []
    (mark,) = re.findall(r'name="tried" value="(\w+)"', page.text)
    assert organiser.post(HERE, data=CASINO | {"text": "ada", "tried": mark}).status_code == 409
    assert organiser.post(HERE, data=CASINO | {"tried": mark}).status_code == 303
    assert listed() == [("casino", Effect.SPAM)]


def test_trying_saves_nothing_and_works_with_and_without_scripts(make, signed_in, event):
    make.comment(event, CommentState.APPROVED, body="Un casino")
    make.comment(event, CommentState.SPAM, body="CASINO")
    moderator = signed_in(Role.MODERATOR)
    page, part = moderator.post(f"{HERE}/trial", data=CASINO), moderator.partial(f"{HERE}/trial", CASINO)
    for answer in (page, part):
        assert answer.status_code == 200
        assert "Aurait touché 1 commentaire approuvé." in answer.text
        assert "Et 1 qui est indésirable ou à la corbeille." in answer.text
    assert "<html" in page.text
    assert "<html" not in part.text
    wrong = moderator.partial(f"{HERE}/trial", CASINO | {"kind": "network"})
    assert (wrong.status_code, "203.0.113.0/24" in wrong.text) == (422, True)
    assert listed() == []


def test_the_same_entry_twice_is_said(make, organiser):
    add(make)
    page = organiser.post(HERE, data=CASINO)
    assert (page.status_code, "Cette entrée est déjà sur la liste." in page.text) == (422, True)
    assert organiser.post(HERE, data=CASINO | {"effect": "hold"}).status_code == 303
    assert listed() == [("casino", Effect.HOLD)]


def test_removing_is_undone_on_the_page_that_follows(make, organiser):
    number = add(make)
    answer = organiser.post(f"{HERE}/{number}/removal")
    assert answer.status_code == 303
    page = organiser.get(answer.location)
    assert f'action="{HERE}/{number}/restoration"' in page.text
    assert "Annuler" in page.text
    assert organiser.post(f"{HERE}/{number}/restoration").status_code == 303
    assert listed() == [("casino", Effect.SPAM)]
    part = organiser.partial(f"{HERE}/{number}/removal")
    assert (part.status_code, "restoration" in part.text, listed()) == (200, True, [])
    assert organiser.post(f"{HERE}/99/removal").status_code == 404


def test_moderators_read_the_lists_and_change_nothing(make, signed_in):
    number, moderator = add(make), signed_in(Role.MODERATOR)
    page = moderator.get(HERE)
    assert "casino" in page.text
    assert "/removal" not in page.text
    for address in (HERE, f"{HERE}/{number}/removal", f"{HERE}/{number}/restoration"):
        assert moderator.post(address, data=CASINO).status_code == 403
    assert listed() == [("casino", Effect.SPAM)]


def test_long_lists_have_pages_and_a_search(make, organiser):
    for number in range(102):
        add(make, f"mot{number}")
    first = organiser.get(HERE)
    assert first.text.count('class="rule"') == 100
    (older,) = re.findall(r'rel="next"\s+href="([^"]+)"', first.text)
    assert organiser.get(older).text.count('class="rule"') == 2
    assert organiser.get(f"{HERE}?q=mot77").text.count('class="rule"') == 1
    assert "Rien trouvé." in organiser.get(f"{HERE}?q=nothing").text


def test_n1_a_visitor_reads_the_same_of_spam_as_of_what_is_held(make, client, event):
    add(make, "casino", Effect.SPAM)
    add(make, "loterie", Effect.HOLD)
    answers = []
    for word, email in (("casino", "eve@example.org"), ("loterie", "ada@example.org")):
        data, path = send(client, event, f"Un mot : {word}", email)
        posted = client.post(path, data=data)
        private = client.get(posted.location)
        again = client.partial(path, data | {"body": f"Encore : {word}", "email": f"b{email}"})
        answers.append(
            (posted.status_code, again.status_code, *(told(page.text) for page in (private, again)))
        )
    states = set(db.session.scalars(sa.select(Comment.state)))
    assert states == {CommentState.SPAM, CommentState.PENDING}
    assert answers[0] == answers[1]


def told(page):
    """What a page says, but for the words, the person and what differs from one comment to the next."""
    page = re.sub(r"casino|loterie", "mot", page)
    page = re.sub(r"/comments/[\w-]+", "/comments/x", page)
    page = re.sub(r"comment-\d+", "comment-0", page)
    return re.sub(r'value="[\w.:-]+"|reply=\d+|datetime="[^"]+"', "", page)


def test_a_refused_comment_is_said_to_be_and_kept_to_be_corrected(make, client, event):
    add(make, "casino", Effect.REFUSE)
    data, path = send(client, event, "Un casino")
    page = client.post(path, data=data)
    assert page.status_code == 422
    assert "Ce site ne prend pas de tels commentaires." in page.text
    assert "Un casino" in page.text


def test_a_moderator_reads_which_entry_filed_a_comment(make, client, signed_in, event):
    add(make, "casino", Effect.SPAM)
    data, path = send(client, event, "Un casino")
    client.post(path, data=data)
    page = signed_in(Role.MODERATOR).get("/moderation?status=spam")
    assert "dit « casino », qui est sur la liste" in page.text.replace("\u00a0", " ")
