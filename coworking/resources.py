"""Writing down what can be booked, so that enough study seats stay free for who comes without booking (REQ-W4)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coworking.models import Kind, Resource
from coworking.walk_in_share import StudySeat, lock_rooms, lock_seats, most_bookable, seats_of, share
from venue.errors import Refused
from venue.house.models import OperatingEntity
from venue.rows import Rows
from venue.spaces.models import Space

# Each booking pays for this one. Codes have no comma, and the driver spells one text sooner than a list.
IN_USE = Rows(
    """
SELECT {resource}, {space}, {entity}
FROM coworking_resource resource
JOIN spaces_space space ON space.id = resource.space_id
JOIN house_operatingentity entity ON entity.id = resource.entity_id
WHERE resource.code = ANY(string_to_array(%s, ',')) AND resource.retired_at IS NULL AND space.building_id = %s""",
    resource=Resource,
    space=Space,
    entity=OperatingEntity,
)


def in_use(codes: Iterable[str], building: int) -> dict[str, Resource]:
    """Those of `codes` that stand in this building, each with its room and its legal body; by one statement."""
    found: dict[str, Resource] = {}
    for row in IN_USE.all(",".join(codes), building):
        resource = found[row["resource"].code] = row["resource"]
        resource.space, resource.entity = row["space"], row["entity"]
    return found


class TooManyBookable(Refused):
    """Figures: `seats` of the room's kind, `most` of them that can be booked, `share` in percent that is kept."""

    code = "too_many_bookable"
    message = gettext_lazy("Too few study seats would stay free for people who come without booking.")


@transaction.atomic
def save(resource: Resource) -> None:
    """Write a new or changed resource, and let go of the photo that it had. Raises TooManyBookable."""
    before = refuse_small_share(resource)
    resource.save()
    had = before.photo.name if before else None
    if had and had != resource.photo.name:
        transaction.on_commit(partial(default_storage.delete, had))


def refuse_small_share(resource: Resource) -> Resource | None:
    """Refuse what leaves a room fewer walk-in seats than its share and fewer than before; inside a transaction.

    A seat counts where it will stand, and no longer where it stood. The resource as it is still written, None for a
    new one. Raises TooManyBookable.
    """
    lock_seats([resource.pk] if resource.pk else [])
    before = Resource.objects.filter(pk=resource.pk).first() if resource.pk else None
    rooms = {resource.space_id} | ({before.space_id} if before else set())
    lock_rooms(rooms)
    for space in sorted(rooms):
        kept_pct = share(Space.objects.get(pk=space).building_id)
        now = seats_of(space)
        then = [it for it in now if it.id != resource.pk]
        if space == resource.space_id and resource.kind == Kind.STUDY_SEAT and resource.retired_at is None:
            then.append(StudySeat(resource.pk or 0, resource.bookable))
        if excess(then, kept_pct) > max(0, excess(now, kept_pct)):
            raise too_many(len(then), kept_pct)
    return before


def excess(seats: list[StudySeat], share: int) -> int:
    """Bookable seats above what the share allows; negative while there is room for more."""
    return sum(seat.bookable for seat in seats) - most_bookable(len(seats), share)


def too_many(seats: int, share: int) -> TooManyBookable:
    most = most_bookable(seats, share)
    sentence = _(
        "%(share)s%% of the study seats of a room stay free for people who come without booking: "
        "of these %(seats)s seats, %(most)s can be booked at most."
    ) % {"share": share, "seats": seats, "most": most}
    return TooManyBookable(sentence, share=share, seats=seats, most=most)
