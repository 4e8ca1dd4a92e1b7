"""Every page and every fragment is HTML without a fault: the W3C's checker reads them all at once."""

import itertools
import re
from datetime import timedelta

import pytest
import sqlalchemy as sa

import clock
import mails
from blueprints.desk.styleguide_mails import written
from blueprints.public.event_stream import regions
from commands import demo
from extensions import db
from forms.public.form import stamp
from models.comment import Comment, CommentState
from models.comment.moderation_link import MailedLink
from models.event import Event, PromotionPolicy, speaker_link
from models.outbox.message import OutboxMessage
from models.registration import Registration
from models.spam.rule import Rule
from models.user import Role, User
from tests import markup
from tests.pages import PARTIAL

EVENTS = ("faire-groupe", "faire-groupe-a-venir", "walking-the-edge", "lecture-en-ligne")
PUBLIC = (
    "/",
    "/about",
    "/privacy",
    "/accessibility",
    "/legal",
    "/login",
    "/my-registrations",
    "/my-registrations/sent",
    "/my-registrations/erased",
    "/my-registrations/moved",
    "/help",
    *(f"/help/{role}" for role in ("organisers", "moderators", "door")),
    "/nowhere",
    *(f"/events/{slug}" for slug in EVENTS),
)
HERE = "/events/faire-groupe-a-venir"
DESK = "/desk/events/faire-groupe-a-venir"
STAFF = (
    "/account", "/desk/audit", "/desk/export", "/desk", "/desk/site", "/desk/staff", "/desk/people", "/desk/people/erasure?q=claire.lenoir@example.org", "/desk/events/new", DESK, f"{DESK}/edit", f"{DESK}/registrations", f"{DESK}/registrations?q=zzz", f"{DESK}/status/cancelled",
    "/desk/events/walking-the-edge", "/moderation/newcomers", "/moderation/protection", "/moderation/rules", "/moderation/batches",
    "/moderation/batches/new?q=a", "/logout", HERE, "/desk/door", f"{DESK}/door", f"{DESK}/door?q=eve",
    f"{DESK}/statistics", *(f"{DESK}/prints{sheet}" for sheet in ("", "/door-list", "/attendance-sheet", "/badges")),
    *(f"/moderation?state={state}" for state in CommentState),
    *(f"/desk/mail?state={state}" for state in ("", "failed", "queued", "sent")),
    "/desk/style", "/desk/style/mail",
)  # fmt: skip
ALLOWED = {200, 409, 422}  # anything else is not the page that was meant
PERSON = {"name": "Ève Dupont", "email": "eve@example.org", "consent": "y"}
SAID = {
    "body": "Bonjour à **tous**",
    "name": "Ada",
    "email": "ada@example.org",
    "parent_id": "",
    "website": "",
}


@pytest.fixture
def site(app):
    """The example, on the day on which it was made."""
    assert app.test_cli_runner().invoke(demo.demo).exit_code == 0
    return app


@pytest.fixture
def folder(tmp_path):
    """Where the pages to check are put."""
    (tmp_path / "pages").mkdir()
    return tmp_path / "pages"


@pytest.fixture
def collected(folder):
    """Returns a function that puts an answer among those to check."""
    numbers = itertools.count(1)

    def collect(name, answer):
        html = answer if isinstance(answer, str) else answer.text
        status = 200 if isinstance(answer, str) else answer.status_code
        assert status in ALLOWED or name.startswith("/nowhere"), f"{name}: {status}"
        markup.keep(folder, f"{next(numbers):03} {name}", html)
        return answer

    return collect


@pytest.mark.skipif(bool(markup.available()), reason=markup.available())
def test_the_checker_finds_no_fault_in_any_page_or_fragment(site, make, client, signed_in, collected, folder):
    for path, language in itertools.product(PUBLIC, ("fr", "en")):
        collected(f"{path} {language}", client.get(spoken(path, language)))
    staff = signed_in(Role.ADMIN)
    for path, language in itertools.product(STAFF, ("fr", "en")):
        collected(f"{path} {language}", staff.get(spoken(path, language)))
    for kind, language in itertools.product(mails.WRITERS, ("fr", "en")):
        body = written(kind, language).get_body(("html",))
        assert body is not None
        collected(f"mail {kind} {language}", body.get_content())
    registering(client, make, collected)
    asking(client, make, collected)
    questioning(staff, make, collected)
    commenting(client, make, collected)
    moderating(staff, collected)
    make.comment(make.event(), CommentState.APPROVED, body="Bonjour")
    listing(staff, collected)
    organising(staff, make, collected)
    letting_in(staff, make, collected)
    mailed(staff, make.comment(make.event()), collected)
    streaming(site, collected)
    assert len(list(folder.iterdir())) > 80
    collected("control", "<p><table hx-get='/x' x-y='z'></table>")
    control, found = partition(markup.faults(folder))
    assert len(control) == 1, "the checker finds the fault that was put there for it to find"
    assert not found, "\n".join(found)


def partition(faults):
    """The faults of the control, and all the others."""
    ours = [fault for fault in faults if not fault.startswith("fragment-") or "_control" not in fault]
    return [fault for fault in faults if fault not in ours], ours


def spoken(path, language):
    """The address of a page in a language."""
    return f"{path}{'&' if '?' in path else '?'}lang={language}"


def registering(client, make, collected):
    """The panel's answers, the private page and its cancellation, without and with scripts."""
    stamped = PERSON | {"stamp": stamp("registration")}
    address = f"{HERE}/registrations"
    for send, kind in ((client.post, "page"), (client.partial, "partial")):
        collected(f"registration refused {kind}", send(address, data={"stamp": stamp("registration")}))
        collected(f"registration {kind}", send(address, data=stamped | {"email": f"{kind}@example.org"}))
        collected(
            f"registration again {kind}", send(address, data=stamped | {"email": f"{kind}@example.org"})
        )
    for field in ("name", "email"):
        collected(f"check {field}", client.partial(f"{address}/check?field={field}", {field: "x" * 300}))
    full = make.event(capacity=1)
    for said in ("confirmed", "waiting"):
        receipt = make.receipt(full)
        mine = f"/registrations/{receipt.token}"
        collected(f"private {said}", client.get(mine))
        if said == "confirmed":
            collected("ticket", client.get(f"{mine}/ticket"))
            found = db.session.get_one(Registration, 1).lookup_pass
            collected("my registrations", client.get(f"/my-registrations/{found}"))
            collected(f"address {said}", client.get(f"{mine}/address"))
            collected(f"address refused {said}", client.post(f"{mine}/address", data={"email": "no"}))
            for path in ("data", "erasure"):
                collected(f"{path} {said}", client.get(f"{mine}/{path}"))
            collected("find refused", client.post("/my-registrations", data={"email": "nowhere"}))
        collected(f"private refused {said}", client.post(mine, data={"name": ""}))
        collected(f"private changed {said}", client.partial(mine, {"name": "Ève"}))
        collected(f"cancellation {said}", client.get(f"{mine}/cancellation"))
        collected(f"again {said}", client.get(f"/registrations/{again(make, full, said)}"))
    gone = make.registration(make.event())
    token = gone.token
    with db.writing():
        gone.cancel()
    for facts in ({"confirm_address": True}, {"approval": True}):
        mine = make.registration(make.event(**facts))
        collected(f"private {mine.state}", client.get(f"/registrations/{mine.token}"))
        collected(f"panel {facts}", client.get(f"/events/{mine.event.slug}"))
        address = f"{mine.event.slug}/registrations"
        collected(f"receipt {facts}", client.post(f"/events/{address}", data=stamped))
        if facts.get("confirm_address"):
            for act in (client.get, client.post, client.get):
                collected("confirmation", follow(act, f"/registrations/{mine.address_token}/confirmation"))
    offered = make.registration(make.event(capacity=0, promotion=PromotionPolicy.OFFER))
    with db.writing():
        offer_seat(offered)
    for path in ("", "/seat", "/cancellation"):
        collected(f"offered {path}", client.get(f"/registrations/{offered.token}{path}"))
    collected("offer taken", follow(client.post, f"/registrations/{offered.token}/seat"))
    collected("private cancelled", client.get(f"/registrations/{token}"))
    collected("erasure allowed", client.get(f"/registrations/{token}/erasure"))
    collected("full", client.get(f"/events/{full.slug}"))


def again(make, event, who):
    """The link that somebody gets whose address is registered already."""
    make.receipt(event, email=f"{who}@example.org")
    return make.receipt(event, email=f"{who}@example.org").token


def offer_seat(registration):
    """Offer a seat to who waits."""
    event = registration.lock()
    event.capacity = 1
    db.session.flush()
    Registration.promote(event)


def follow(act, path):
    """The page at the end of a redirect."""
    return act(path, follow_redirects=True)


def asking(client, make, collected):
    """The event's own questions, unanswered, wrong and answered."""
    event = make.event(max_seats=3)
    lunch = make.questions(event)[0]
    address = f"/events/{event.slug}"
    stamped = PERSON | {"stamp": stamp("registration")}
    said = stamped | {f"question-{lunch.id}": str(lunch.choices[0].id)}
    collected("questions", client.get(f"{address}?lang=en"))
    slip = PERSON | {"email": "eve@gmial.com", "stamp": stamp("registration")}
    collected("address offered", client.post(f"{address}/registrations", data=slip | {"name": ""}))
    collected("address offered partial", client.partial(f"{address}/registrations/check?field=address", slip))
    other = f"/events/{make.event().slug}/registrations"
    collected("address offered on the receipt", client.post(other, data=slip))
    collected("questions blank", client.post(f"{address}/registrations", data=stamped))
    collected("questions blank partial", client.partial(f"{address}/registrations", stamped))
    for answered in (said, stamped):
        collected(
            "questions asked anew", client.partial(f"{address}/registrations/check?field=asked", answered)
        )
        collected(
            "questions again", client.partial(f"{address}/registrations/check?field=questions", answered)
        )
    mine = f"/registrations/{make.receipt(event, answers={lunch.id: [str(lunch.choices[0].id)]}).token}"
    collected("answers", client.get(mine))
    collected("answers refused", client.post(mine, data=PERSON))


def questioning(staff, make, collected):
    """The desk's list of questions, in every state, and the form of one."""
    event = make.event()
    at = f"/desk/events/{event.slug}/questions"
    collected("no questions", staff.get(at))
    lunch, *_, last = make.questions(event)
    make.registration(event, answers={lunch.id: [str(lunch.choices[1].id)], last.id: ["2027-03-22"]})
    collected("questions refused", staff.post(f"{at}/{lunch.id}/removal"))
    consents, said = (
        f"/desk/events/{event.slug}/consents",
        {"clauses-0-text": "Photos", "clauses-0-required": "y"},
    )
    assert staff.post(consents, data=said).status_code == 303
    collected("consents", staff.get(consents))
    phones = f"/desk/events/{event.slug}/phones"
    collected("phones refused", staff.post(phones, data={}))
    said = {"device": "Nord", "scope": "see", "until": f"{event.starts:%Y-%m-%dT%H:%M}"}
    lent = staff.post(phones, data=said)
    collected("phone lent", lent)
    link = re.findall(r"<code>http://localhost(/phones/[^<]+)</code>", lent.text)[0]
    collected("lent phone", staff.get(link))
    collected("/nowhere lent phone", staff.get(f"{link}x"))
    collected("consents refused", staff.post(consents, data={"clauses-0-text": "x" * 2001}))
    collected("consents asked", staff.get(f"/events/{event.slug}"))
    assert staff.post(f"{at}/{last.id}/removal").status_code == 303
    for language in ("fr", "en"):
        collected("list of questions", staff.get(f"{at}?lang={language}"))
    collected("questions in order", staff.partial(f"{at}/{last.id - 1}/place", {"place": "1"}))
    outdated = {"label": "Midi", "kind": "yes or no", "seen": "0"}
    collected("question torn", staff.post(f"{at}/{lunch.id}", data=outdated))
    collected("question gone", staff.post(f"{at}/999", data=outdated))
    for path in (f"{at}/new", f"{at}/{lunch.id}", f"{at}/{lunch.id + 3}"):
        collected("question", staff.get(path))
        collected("question refused", staff.post(path, data={"kind": "one choice"}))


def commenting(client, make, collected):
    """The comment form's answers and the author's own page."""
    stamped = SAID | {"stamp": stamp("comment")}
    address = f"{HERE}/comments"
    collected("comment refused", client.post(address, data={"stamp": stamp("comment")}))
    collected("comment refused partial", client.partial(address, {"stamp": stamp("comment")}))
    posted = client.post(address, data=stamped)
    assert posted.status_code == 303
    mine = posted.location.partition("#")[0]
    collected("own comment", client.get(mine))
    for send, kind in ((client.post, "page"), (client.partial, "partial")):
        collected(f"preview {kind}", send(address, data=stamped | {"preview": "1"}))
    seat = f"/registrations/{make.receipt(make.event()).token}/comments"
    collected("registrant's comment", client.get(seat))
    collected("registrant's comment preview", client.post(seat, data={"body": "*Mot*", "preview": "1"}))
    collected("registrant's comment refused", client.post(seat, data={"body": ""}))
    collected("own comment deletion", client.get(f"{mine.partition('?')[0]}/delete"))
    collected(
        "comment partial", client.partial(address, stamped | {"body": "Autre", "email": "b@example.org"})
    )
    collected("check", client.partial(f"{address}/check?field=email", {"email": "nowhere"}))
    parent = make.comment(Event.by_slug("faire-groupe-a-venir"), CommentState.APPROVED)
    for token in speaker_link.tokens(parent.event).values():
        collected("guest's comment", client.get(f"{HERE}/guests/{token}"))
    following(client, make.subscription(parent, confirmed=False), collected)
    collected("reply form", client.get(f"{HERE}?reply={parent.id}", headers=PARTIAL))
    collected("reply page", client.get(f"{HERE}?reply={parent.id}"))
    reporting = f"{HERE}/comments/{parent.id}/report"
    collected("report form", client.get(reporting, headers=PARTIAL))
    collected("report page", client.get(reporting))
    collected("report refused", client.post(reporting, data={"stamp": stamp("report"), "words": "x" * 501}))
    collected("report thanks", client.partial(reporting, {"stamp": stamp("report"), "words": "Injure"}))


def following(client, subscription, collected):
    """Confirming an address, and ending what it follows; its author's page meanwhile."""
    paths = (f"/followers/{subscription.follower.token}", f"/subscriptions/{subscription.token}")
    for path in paths:
        collected(f"{path} asks", client.get(path))
        collected(f"{path} done", client.post(path))


def moderating(staff, collected):
    """Every decision on a comment, and what can be written in its row."""
    row = db.session.scalars(sa.select(Comment).where(Comment.state == CommentState.PENDING).limit(1)).one()
    address, version = f"/moderation/comments/{row.id}", row.version
    for part in ("", "/edit", "/reply"):
        collected(f"row {part}", staff.get(f"{address}{part}", headers=PARTIAL))
        collected(f"row page {part}", staff.get(f"{address}{part}"))
    version += 1
    collected(
        "batch", staff.partial("/moderation/batches", {"decision": "bin", "seen": f"{row.id}:{version - 1}"})
    )
    collected("batches", staff.get("/moderation/batches"))
    for decision in ("approve", "spam", "bin", "restore", "undo"):
        data = {"decision": decision, "version": version}
        collected(decision, staff.partial(f"{address}/decisions", data))
    collected(
        "overtaken", staff.partial(f"{address}/decisions", {"decision": "spam", "version": version + 5})
    )
    collected("edit refused", staff.partial(f"{address}/edit", {"body": "", "name": "", "version": version}))
    collected("edit", staff.partial(f"{address}/edit", {"body": "Mieux", "name": "Zoé", "version": version}))
    collected("reply", staff.partial(f"{address}/replies", {"body": "Merci", "version": version + 1}))


def listing(staff, collected):
    """The lists: an entry refused, tried, asked about, added, removed and put back."""
    here, said = "/moderation/rules", {"kind": "word", "text": "bonjour", "effect": "hold", "event": ""}
    collected("rule refused", staff.post(here, data=said | {"text": ""}))
    collected("rule tried", staff.partial(f"{here}/trial", said))
    collected("rule asked about", staff.post(here, data=said))
    assert staff.post(here, data=said | {"text": "casino"}).status_code == 303
    number = db.session.scalars(sa.select(Rule.id)).one()
    for act in ("removal", "restoration"):
        collected(f"rule {act}", staff.partial(f"{here}/{number}/{act}"))
    collected("rules", staff.get(here))


def mailed(staff, comment, collected):
    """What a link in a moderator's mail opens: the question, the answer, and that there is none any more."""
    link = MailedLink(
        comment.id, comment.version, db.session.scalars(sa.select(User).where(User.role == Role.ADMIN)).one()
    )
    with clock.at(clock.now() - timedelta(days=8)):
        late = link.key
    assert staff.get(f"/moderation/mail/spam/{late}").status_code == 410
    for verb in ("approve", "bin"):
        address = f"/moderation/mail/{verb}/{link.key}"
        collected(f"mailed {verb}", staff.get(address))
        collected(f"mailed {verb} pressed", staff.post(address))


def organising(staff, make, collected):
    """The desk's forms when something is wrong."""
    collected("event refused", staff.post("/desk/events/new", data={"title": ""}))
    collected(
        "event check", staff.partial("/desk/events/new/draft/check?field=timezone", {"timezone": "Nowhere"})
    )
    collected("event preview", staff.post(f"{DESK}/draft/preview", data={"title": ""}))
    event = make.event(approval=True)
    make.registration(event)
    collected("people partial", staff.get(f"{DESK}/registrations?q=a&sort=-state", headers=PARTIAL))
    here = Event.by_slug("faire-groupe-a-venir")
    assert here
    for number in db.session.scalars(sa.select(Registration.id).where(Registration.event_id == here.id)):
        collected(f"registration {number}", staff.get(f"{DESK}/registrations/{number}"))
    collected("announcement", staff.get(f"{DESK}/registrations/message?q=a"))
    written = {"sending": "x" * 22, "subject": "Sujet", "text": "## Bonjour\n\n- a", "act": "test"}
    collected("announcement tried", staff.post(f"{DESK}/registrations/message", data=written))
    collected(
        "announcement refused", staff.post(f"{DESK}/registrations/message", data=written | {"text": ""})
    )
    collected("import", staff.get(f"{DESK}/registrations/import"))
    for text in ("nom;e-mail\nA;a@example.net", "nom;e-mail\nA;no\n;"):
        collected(f"import {len(text)}", staff.post(f"{DESK}/registrations/import", data={"text": text}))
    collected("enrolment", staff.get(f"{DESK}/registrations/new"))
    collected("enrolment refused", staff.post(f"{DESK}/registrations/new", data={"email": "no"}))
    somebody = db.session.scalars(sa.select(Registration.id).where(Registration.event_id == here.id)).first()
    sheet = f"{DESK}/registrations/{somebody}/edit"
    collected("sheet", staff.get(sheet))
    collected("sheet partial", staff.get(sheet, headers=PARTIAL))
    torn = {"name": "Autre", "seats": "1", "seen": "0" * 32}
    collected("sheet torn", staff.post(sheet, data=torn))
    address = f"{DESK}/registrations/{somebody}/address"
    collected("desk address", staff.get(address))
    collected("desk address refused", staff.post(address, data={"email": "no"}))
    collected(
        "desk address torn",
        staff.post(address, data={"email": "mine@example.org", "seen": "old@example.org"}),
    )
    collected("people to approve", staff.get(f"/desk/events/{event.slug}/registrations?state=pending"))
    collected("site refused", staff.post("/desk/site", data={"name": ""}))
    with db.writing():
        message = db.session.scalars(sa.select(OutboxMessage).limit(1)).one()
        message.fail("550 no such user")
    collected("mail failed", staff.get("/desk/mail?state=failed"))
    collected("mail retried", staff.partial(f"/desk/mail/{message.id}/retries", {}))
    collected("staff refused", staff.post("/desk/staff", data={"email": "nowhere"}))
    collected(
        "sign-in refused", staff.application.test_client().post("/login", data={"email": "a@example.org"})
    )


def letting_in(staff, make, collected):
    """What the door answers."""
    person = make.registration(Event.by_slug("faire-groupe-a-venir"))
    for nonce in ("welcome", "already in"):
        answer = staff.post(f"{DESK}/door/check-ins", data={"nonce": nonce, "person": person.id})
        collected(f"door {nonce}", staff.get(answer.location))
    answer = staff.post(f"{DESK}/door/check-ins", data={"nonce": "unknown", "code": "nonsense"})
    collected("door unknown", staff.get(answer.location))
    collected("walk-in refused", staff.post(f"{DESK}/door/walk-ins", data={"nonce": "w", "name": ""}))
    full = make.event(capacity=0)
    here = f"/desk/events/{full.slug}/door/walk-ins"
    collected("walk-in full", staff.post(here, data={"nonce": "w", "name": "Zoé", "seats": "1"}))


def streaming(site, collected):
    """What open pages are told."""
    event = Event.by_slug("faire-groupe-a-venir")
    assert event
    comment = db.session.scalar(sa.select(Comment.id).where(Comment.event_id == event.id))
    for parts in (("facts",), ("seats",), ("comment",), ("text",)):
        with site.test_request_context(HERE):
            collected(f"live {parts}", regions(event, [(part, comment) for part in parts]))
