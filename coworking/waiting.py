"""The waiting list as a person uses it: join, see one's rank, accept what is offered, leave (issue 3 §5)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coworking import bookings, letters, offering, paying, wishes
from coworking.models import Booking, BookingChange, BookingState, Resource, WaitingPlace, WaitingState
from coworking.models.waiting import WaitingPlaceQuerySet
from coworking.refusals import AlreadyWaiting, NotBookable, OfferOver, PlacesFree, QuotaExceeded
from coworking.slots import Stretch
from coworking.wishes import Item
from venue import rules
from venue.errors import NotFound, Refused
from venue.house.models import Building
from venue.people.models import Person
from venue.spaces.models import Space

NEEDS = ("plug", "accessible", "quiet")


@dataclass(frozen=True, kw_only=True)
class Wait:
    """What somebody would take: `resource`, or any of `kind` and `space` (one of the two at least) that has `needs`."""

    person: Person
    building: Building
    starts_at: datetime
    ends_at: datetime
    resource: Resource | None = None
    kind: str = ""
    space: Space | None = None
    needs: list[str] = field(default_factory=list)
    people: int = 1
    language: str = "fr"


def join(wait: Wait, *, now: datetime | None = None) -> WaitingPlace:
    """Stand at the end of the line. Call inside a transaction.

    Raises PlacesFree when something fitting can be booked right now, AlreadyWaiting, QuotaExceeded
    (`waiting.max_places`), TwoAtOnce when she has one at that time, and what a booking of the same would raise.
    """
    now = now or timezone.now()
    place = place_of(wait, now)
    wanted = refuse_impossible(place, now)
    wishes.alone(wait.person.pk)
    refuse_too_many(place, now)
    refuse_had(place, wanted, now)
    hold_still(wanted)
    if free := offering.free_among(wanted, Stretch(place.starts_at, place.ends_at)):
        raise PlacesFree(resource=free[0].code, free=len(free))
    place.save(force_insert=True)
    return place


def hold_still(wanted: list[Resource]) -> None:
    """The race: a seat comes free while she joins. Whoever frees it would not see her in line, nor she the seat, and it
    would stay empty beside her. One waits for the other on these locks; new bookings pass.
    """
    list(Resource.objects.select_for_update(no_key=True).filter(pk__in=[it.pk for it in wanted]).order_by("pk"))


def place_of(wait: Wait, now: datetime) -> WaitingPlace:
    """Her place as it would be; a named resource is what it is, needs or not."""
    named = wait.resource
    space = named.space if named else wait.space
    return WaitingPlace(
        person=wait.person,
        building=space.building if space else wait.building,
        resource=named,
        space=None if named else wait.space,
        kind="" if named else wait.kind,
        **{need: need in wait.needs and not named for need in NEEDS},
        people=wait.people,
        starts_at=wait.starts_at,
        ends_at=wait.ends_at,
        language=wait.language,
        made_at=now,
    )


def refuse_impossible(place: WaitingPlace, now: datetime) -> list[Resource]:
    """All that she would take and could book, were it free; raises what a booking of it would."""
    possible: list[Resource] = []
    why: Refused = NotBookable(_("Nothing that can be booked here is like that."))
    for resource in [place.resource] if place.resource else place.resources():
        try:
            wishes.refuse_impossible(offering.wish_of(place, Item(resource, place.starts_at, place.ends_at)), now)
        except Refused as reason:
            why = reason
        else:
            possible.append(resource)
    if not possible:
        raise why
    return possible


def refuse_too_many(place: WaitingPlace, now: datetime) -> None:
    """One wish at a time, and not too many in all: waiting costs nothing. The caller is `alone`."""
    mine = WaitingPlace.objects.standing().filter(person=place.person, ends_at__gt=now)
    if same := mine.touching(place.starts_at, place.ends_at).first():
        raise AlreadyWaiting(id=same.pk)
    allowed, used = int(rules.get("waiting.max_places", building=place.building_id)), mine.count()
    if used >= allowed:
        why = QuotaExceeded.nothing_stays_free
        raise QuotaExceeded(why, rule="waiting.max_places", allowed=allowed, used=used, asked=1)


def refuse_had(place: WaitingPlace, wanted: list[Resource], now: datetime) -> None:
    """Who has a seat or a room then does not wait for one: giving hers back she would be the first to be offered it.

    The caller is `alone`.
    """
    asked = [Item(it, place.starts_at, place.ends_at) for it in wanted]
    had = wishes.standing(place.person, asked, now, besides=None)
    for is_seat in {it.resource.is_seat for it in asked}:
        one = next(it for it in asked if it.resource.is_seat == is_seat)
        wishes.refuse_two_at_once([one], [it for it in had if it.is_seat == is_seat], is_seat=is_seat)


def accept(pk: int, *, person: Person, offer: str = "", now: datetime | None = None) -> WaitingPlace:
    """What is held for her is hers; saying it twice is safe. A desk asks for its way in, as when booking: a pass, or
    `offer`, a line of the price list; then it is held while she pays, and hers when that is done.

    Raises NotFound, OfferOver, QuotaExceeded, TwoAtOnce, PaymentNeeded, UnknownOffer.
    """
    now = now or timezone.now()
    with transaction.atomic():
        place = find(pk, person)
        if place.state == WaitingState.TAKEN:
            return place
        if place.booking_id is None:
            raise OfferOver
        # Before any lock on rows, as when booking: her quota is counted here, not when she was offered the place.
        wishes.alone(person.pk)
        # The race: the minute's job lets the offer lapse. Whoever has the booking's lock first decides.
        booking = bookings.locked(place.booking_id)
        if booking.state != BookingState.HELD or booking.expires_at is None or booking.expires_at <= now:
            place = find(pk, person)
            if place.state == WaitingState.TAKEN:
                return place
            raise OfferOver
        wish = offering.wish_of(place, Item(booking.resource, booking.starts_at, booking.ends_at))
        wishes.refuse_quota(wish, now, besides=booking)
        if to_pay := paying.unpaid(wish):
            pay(booking, to_pay, offer, now)
        else:
            bookings.confirm(booking, by=f"person:{person.pk}")
            letters.tell(BookingChange.What.CONFIRMED, booking)
        return find(pk, person)


def pay(booking: Booking, to_pay: list[Item], offer: str, now: datetime) -> None:
    """Hold it a little longer, while she pays. The caller holds its locks."""
    if paying.payment_of(booking) is not None:
        return
    paying.refuse_unpaid(to_pay, offer)
    booking.expires_at = now + timedelta(minutes=rules.get("order.hold_min"))
    booking.save(update_fields=["expires_at"])
    paying.charge(booking, to_pay, until=booking.expires_at)
    bookings.announce(booking)


def leave(pk: int, *, person: Person, now: datetime | None = None) -> WaitingPlace:
    """Leave the line, or decline what is offered: it goes to the next at once. Saying it twice is safe.

    Raises NotFound, and OfferOver when she has accepted: that is a booking now, to be cancelled as such.
    """
    now = now or timezone.now()
    with transaction.atomic():
        place = find(pk, person)
        # The race: she is offered a place at the same moment. Only who still waits leaves so.
        waiting = WaitingPlace.objects.filter(pk=pk, state=WaitingState.WAITING).select_for_update(no_key=True)
        if left := waiting.first():
            left.state = WaitingState.LEFT
            offering.changed(left)
            return find(pk, person)
    with transaction.atomic():
        place = find(pk, person)
        if place.state == WaitingState.OFFERED and place.booking_id is not None:
            booking = bookings.locked(place.booking_id)
            if booking.state == BookingState.HELD:
                bookings.cancel(booking, by=f"person:{person.pk}", at=now)
            place = find(pk, person)
        if place.state == WaitingState.TAKEN:
            raise OfferOver(_("You have accepted this place: cancel the booking if you cannot come."))
        return place


def find(pk: int, person: Person) -> WaitingPlace:
    """Her own place, as it is now; another's is not found."""
    place = with_all(WaitingPlace.objects.filter(pk=pk, person=person)).first()
    if place is None:
        raise NotFound
    return place


def with_all(places: WaitingPlaceQuerySet) -> WaitingPlaceQuerySet:
    """With all that a place says of itself."""
    return places.select_related("person", "building", "space", "resource__space", "booking__resource__space")


def rank(place: WaitingPlace) -> int | None:
    """Her turn among those who wait for any of what she waits for, at a time that touches hers; 1 is next."""
    if place.state != WaitingState.WAITING:
        return None
    ahead = WaitingPlace.objects.in_line().before(place).filter(building=place.building_id)
    wanted = place.resources()
    rivals = ahead.touching(place.starts_at, place.ends_at)
    return 1 + sum(any(other.wants(resource) for resource in wanted) for other in rivals)


def forget(person: Person) -> None:
    """She waits for nothing any more; what she was offered goes to the next."""
    for pk in (
        WaitingPlace.objects.standing().filter(person=person).order_by("state", "pk").values_list("pk", flat=True)
    ):
        leave(pk, person=person)
    WaitingPlace.objects.filter(person=person).delete()


def forget_old() -> int:
    """Erase the places whose time has been over for `waiting.keep_days`; how many."""
    over = timezone.now() - timedelta(days=int(rules.get("waiting.keep_days")))
    return WaitingPlace.objects.filter(ends_at__lt=over).delete()[0]
