"""What the demo's past events left: people counted, kit not found again, lessons, and one called off for wind."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Final

from django.utils import timezone

from events.models import (
    CrewPlace,
    DateState,
    Decision,
    EventChange,
    EventDate,
    EventReport,
    KitItem,
    KitReservation,
    Lesson,
    Notice,
    Passage,
    Registration,
    Site,
)

# New people by quarter of an hour at the long table: 310 in all (DOMAIN §11.7, 1).
LONG_TABLE: Final = (12, 18, 24, 31, 38, 42, 35, 28, 22, 17, 13, 10, 8, 6, 4, 2)
QUARTER: Final = timedelta(minutes=15)
MISSING: Final = {"chaise": 2, "gilet": 1}


def seed(today: date) -> None:
    del today
    long_table()
    swap()
    soup()


def long_table() -> None:
    day = of("grande-tablee-de-rentree")
    Passage.objects.bulk_create(
        Passage(date=day, step=people, by="demo", at=day.starts_at + QUARTER * number, request_id=uuid.uuid4())
        for number, people in enumerate(LONG_TABLE)
    )
    for code, number in MISSING.items():
        KitReservation.objects.filter(date=day, item__code=code).update(missing=number)
        KitItem.objects.filter(code=code).update(missing=number)
    EventReport.objects.create(
        date=day,
        weather="soleil",
        temperature_c=12,
        peak=140,
        total=310,
        went_well="La table en longueur : on parle à qui l’on ne connaît pas.",
        photo_consent=EventReport.PhotoConsent.ASKED,
        no_incident=True,
        by="demo",
    )
    learned(day, "Prévoir quarante chaises de plus, et quelqu’un au bout de la table côté rue.")


def swap() -> None:
    """It rained: from the open-air theatre to the bandstand, decided in the morning."""
    day = of("troc-de-graines")
    was = Site.objects.get(code="lecoq-theatre")
    day.was_place, day.was_place_en, day.sequence = was.name, was.name_en, 1
    day.save()
    decided = day.starts_at - timedelta(hours=7)
    Decision.objects.create(date=day, answer=Decision.Answer.PLAN_B, why="Pluie dès 16 h.", by="demo", at=decided)
    EventChange.objects.create(
        event=day.event,
        date=day,
        what=EventChange.What.MOVED,
        words="Il pleut : nous sommes sous le kiosque.",
        words_en="It rains: we are under the bandstand.",
        by="demo",
        at=decided,
    )
    learned(day, "Sous le kiosque on tient à soixante, pas plus ; le marc reste dans les vélos.")


def soup() -> None:
    """Called off the day before for wind; forty who had registered and six of the crew were told."""
    day = of("soupe-du-marche")
    decided = day.starts_at - timedelta(hours=21)
    EventDate.objects.filter(pk=day.pk).update(state=DateState.CANCELLED, sequence=1)
    Decision.objects.create(date=day, answer=Decision.Answer.NO_GO, why="Rafales à 80 km/h.", by="demo", at=decided)
    change = EventChange.objects.create(
        event=day.event,
        date=day,
        what=EventChange.What.CANCELLED,
        from_state="published",
        to_state="cancelled",
        words="Vent fort annoncé : la soupe est annulée. Les légumes sont cuisinés mardi au Préau.",
        words_en="Strong wind ahead: the soup is cancelled. The vegetables are cooked at Le Préau on Tuesday.",
        by="demo",
        at=decided,
    )
    sent = decided + timedelta(minutes=1)
    Notice.objects.bulk_create(
        [Notice(change=change, registration=row, sent_at=sent) for row in Registration.objects.filter(date=day)]
        + [Notice(change=change, crew_place=row, sent_at=sent) for row in CrewPlace.objects.filter(slot__date=day)]
    )


def of(slug: str) -> EventDate:
    return EventDate.objects.select_related("event", "site").get(event__slug=slug)


def learned(day: EventDate, text: str) -> None:
    at = min(timezone.now(), day.ends_at + timedelta(days=1))
    site = Site.objects.get(dates=day)
    Lesson.objects.create(site=site, event=day.event, text=text, by="demo", at=at)
