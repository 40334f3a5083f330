"""An event of today for the journeys, with all that its page on the phone shows. Run inside the house's own shell."""

from __future__ import annotations

A_DAY = """
from datetime import timedelta
from django.utils import timezone
from events.models import (CrewSlot, Event, EventContact, EventDate, KitItem, KitReservation, Registration,
                           RunSheetLine, Site)
from venue.codes import tokens
from venue.house.models import Building, OperatingEntity
now = timezone.now().replace(second=0, microsecond=0)
hour = now - timedelta(minutes=now.minute % 15)
event = Event.objects.create(slug="{slug}", building=Building.objects.default(), state="published",
    entity=OperatingEntity.objects.order_by("pk")[0], title="Jeux de rue", title_en="Street games",
    published_at=now, authorised_at=now, registers=True, expected_people=120)
date = EventDate.objects.create(event=event, site=Site.objects.order_by("name")[0], capacity=40,
    starts_at=hour - timedelta(hours=1), ends_at=hour + timedelta(hours=3), places_taken=3, last_rank=1,
    fallback_site=Site.objects.order_by("name")[1], decide_at=hour - timedelta(minutes=30))
lines = [(-75, "Monter les barnums", "Amina, Bruno", "côté fontaine"), (-15, "Ouvrir les jeux", "tout le monde", ""),
         (30, "Goûter", "Chidi", "grande table"), (180, "Ranger", "", "")]
for minutes, what, who, where in lines:
    RunSheetLine.objects.create(date=date, at=hour + timedelta(minutes=minutes), what=what, who=who, where=where)
EventContact.objects.create(event=event, kind="town", name="Astreinte de la Ville", phone="+33473000001")
CrewSlot.objects.create(date=date, title="Accueil", title_en="Welcome", starts_at=date.starts_at,
    ends_at=date.ends_at, minimum=2, most=3)
item = KitItem.objects.filter(quantity__gt=5).order_by("position")[0]
KitReservation.objects.create(item=item, date=date, quantity=4, by="house",
    during=(date.starts_at - timedelta(hours=2), date.ends_at + timedelta(hours=2)))
registration = Registration.objects.create(date=date, places=3, state="registered", rank=1)
print("DATE", date.pk)
print("TOKEN", tokens.mint(registration.pk, purpose=tokens.EVENT, about=date.pk, covers=3))
"""
