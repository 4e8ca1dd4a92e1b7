"""The fields of an event: what an organiser says of it, each declared once, in the order of the form.

From here follow the columns, the desk's form, the event file and its table in docs/event-file.md, `event show`, the
words of the history, and the export. To add a field: CONTRIBUTING.md.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, MappedColumn, mapped_column

from models.event.field import Group, Kind, SpeakerFacts, declared, required, told
from models.event.states import CommentsPolicy, EventStatus, PromotionPolicy, VenueState
from models.labels import N_

HOLD_MINUTES = 60
OFFER_HOURS = 24
WALL = sa.DateTime(timezone=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFields:
    """Everything that an organiser decides about an event. Hours are wall-clock times in ``timezone``."""

    # fmt: off
    title: str = field(metadata=required(
        Group.WHAT, Kind.TEXT, N_("Title"), "Required.", missing=N_("Give the event a title."), schema="name", on_page=True
    ))
    subtitle: str = told(
        "", Group.WHAT, Kind.TEXT, N_("Question or subtitle"), "The question, or a second title.", on_page=True
    )
    host: str = told(
        "", Group.WHAT, Kind.TEXT, N_("Host"), "The organisation that invites.", schema="organizer", personal=True, on_page=True
    )
    slug: str = field(metadata=required(
        Group.WHAT, Kind.TEXT, N_("Address of the page"),
        "The end of the page’s address: small letters, digits, hyphens. Required.",
        hint=N_("The end of the page’s address; made of the title when empty. It never changes once the event is published.")
    ))
    language: str = told(
        "fr", Group.WHAT, Kind.LANGUAGE, N_("Language"), "The site’s own by default.",
        hint=N_("The language of the texts below."), schema="inLanguage"
    )
    description: str = told(
        "", Group.WHAT, Kind.LONG_TEXT, N_("Description"), "Usually below the facts instead.",
        hint=N_("Markdown: a blank line between paragraphs, ## before a heading, - before each point of a list."),
        schema="description", on_page=True
    )
    categories: str = told(
        "", Group.WHAT, Kind.CATEGORIES, N_("Categories"),
        "By what the list of events can be narrowed: `[Reading, Study day]`.",
        hint=N_("With commas between them, as “Reading, Study day”. Each has a page of its own."),
        schema="keywords", on_page=True
    )
    starts: datetime = field(metadata=required(
        Group.WHEN, Kind.HOUR, N_("Begins"), "As `2027-03-22 09:30`; a date alone, as `2027-03-22`, is whole days. Required.",
        missing=N_("Say when the event begins."), schema="startDate"
    ))
    ends: datetime | None = told(
        None, Group.WHEN, Kind.HOUR, N_("Ends"), "The end; of whole days the last day.", schema="endDate"
    )
    timezone: str = told(
        "Europe/Paris", Group.WHEN, Kind.TEXT, N_("Time zone"),
        "All hours are local times there; the site’s own by default.",
        hint=N_("All hours of this page are the local time there.")
    )
    venue_state: VenueState = told(
        VenueState.UNKNOWN, Group.WHERE, Kind.CHOICE, N_("What is known of the place"), "What is known of the place.",
        key="venue.state", choices=VenueState, schema="location"
    )
    city: str = told(
        "", Group.WHERE, Kind.TEXT, N_("City"), "Needed when the state is `city`.", key="venue.city",
        schema="location", on_page=True
    )
    venue_name: str = told(
        "", Group.WHERE, Kind.TEXT, N_("Name of the place"),
        "This or the address is needed when the place is confirmed.", key="venue.name", schema="location", on_page=True
    )
    address: str = told(
        "", Group.WHERE, Kind.TEXT, N_("Street address"), "This or the name is needed when the place is confirmed.",
        key="venue.address", schema="location", on_page=True
    )
    speakers: tuple[SpeakerFacts, ...] = told(
        (), Group.SPEAKERS, Kind.SPEAKERS, N_("Who speaks"), "Each as `{name: …, function: …, role: …}`.",
        schema="performer", personal=True
    )
    price: str = told(
        "", Group.REGISTRATION, Kind.TEXT, N_("Price"), "What it costs, in words; nothing is paid here.",
        hint=N_("In words, as “free” or “10 €, students 5 €”; nothing is paid here. Empty: nothing is said."), on_page=True
    )
    payment_link: str = told(
        "", Group.REGISTRATION, Kind.LINK, N_("Link to pay elsewhere"),
        "A page where one pays, shown to people with a confirmed seat.",
        hint=N_("Shown once a registration is confirmed: on its page and in its mail.")
    )
    capacity: int | None = told(
        None, Group.REGISTRATION, Kind.NUMBER, N_("Seats"), "Absent or empty: unlimited; 0: full.",
        hint=N_("Empty: unlimited. 0: full."), schema="maximumAttendeeCapacity"
    )
    max_seats: int = told(
        1, Group.REGISTRATION, Kind.NUMBER, N_("Seats that one person may take"), "Seats that one person may take.",
        key="registration.max_seats"
    )
    opens: datetime | None = told(
        None, Group.REGISTRATION, Kind.HOUR, N_("Registration opens"), "When registration opens; at once by default.",
        hint=N_("Empty: as soon as the event is published."), key="registration.opens", schema="offers"
    )
    closes: datetime | None = told(
        None, Group.REGISTRATION, Kind.HOUR, N_("Registration closes"),
        "When registration closes; when the event is over by default.", hint=N_("Empty: when the event is over."),
        key="registration.closes", schema="offers"
    )
    email_domains: str = told(
        "", Group.REGISTRATION, Kind.DOMAINS, N_("Addresses of these domains alone"),
        "Only addresses of these domains can register: `[example.org, .example.net]`; with a leading dot all below it. Others are refused and not told why.",
        hint=N_("Empty: any address. As example.org; .example.org takes those below it. Nobody is told the rule."),
        key="registration.email_domains"
    )
    confirm_address: bool = told(
        False, Group.REGISTRATION, Kind.TRUTH, N_("Ask people to confirm their address by mail"),
        "A registration counts once the link that is mailed to its address has been used; the seat is kept meanwhile.",
        said=N_("Addresses are confirmed by mail"), key="registration.confirm_address"
    )
    hold_minutes: int = told(
        HOLD_MINUTES, Group.REGISTRATION, Kind.NUMBER, N_("Minutes that a seat is kept meanwhile"),
        "How long that is: from 5 minutes to 10080, a week.", said=N_("Minutes that a seat waits for its address"),
        hint=N_("When nobody opens the link in that time, the seat is free again."), key="registration.hold_minutes"
    )
    approval: bool = told(
        False, Group.REGISTRATION, Kind.TRUTH, N_("Approve each registration myself"),
        "The organiser answers each registration; its seats are kept until then.",
        said=N_("The organiser approves each registration"), key="registration.approval"
    )
    self_cancel: bool = told(
        True, Group.REGISTRATION, Kind.TRUTH, N_("People can cancel by themselves"),
        "Whether people can cancel, or give some of their seats back, by themselves; who has no sure seat yet always can.", key="registration.self_cancel"
    )
    waiting_list: bool = told(
        True, Group.WAITING_LIST, Kind.TRUTH, N_("Open a waiting list when all seats are taken"),
        "Whether there is a waiting list.", said=N_("Waiting list")
    )
    promotion: PromotionPolicy = told(
        PromotionPolicy.CONFIRM, Group.WAITING_LIST, Kind.CHOICE, N_("When a seat frees and people wait"),
        "What becomes of a seat that frees while people wait: it is theirs at once; they take it in time or it goes to the next; an organiser decides.",
        said=N_("How who waits gets a seat"),
        hint=N_("Whoever came first is served first; a group waits until all its seats are free."),
        key="registration.promotion", choices=PromotionPolicy
    )
    offer_hours: int = told(
        OFFER_HOURS, Group.WAITING_LIST, Kind.NUMBER, N_("Hours to take an offered seat"),
        "How long an offered seat is kept at most: from 1 to 336. Half of the time that is left to the event is kept for the next in line.",
        hint=N_("Less when the event is near: half of the time that is left."), key="registration.offer_hours"
    )
    stop_before: int = told(
        0, Group.WAITING_LIST, Kind.NUMBER, N_("Hours before the beginning when seats stop moving"),
        "How many hours before the beginning freed seats stop moving; 0: they do until the end.",
        hint=N_("0: seats move until the end."), key="registration.stop_before"
    )
    access_link: str = told(
        "", Group.REGISTRANTS, Kind.LINK, N_("Link to join online"),
        "Where one joins online, shown to people with a confirmed seat and to nobody else.",
        hint=N_("Seen by people with a confirmed seat alone: on their page and in their mails."), key="registrants.access_link"
    )
    access_words: str = told(
        "", Group.REGISTRANTS, Kind.WORDS, N_("Words for them"), "What they alone need to know.",
        hint=N_("Access codes, what to bring, where to ring. Markdown."), key="registrants.words"
    )
    access_from: datetime | None = told(
        None, Group.REGISTRANTS, Kind.HOUR, N_("Link and words are shown from"), "From when both are shown.",
        hint=N_("Empty: at once."), key="registrants.from"
    )
    access_until: datetime | None = told(
        None, Group.REGISTRANTS, Kind.HOUR, N_("and until"), "Until when both are shown.",
        said=N_("Link and words are shown until"), hint=N_("Empty: without an end."), key="registrants.until"
    )
    confirmation_words: str = told(
        "", Group.REGISTRANTS, Kind.WORDS, N_("Own words in the confirmation"),
        "Your own words in the mail that confirms a registration.", hint=N_("Markdown."), key="registrants.confirmation"
    )
    reminder_words: str = told(
        "", Group.REGISTRANTS, Kind.WORDS, N_("Own words in reminders"), "Your own words in reminders.",
        hint=N_("Markdown."), key="registrants.reminder"
    )
    reminders: str = told(
        "", Group.REMINDERS, Kind.REMINDERS, N_("Remind those who come"),
        "Before the beginning, at local hours, five at most: `[1 day at 09:00, 3 hours]`.", said=N_("Reminders"),
        hint=N_("One on each line: “1 week before”, “1 day before at 9:00”, “3 hours before”. They follow the event when it moves.")
    )
    comments_open: bool = told(
        True, Group.COMMENTS, Kind.TRUTH, N_("Comments are open"), "Whether people may comment.", key="comments.open"
    )
    comments_policy: CommentsPolicy = told(
        CommentsPolicy.MODERATE, Group.COMMENTS, Kind.CHOICE, N_("Moderation"),
        "Which comments wait for a moderator: all, an author’s first, or none.", key="comments.policy",
        choices=CommentsPolicy
    )
    comments_closes: datetime | None = told(
        None, Group.COMMENTS, Kind.HOUR, N_("Comments close"), "When comments close by themselves.",
        hint=N_("Empty: at no set hour."), key="comments.closes"
    )
    comments_days: int | None = told(
        None, Group.COMMENTS, Kind.NUMBER, N_("Days after the event until comments close"),
        "The same, in days after the event; the sooner counts.",
        hint=N_("Empty: never. When both are given, the sooner counts."), key="comments.days"
    )
    comments_links: int | None = told(
        None, Group.COMMENTS, Kind.NUMBER, N_("Links from which on a comment waits"),
        "The setting `PARVIS_COMMENT_LINKS` by default.", hint=N_("Empty: as the whole site (%(number)s)."),
        key="comments.links"
    )
    status: EventStatus = told(
        EventStatus.DRAFT, Group.STATUS, Kind.CHOICE, N_("Status"), "How far the event has come.",
        hint=N_("Before anybody is told of a change, you are asked."), choices=EventStatus, schema="eventStatus"
    )
    status_reason: str = told(
        "", Group.STATUS, Kind.WORDS, N_("Why it is cancelled or postponed"),
        "Why the event is cancelled or postponed: said on its page and in the mail.",
        hint=N_("Said on the page and in the mail to everybody who is registered. Markdown.")
    )
    # fmt: on


FIELDS = declared(EventFields)


def _column(name: str, *said: Any, **more: Any) -> MappedColumn[Any]:
    default = FIELDS[name].default
    return mapped_column(*said, **more) if default is None else mapped_column(*said, default=default, **more)


class EventColumns:
    """The columns of these fields; who speaks has a table of their own."""

    slug: Mapped[str] = _column("slug", sa.String(120), unique=True)
    status: Mapped[EventStatus] = _column("status")
    status_reason: Mapped[str] = _column("status_reason", server_default="")
    title: Mapped[str] = _column("title")
    subtitle: Mapped[str] = _column("subtitle")
    host: Mapped[str] = _column("host")
    description: Mapped[str] = _column("description")
    language: Mapped[str] = _column("language", sa.String(8))
    timezone: Mapped[str] = _column("timezone", sa.String(60))
    categories: Mapped[str] = _column("categories", server_default="")
    starts: Mapped[datetime] = _column("starts", WALL)
    ends: Mapped[datetime | None] = _column("ends", WALL)
    venue_state: Mapped[VenueState] = _column("venue_state")
    city: Mapped[str] = _column("city")
    venue_name: Mapped[str] = _column("venue_name")
    address: Mapped[str] = _column("address")
    price: Mapped[str] = _column("price", server_default="")
    payment_link: Mapped[str] = _column("payment_link", server_default="")
    capacity: Mapped[int | None] = _column("capacity")
    waiting_list: Mapped[bool] = _column("waiting_list")
    max_seats: Mapped[int] = _column("max_seats")
    opens: Mapped[datetime | None] = _column("opens", WALL)
    closes: Mapped[datetime | None] = _column("closes", WALL)
    confirm_address: Mapped[bool] = _column("confirm_address")
    hold_minutes: Mapped[int] = _column("hold_minutes")
    approval: Mapped[bool] = _column("approval")
    promotion: Mapped[PromotionPolicy] = _column("promotion")
    offer_hours: Mapped[int] = _column("offer_hours")
    stop_before: Mapped[int] = _column("stop_before")
    self_cancel: Mapped[bool] = _column("self_cancel")
    email_domains: Mapped[str] = _column("email_domains")
    access_link: Mapped[str] = _column("access_link", server_default="")
    access_words: Mapped[str] = _column("access_words", server_default="")
    access_from: Mapped[datetime | None] = _column("access_from", WALL)
    access_until: Mapped[datetime | None] = _column("access_until", WALL)
    confirmation_words: Mapped[str] = _column("confirmation_words", server_default="")
    reminder_words: Mapped[str] = _column("reminder_words", server_default="")
    reminders: Mapped[str] = _column("reminders")
    comments_open: Mapped[bool] = _column("comments_open")
    comments_policy: Mapped[CommentsPolicy] = _column("comments_policy")
    comments_closes: Mapped[datetime | None] = _column("comments_closes", WALL)
    comments_days: Mapped[int | None] = _column("comments_days")
    comments_links: Mapped[int | None] = _column("comments_links")
