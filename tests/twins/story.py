"""One day of the canteen, told the same in every world: who comes, who cancels, what the door hears, how it ends."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import stripe
import time_machine
from django.http import HttpResponse
from django.utils import timezone

from canteen import closing, door_paper
from canteen.models import MealTicket, Order
from tests import cast
from tests.jobs import run_jobs_here
from tests.money.post import post
from tests.stripe_standin.standin import Standin
from tests.twins.giving import Way
from tests.twins.house import House
from venue.house.models import OperatingEntity
from venue.money import ledger, reconciliation

API = "/api/v1/"
Told = Callable[[str, HttpResponse], None]


class Story:
    """`tell` hears every answer that somebody of the crew gets on the way."""

    def __init__(self, house: House, way: Way, clock: time_machine.Traveller, bank: Standin, tell: Told) -> None:
        self.house, self.way, self.clock, self.bank, self.tell = house, way, clock, bank, tell
        self.orders: dict[str, dict[str, Any]] = {}
        self.places: dict[str, dict[str, Any]] = {}

    def guests_come(self) -> None:
        """They order, they pay where there is something to pay, one thinks better of it."""
        self.order("amina", "now", 2, diets=["vegan"], contact={"first_name": "Amina", "email": "amina@example.org"})
        self.order("bruno", "now", 1, contact={"phone": "+33600000001"})
        for number in range(5):
            self.order(f"nobody {number}", "now", 1)
        self.order("chidi", "tomorrow", 1, contact={"email": "chidi@example.org"})
        self.order("dora", "tomorrow", 2, contact={"email": "dora@example.org", "language": "en"})
        self.order("eve", "doomed", 3, contact={"email": "eve@example.org"})
        self.order("fred", "doomed", 1, contact={"email": "fred@example.org"})
        self.order("gita", "tomorrow", 1, contact={"email": "gita@example.org"})
        self.they_register()
        self.they_pay()
        guest = self.house.browser("guest")
        for name in ("chidi", "gita"):
            guest.post(f"{API}canteen/orders/{self.orders[name]['key']}/cancellation/")
        manager = self.house.browser("manager")
        doomed = f"{API}canteen/manage/sittings/{self.house.sittings['doomed'].pk}/cancellation/"
        self.say("the manager cancels a sitting", manager, doomed, {"because": "No gas"})
        self.the_post_comes()
        self.places_change_hands(guest, manager)
        for name, order in self.orders.items():
            self.orders[name] = guest.get(f"{API}canteen/orders/{order['key']}/").json()
        for name, place in self.places.items():
            self.places[name] = guest.get(f"{API}events/registrations/{place['key']}/").json()

    def they_register(self) -> None:
        """Three for the concert of now in every way of a world, one for the only place of another; somebody waits."""
        self.register("amina", "now", 2, contact={"first_name": "Amina", "email": "amina@example.org"})
        self.register("nobody", "now")
        self.register("bruno", "now", contact={"phone": "+33600000001"})
        for name in ("eve", "fred", "gita"):
            self.register(name, "doomed", contact={"email": f"{name}@example.org"})
        self.register("chidi", "later", contact={"email": "chidi@example.org"})
        self.register("dora", "later", contact={"email": "dora@example.org"})

    def register(self, name: str, date: str, places: int = 1, **more: Any) -> None:
        body = self.way.place({"places": places} | more)
        path = f"{API}events/{date}/registrations/"
        answer = self.house.browser("guest").post(path, body, content_type="application/json")
        assert answer.status_code == 201, answer.content
        self.places[name] = answer.json()
        self.clock.shift(5)

    def they_pay(self) -> None:
        self.clock.shift(60)
        for made in (*self.orders.values(), *self.places.values()):
            if made["checkout_url"]:
                self.bank.pay(made["checkout_url"])
                made["checkout_url"] = None
        self.the_post_comes()

    def places_change_hands(self, guest: Any, manager: Any) -> None:
        """Chidi cannot come, Dora is offered his place and takes it; one concert is called off."""
        chidi, dora = (f"{API}events/registrations/{self.places[name]['key']}/" for name in ("chidi", "dora"))
        guest.post(f"{chidi}cancellation/")
        self.the_post_comes()
        taken = guest.post(f"{dora}acceptance/", self.way.place({}), content_type="application/json")
        assert taken.status_code == 200, taken.content
        self.places["dora"] = taken.json()
        off = {"what": "cancelled", "words": "Il pleut."}
        self.say("the manager calls a concert off", manager, f"{API}planning/events/doomed/changes/", off)
        self.they_pay()

    def order(self, name: str, sitting: str, covers: int, **more: Any) -> None:
        body = self.way.meal({"sitting": self.house.sittings[sitting].pk, "covers": covers} | more)
        answer = self.house.browser("guest").post(f"{API}canteen/orders/", body, content_type="application/json")
        assert answer.status_code == 201, answer.content
        self.orders[name] = answer.json()
        self.clock.shift(5)

    def the_post_comes(self) -> None:
        """Jobs run, Stripe's news arrive, jobs run again, and reconciliation finds nothing to mend."""
        run_jobs_here()
        for event in self.bank.events():
            signature = stripe.WebhookSignature.generate_signature_header(event["payload"], self.bank.secret)
            assert post(event, signature=signature) == 200
        run_jobs_here()

    def the_door_opens(self) -> None:
        """Every answer that a door can give, from a phone and from a signed-in host."""
        door, host = self.house.phone("host"), self.house.browser("host")
        here = self.house.sittings["now"].pk
        amina, bruno = self.ticket("amina"), self.ticket("bruno")
        self.scan("more than there are", door, token=amina["token"], covers=5)
        self.scan("one of two", door, token=amina["token"], covers=1, sitting=here)
        self.scan("the other one", door, token=amina["token"])
        self.scan("once more", door, token=amina["token"])
        first = self.scan("a spoken code", host, short_code=bruno["short_code"])
        self.say("undone", host, f"{API}canteen/redemptions/{first}/reversal/", self.named())
        self.scan("served after all", host, short_code=bruno["short_code"])
        self.scan("nobody", door, token=self.ticket("nobody 0")["token"])
        self.scan("too early", door, token=self.ticket("dora")["token"])
        self.scan("the wrong door", door, token=self.ticket("dora")["token"], sitting=here)
        self.scan("a cancelled ticket", door, token=self.ticket("eve")["token"])
        false = "".join("A" if sign == "B" else "B" if sign == "A" else sign for sign in amina["token"])
        self.scan("a false one", door, token=false)
        self.open_tickets_come(door, host)
        self.people_are_let_in(host)
        for step in (3, -1):
            moved = {"space": "CANT", "step": step, "request_id": str(uuid.uuid4())}
            self.say(f"{step:+} by hand", door, f"{API}occupancy/movements/", moved)

    def people_are_let_in(self, host: Any) -> None:
        """Whoever paid, chose nothing or pays on site hears the same at the entrance."""
        phone, amina = self.house.phone("animator"), self.places["amina"]["token"]
        first = self.admit("one of two to the concert", phone, token=amina, people=1)
        self.say("undone at the concert", phone, f"{API}events/admissions/{first}/reversal/", self.named())
        self.admit("three of two to the concert", phone, token=amina, people=3)
        self.admit("two of two to the concert", phone, token=amina)
        self.admit("the two once more", phone, token=amina)
        self.admit("a spoken code to the concert", host, short_code=self.places["bruno"]["short_code"])
        self.admit("nobody to the concert", phone, token=self.places["nobody"]["token"])
        self.admit("too early to the concert", phone, token=self.places["dora"]["token"])
        self.admit("a meal to the concert", phone, token=self.ticket("nobody 1")["token"])

    def admit(self, label: str, client: Any, **attempt: Any) -> str:
        return self.scan(label, client, "events/admissions/", **attempt)

    def open_tickets_come(self, door: Any, host: Any) -> None:
        """A voucher, a coupon, an invitation: shown at the door without an order, they seat whoever shows them."""
        single, table = cast.open_ticket(), cast.open_ticket(covers=3)
        self.scan("an open ticket", door, token=door_paper.token(single))
        self.scan("an open ticket again", door, token=door_paper.token(single))
        first = self.scan("two of an open table", host, token=door_paper.token(table), covers=2)
        self.say("the open table undone", host, f"{API}canteen/redemptions/{first}/reversal/", self.named())
        self.scan("the open table spoken", host, short_code=table.short_code)
        self.scan("an open ticket of yesterday", door, token=door_paper.token(self.over()))

    def named(self) -> dict[str, str]:
        return {"request_id": str(uuid.uuid4())}

    def over(self) -> MealTicket:
        return cast.open_ticket(valid_until=timezone.localdate() - timedelta(days=1))

    def the_crew_acts(self) -> None:
        """What only some may ask for is asked for by everybody."""
        here = f"{API}canteen/sittings/{self.house.sittings['now'].pk}/"
        concert = f"{API}planning/dates/{self.house.dates['now'].pk}/"
        burst = list(Order.objects.filter(sitting=self.house.sittings["now"]).values_list("pk", flat=True))
        for who, client in self.house.everybody("cook", "animator", "prescriber", "host", "manager").items():
            self.say(f"{who} releases a burst", client, f"{here}bursts/release/", {"orders": burst})
            self.say(f"{who} counts the box", client, f"{here}cash-counts/", {"amount_cents": 4321})
            self.say(f"{who} counts the concert's box", client, f"{concert}cash-counts/", {"amount_cents": 8765})
            self.scan(f"{who} scans", client, token=self.ticket("nobody 1")["token"])
        self.the_post_comes()

    def night_falls(self) -> None:
        """The sittings end, the books of the day are closed."""
        self.clock.shift(timedelta(hours=2))
        assert closing.close_ended() == 1
        self.clock.shift(timedelta(days=1))
        run_jobs_here()
        reconciliation.reconcile()
        ledger.close(OperatingEntity.objects.get(code="tablee"))

    def ticket(self, name: str) -> dict[str, Any]:
        [ticket] = self.orders[name]["tickets"]
        return dict(ticket)

    def scan(self, label: str, client: Any, at: str = "canteen/redemptions/", **attempt: Any) -> str:
        request_id = str(uuid.uuid4())
        self.say(label, client, f"{API}{at}", attempt | {"request_id": request_id})
        self.clock.shift(1)
        return request_id

    def say(self, label: str, client: Any, path: str, body: dict[str, Any]) -> None:
        self.tell(label, client.post(path, body, content_type="application/json"))
