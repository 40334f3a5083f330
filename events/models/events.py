"""A street event and its dates: what the street is told, where and when, and how far the plan has come (REQ-S1)."""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from events.models.sites import Site
from venue.house.models import Building, OperatingEntity
from venue.people.models import Person
from venue.spaces.models import Layout, Space
from venue.spaces.models.places import speaks_french


def new_uid() -> str:
    """What calendars know a date by for ever (RFC 5545 UID); says nothing of it."""
    return secrets.token_hex(16)


class EventState(models.TextChoices):
    IDEA = "idea", _("idea")
    PREPARED = "prepared", _("prepared")
    FILED = "filed", _("filed")
    AUTHORISED = "authorised", _("authorised")
    PUBLISHED = "published", _("published")
    MOVED = "moved", _("moved")
    POSTPONED = "postponed", _("postponed")
    CANCELLED = "cancelled", _("cancelled")
    HELD = "held", _("held")
    REPORTED = "reported", _("reported")


# What the street was told: it is never deleted (REQ-S4).
PUBLIC = [
    EventState.PUBLISHED,
    EventState.MOVED,
    EventState.POSTPONED,
    EventState.CANCELLED,
    EventState.HELD,
    EventState.REPORTED,
]
# What people can still come to.
COMING = [EventState.PUBLISHED, EventState.MOVED]


class EventQuerySet(models.QuerySet["Event"]):
    def public(self) -> EventQuerySet:
        """What the street was told of, cancelled ones with them."""
        return self.filter(state__in=PUBLIC)

    def coming(self) -> EventQuerySet:
        return self.filter(state__in=COMING)


class Event(models.Model):
    """What is planned once, for one date or several. `entity` organises it and takes its money.

    `conditional_by` is the manager who lets it be announced *sous réserve d'autorisation* (REQ-S1); the public reads
    so until `authorised_at`. `revision` counts every change that the public can see: the live topic's.
    """

    class Price(models.TextChoices):
        FREE = "free", _("free")
        FREE_PRICE = "free_price", _("pay what you can")
        FIXED = "fixed", _("fixed price")

    slug = models.SlugField(_("address on the web"), max_length=60, unique=True)
    building = models.ForeignKey(Building, on_delete=models.PROTECT, related_name="events", verbose_name=_("house"))
    entity = models.ForeignKey(
        OperatingEntity, on_delete=models.PROTECT, related_name="events", verbose_name=_("organised by")
    )
    state = models.CharField(_("state"), max_length=10, choices=EventState, default=EventState.IDEA)
    title = models.CharField(_("title"), max_length=120, help_text=_("In French."))
    title_en = models.CharField(_("title in English"), max_length=120, blank=True)
    summary = models.CharField(_("in one sentence"), max_length=200, blank=True)
    summary_en = models.CharField(_("in one sentence, in English"), max_length=200, blank=True)
    description = models.TextField(_("description"), max_length=5000, blank=True)
    description_en = models.TextField(_("description in English"), max_length=5000, blank=True)
    keywords = ArrayField(models.CharField(max_length=30), verbose_name=_("keywords"), default=list, blank=True)
    photo = models.ImageField(_("photo"), upload_to="events/", blank=True)
    photo_alt = models.CharField(_("what the photo shows"), max_length=200, blank=True)
    photo_alt_en = models.CharField(_("what the photo shows, in English"), max_length=200, blank=True)
    accessible = models.BooleanField(_("accessible in a wheelchair"), default=False)
    accessibility = models.CharField(_("accessibility"), max_length=300, blank=True)
    accessibility_en = models.CharField(_("accessibility, in English"), max_length=300, blank=True)
    price = models.CharField(_("price"), max_length=10, choices=Price, default=Price.FREE)
    price_cents = models.PositiveIntegerField(_("price (cents, VAT included)"), default=0)
    # What the rules ask about (DOMAIN §6.1).
    expected_people = models.PositiveIntegerField(_("people expected"), default=0)
    sound = models.BooleanField(_("sound system"), default=False)
    music = models.BooleanField(_("music"), default=False)
    tents = models.BooleanField(_("tents"), default=False)
    bar = models.BooleanField(_("temporary bar"), default=False)
    food = models.BooleanField(_("food"), default=False)
    city_kit = models.BooleanField(_("kit lent by the town"), default=False)
    # Whether one registers, and whether one may wait when it is full.
    registers = models.BooleanField(_("with registration"), default=False)
    waiting_list = models.BooleanField(_("with a waiting list"), default=True)
    animator = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("planned by")
    )
    site_lead = models.ForeignKey(
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("lead on site")
    )
    # Of an event that comes again by a rule (RFC 5545); each date is a row of its own.
    rule = models.CharField(_("repeats"), max_length=200, blank=True)
    made_at = models.DateTimeField(_("made on"), default=timezone.now)
    authorised_at = models.DateTimeField(_("authorised on"), null=True, blank=True)
    # The grounds and hours that it names (`permits`).
    authorised_for = models.JSONField(_("authorised for"), default=list, blank=True, editable=False)
    conditional_by = models.CharField(_("announced before the authorisation, by"), max_length=60, blank=True)
    published_at = models.DateTimeField(_("published on"), null=True, blank=True)
    # Given up before anybody was told: off the board, never deleted.
    dropped_at = models.DateTimeField(_("given up on"), null=True, blank=True)
    changed_at = models.DateTimeField(_("changed on"), default=timezone.now)
    revision = models.PositiveIntegerField(_("changes"), default=1)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-made_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=EventState.values), name="an_event_has_a_known_state"),
            models.CheckConstraint(
                condition=Q(price="fixed", price_cents__gte=1) | (~Q(price="fixed") & Q(price_cents=0)),
                name="a_fixed_price_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=PUBLIC) | Q(published_at__isnull=False), name="what_is_public_was_published"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=PUBLIC) | Q(authorised_at__isnull=False) | ~Q(conditional_by=""),
                name="what_is_public_is_authorised_or_says_so",
            ),
            models.CheckConstraint(
                condition=Q(dropped_at=None) | ~Q(state__in=PUBLIC), name="nothing_public_is_given_up_in_silence"
            ),
        ]
        indexes = [models.Index(fields=["building", "state"], name="events_of_a_house")]

    def __str__(self) -> str:
        return self.title

    @property
    def local_title(self) -> str:
        """The title in the language of the request."""
        return self.title_en if self.title_en and not speaks_french() else self.title

    @property
    def is_public(self) -> bool:
        return self.state in PUBLIC

    @property
    def is_conditional(self) -> bool:
        """Announced *sous réserve d'autorisation*: the public must read it, of what takes place."""
        return self.authorised_at is None and self.state in COMING


class DateState(models.TextChoices):
    SCHEDULED = "scheduled", _("scheduled")
    POSTPONED = "postponed", _("postponed")
    CANCELLED = "cancelled", _("cancelled")
    HELD = "held", _("held")


# People can still come to these; they keep their place, their crew and their kit.
STANDING = [DateState.SCHEDULED]


class EventDateQuerySet(models.QuerySet["EventDate"]):
    def standing(self) -> EventDateQuerySet:
        return self.filter(state__in=STANDING)

    def coming(self, at: datetime | None = None) -> EventDateQuerySet:
        return self.standing().filter(ends_at__gt=at or timezone.now())

    def ahead(self, at: datetime | None = None) -> EventDateQuerySet:
        """Those of which something is still to come: they stand and are not over, or wait for their new time."""
        return self.coming(at) | self.filter(state=DateState.POSTPONED)

    def public(self) -> EventDateQuerySet:
        return self.filter(event__state__in=PUBLIC)

    def tell_calendars(self) -> None:
        """Another SEQUENCE, and when: what calendars show of these dates is other now (RFC 5545 §3.8.7.4)."""
        self.update(sequence=F("sequence") + 1, changed_at=timezone.now())

    def taking_place(self) -> EventDateQuerySet:
        """Those that take their site or room: an idea does not, nor what was given up."""
        return self.standing().exclude(event__state=EventState.IDEA).filter(event__dropped_at=None)


class EventDate(models.Model):
    """One date of an event, at a site of the street or in a room of the house. The parent of its registrations.

    `uid` and `sequence` are what calendars know it by (RFC 5545). `was_…` is what was last announced before it moved
    (schema.org `previousStartDate`). `places_taken`, `last_rank`, `waiting` and `nameless` change under this row's lock
    alone.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="dates", verbose_name=_("event"))
    uid = models.CharField(max_length=32, unique=True, default=new_uid, editable=False)
    starts_at = models.DateTimeField(_("start"))
    ends_at = models.DateTimeField(_("end"))
    state = models.CharField(_("state"), max_length=10, choices=DateState, default=DateState.SCHEDULED)
    site = models.ForeignKey(
        Site, on_delete=models.PROTECT, null=True, blank=True, related_name="dates", verbose_name=_("site")
    )
    space = models.ForeignKey(
        Space, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("room")
    )
    layout = models.CharField(_("layout"), max_length=10, choices=Layout.Name, blank=True)
    capacity = models.PositiveIntegerField(
        _("places"), null=True, blank=True, help_text=_("For registration. Empty: as many as the place holds.")
    )
    # What the room, as it is set up, or the site holds: written when the date takes its place (`placing.take`).
    holds = models.PositiveIntegerField(_("most people that the place holds"), null=True, blank=True, editable=False)
    # Plan B (REQ-S3): another place, or another time, and when it is decided.
    fallback_site = models.ForeignKey(
        Site, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("plan B: site")
    )
    fallback_space = models.ForeignKey(
        Space, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("plan B: room")
    )
    fallback_layout = models.CharField(_("plan B: layout"), max_length=10, choices=Layout.Name, blank=True)
    fallback_starts_at = models.DateTimeField(_("plan B: start"), null=True, blank=True)
    decide_at = models.DateTimeField(_("go or no-go at"), null=True, blank=True)
    # Of a date that a rule made: with which others, and when that wanted it to start.
    series = models.UUIDField(null=True, blank=True, editable=False)
    recurrence_id = models.DateTimeField(_("start by the rule"), null=True, blank=True)
    was_starts_at = models.DateTimeField(_("start before it moved"), null=True, blank=True)
    was_ends_at = models.DateTimeField(_("end before it moved"), null=True, blank=True)
    was_place = models.CharField(_("place before it moved"), max_length=120, blank=True)
    was_place_en = models.CharField(_("place before it moved, in English"), max_length=120, blank=True)
    # When the house last announced another time or place, or that it is put off: what was bought before may go back.
    moved_at = models.DateTimeField(_("moved or put off on"), null=True, blank=True, editable=False)
    sequence = models.PositiveIntegerField(_("changes for calendars"), default=0)
    changed_at = models.DateTimeField(_("changed on"), default=timezone.now)
    places_taken = models.PositiveIntegerField(_("places taken"), default=0)
    last_rank = models.PositiveIntegerField(_("last rank in the line"), default=0)
    # Registrations that wait and could fit (`could_hold`): as long as there is one, nobody takes a place past them.
    waiting = models.PositiveIntegerField(_("registrations waiting"), default=0)
    # Places that are held or waited for by people whom nobody could reach: only a share may be (DESIGN §4 Nuisance).
    nameless = models.PositiveIntegerField(_("places without a contact"), default=0, editable=False)
    # Every change of its places: the event's own revision is that of what is told, and of feeds.
    revision = models.PositiveIntegerField(_("changes"), default=0)

    objects = EventDateQuerySet.as_manager()

    class Meta:
        verbose_name = _("date of an event")
        verbose_name_plural = _("dates of events")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=DateState.values), name="a_date_has_a_known_state"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_date_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(site__isnull=False, space=None) | Q(site=None, space__isnull=False),
                name="a_date_is_at_a_site_or_in_a_room",
            ),
            models.CheckConstraint(
                condition=Q(fallback_site=None) | Q(fallback_space=None), name="plan_b_is_one_place"
            ),
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(places_taken__lte=F("capacity")), name="no_place_given_twice"
            ),
            models.UniqueConstraint(fields=["event", "recurrence_id"], name="one_date_per_occurrence"),
        ]
        indexes = [
            models.Index(fields=["starts_at"], name="dates_by_their_start"),
            models.Index(fields=["site", "starts_at"], name="dates_at_a_site"),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def stands(self) -> bool:
        return self.state in STANDING

    @property
    def takes_place(self) -> bool:
        """Whether it takes its site or room, as `taking_place` of many."""
        return self.stands and self.event.state != EventState.IDEA and self.event.dropped_at is None

    @property
    def about(self) -> str:
        """What claims, movements and postings call it."""
        return f"event_date:{self.pk}"

    @property
    def most_places(self) -> int | None:
        """What one may register for: what the team has said, or else what the place holds. None: as many as come."""
        return self.holds if self.capacity is None else self.capacity

    def could_hold(self, places: int) -> bool:
        """Whether a party of so many would find its places if nobody else came."""
        return self.most_places is None or places <= self.most_places

    def may_be_nameless(self, places: int, *, percent: int, least: int) -> bool:
        """Whether so many more are within the share of those who leave no contact, or within `least` of them."""
        return self.most_places is None or self.nameless + places <= max(least, self.most_places * percent // 100)

    @property
    def places_left(self) -> int | None:
        """What can be promised to whoever asks now: nothing past who waits. None: as many as come."""
        return 0 if self.waiting else self.places_free

    @property
    def places_free(self) -> int | None:
        """What nobody holds, if only for who waits. None: as many as come."""
        return None if self.most_places is None else max(0, self.most_places - self.places_taken)


class EventChange(models.Model):
    """What happened to an event or to one of its dates; never edited. `words` is what the street reads."""

    append_only = True

    class What(models.TextChoices):
        MADE = "made", _("made")
        STATE = "state", _("another state")
        EDITED = "edited", _("edited")
        PUBLISHED = "published", _("published")
        AUTHORISED = "authorised", _("authorised")
        MOVED = "moved", _("moved")
        POSTPONED = "postponed", _("postponed")
        CANCELLED = "cancelled", _("cancelled")
        HELD = "held", _("held")
        REPORTED = "reported", _("reported")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="changes", verbose_name=_("event"))
    date = models.ForeignKey(
        EventDate, on_delete=models.PROTECT, null=True, blank=True, related_name="changes", verbose_name=_("date")
    )
    what = models.CharField(_("what happened"), max_length=10, choices=What)
    from_state = models.CharField(_("from"), max_length=10, choices=EventState, blank=True)
    to_state = models.CharField(_("to"), max_length=10, choices=EventState, blank=True)
    words = models.CharField(_("why, in French"), max_length=300, blank=True)
    words_en = models.CharField(_("why, in English"), max_length=300, blank=True)
    # Times and places before and after, as they are told.
    figures = models.JSONField(default=dict, blank=True)
    by = models.CharField(_("by"), max_length=60)
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["event", "at"], name="changes_of_an_event")]

    def __str__(self) -> str:
        return f"{self.event_id} {self.what} {self.at:%Y-%m-%d %H:%M}"
