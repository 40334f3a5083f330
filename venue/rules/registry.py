"""Every threshold of DOMAIN §9 that the house uses: its default, its unit, where the number comes from."""

from math import isfinite
from typing import Any, Final, NamedTuple

# The largest number that makes sense by unit: whatever the office writes, the clock can still be set by it.
MOST: Final = {
    "seconds": 86_400,
    "minutes": 60 * 24 * 366,
    "hours": 24 * 366,
    "hours before the start": 24 * 366,
    "hour of the day": 23,
    "days": 36_600,
    "days before a task is due": 366,
    "months": 1_200,
    "years": 100,
    "percent": 100,
    "basis points": 10_000,
}
MOST_OF_ALL: Final = 1_000_000


class Rule(NamedTuple):
    default: Any
    unit: str
    source: str  # a REQ-… or source tag of DOMAIN.md, or a law
    least: int = 0

    @property
    def most(self) -> int:
        return MOST.get(self.unit, MOST_OF_ALL)

    @property
    def is_number(self) -> bool:
        """Whether it takes a number, or several."""
        return isinstance(self.default, int | list) and not isinstance(self.default, bool)

    def is_kind(self, value: Any) -> bool:
        """Whether it is written as the default is; in a list there are numbers."""
        if isinstance(self.default, list):
            return isinstance(value, list) and all(type(it) in (int, float) for it in value)
        return type(value) is type(self.default)

    def accepts(self, value: Any) -> bool:
        """Whether the house can go by it: the kind of the default, and a number that makes sense."""
        if not self.is_kind(value):
            return False
        numbers = value if isinstance(value, list) else [value]
        return not self.is_number or all(isfinite(it) and self.least <= it <= self.most for it in numbers)


RULES: dict[str, Rule] = {
    "meal.release_after_start_min": Rule(15, "minutes", "V78/I, REQ-C10"),
    "meal.walkin_reserve_pct": Rule(15, "percent", "I"),
    "meal.walkin_reserve_min": Rule(4, "covers", "I"),
    "order.max_covers": Rule(6, "covers", "I"),
    "order.hold_min": Rule(15, "minutes", "DESIGN §4 Stripe"),
    "order.max_live_per_browser": Rule(3, "orders", "DESIGN §4 Nuisance"),
    "order.no_contact_pct": Rule(60, "percent", "DESIGN §4 Nuisance"),
    "order.no_contact_until_h": Rule(2, "hours", "DESIGN §4 Nuisance"),
    "order.max_contribution_cents": Rule(20_000, "cents", "I: a typing mistake, not a gift"),
    "order.book_ahead_days": Rule(31, "days", "I"),
    "price.display_step_cents": Rule(10, "cents", "I", least=1),
    "price.marks_shown": Rule(False, "yes/no", "REQ-C3: off by default, a low mark can anchor low"),
    "hours.holidays_country": Rule("FR", "ISO country; empty = none kept", "REQ-W1"),
    "hours.holidays_subdivision": Rule("", "ISO subdivision", "REQ-W1"),
    "occupancy.lively_pct": Rule(50, "percent", "REQ-E3"),
    "occupancy.almost_full_pct": Rule(80, "percent", "REQ-E3"),
    "occupancy.warn_pct": Rule(90, "percent", "REQ-E3"),
    "occupancy.late_upload_h": Rule(48, "hours", "I: a phone that was away for a weekend"),
    "occupancy.linger_min": Rule(10, "minutes", "I"),
    "occupancy.stale_min": Rule(20, "minutes", "REQ-E3"),
    "occupancy.raw_keep_days": Rule(30, "days", "REQ-P2"),
    "occupancy.bucket_min": Rule(15, "minutes", "REQ-P2", least=1),
    "occupancy.heartbeat_keep_h": Rule(24, "hours", "I: which phone looked at which room"),
    "redemption.early_min": Rule(30, "minutes", "I: the queue forms before the hour"),
    "redemption.late_min": Rule(30, "minutes", "I: after the sitting's end"),
    "redemption.undo_s": Rule(60, "seconds", "issue 2 §3.6"),
    "ticket.contact_unlink_days": Rule(30, "days", "REQ-P2"),
    "contact.inactive_erase_months": Rule(24, "months", "V68, CNIL social sector"),
    "diet.erase_hours_after_service": Rule(24, "hours", "REQ-K2"),
    "browser.forget_hours_after_service": Rule(24, "hours", "I: it only serves the limit of orders per browser"),
    "scan.keep_days": Rule(30, "days", "I: as raw counts; a phone sends again for three days at most"),
    "idempotency.keep_h": Rule(48, "hours", "DESIGN §4 API"),
    "letter.most_a_day": Rule(10, "letters to one address", "I: nobody floods a mailbox through the house"),
    "letter.keep_h": Rule(48, "hours", "I: longer than the worker tries to send it"),
    "person.unconfirmed_keep_h": Rule(24, "hours", "I: an address whose code nobody entered"),
    "device.forget_days": Rule(30, "days", "I: after the end of its lease"),
    "office_log.keep_months": Rule(12, "months", "REQ-P2: access logs 6-12 months"),
    "stripe_event.keep_days": Rule(90, "days", "I: Stripe repeats itself for three days"),
    "payment_page.keep_h": Rule(24, "hours", "I: its addresses hold the key of an order"),
    "open_ticket.validity_months": Rule(3, "months", "REQ-C7"),
    "fund.alert_runway_services": Rule(10, "sittings", "REQ-C8"),
    "vat.meal_bp": Rule(1000, "basis points", "V49: on-site meals 10 %"),
    "vat.service_bp": Rule(2000, "basis points", "V49/R"),
    "device.lease_h": Rule(12, "hours", "issue 2 §2.3"),
    "device.pairing_h": Rule(12, "hours", "I"),
    "session.shared_device_min": Rule(20, "minutes", "REQ-H2"),
    "session.kiosk_reset_s": Rule(60, "seconds", "REQ-H2"),
    "seat.grid_min": Rule(30, "minutes", "REQ-W1", least=1),
    "seat.ahead_days": Rule(7, "days", "V78, REQ-W3"),
    "seat.max_h": Rule(4, "hours", "V78, REQ-W3"),
    "desk.max_h": Rule(14, "hours", "I: a desk is sold by the day (REQ-W2); four hours are a library's rule (V78)"),
    "seat.default_h": Rule(2, "hours", "V78"),
    "seat.open": Rule(2, "bookings", "REQ-W3"),
    "seat.week_h": Rule(30, "hours", "V78, REQ-W3; 20 in exam weeks: I"),
    "seat.checkin_early_min": Rule(10, "minutes", "V78/I, REQ-W3"),
    "seat.checkin_late_min": Rule(15, "minutes", "V78/I, REQ-W3"),
    # A tap on one's own phone would claim a place from home.
    "seat.checkin_needs_sticker": Rule(True, "yes/no", "REQ-W3: by the QR on the desk, its code, or a host"),
    "seat.pause_min": Rule(30, "minutes", "I (V78-79), REQ-W3"),
    "seat.pause_every_h": Rule(2, "hours", "REQ-W3"),
    "seat.walkin_pct": Rule(30, "percent", "REQ-W4"),
    "booking.unlink_days": Rule(30, "days", "REQ-P2: as the tickets of a meal"),
    "room.ahead_days": Rule(180, "days", "I"),
    "room.max_h": Rule(12, "hours", "I: a whole day, set-up and clean-up around it"),
    "room.open": Rule(5, "bookings", "I"),
    "room.cancel_hours": Rule(24, "hours", "I, REQ-W5"),
    "room.request_hold_h": Rule(72, "hours", "I: a weekend before a manager answers"),
    "hire.quote_valid_days": Rule(14, "days", "I"),
    "hire.half_day_h": Rule(4, "hours", "I: a morning, an afternoon or an evening"),
    "hire.open_requests": Rule(3, "requests", "I: each holds a room"),
    "hire.contact_keep_days": Rule(90, "days", "I, REQ-P2: a request that came to nothing"),
    "invoice.due_days": Rule(30, "days", "art. L441-10 code de commerce"),
    "invoice.keep_years": Rule(10, "years", "V46/R, art. L123-22 code de commerce"),
    "capacity.seats_ahead_days": Rule(62, "days", "I: as far as evenings are usually planned"),
    "waiting.offer_min": Rule(15, "minutes", "issue 3 §5"),
    "series.max_occurrences": Rule(60, "occurrences", "I: a year of weeks, and some"),
    "calendar.past_days": Rule(30, "days", "issue 3 §9: how far back a feed looks"),
    "calendar.cancelled_days": Rule(30, "days", "I: longer than the slowest calendar waits to read again"),
    "calendar.revoked_keep_days": Rule(30, "days", "I: an address that opens nothing any more"),
    "pass.half_day_h": Rule(4, "hours", "I: a morning or an afternoon"),
    "pass.grace_days": Rule(7, "days", "I: a new card, a holiday, a bank's mistake"),
    "pass.withdraw_days": Rule(14, "days", "Code de la consommation L221-18: fourteen days to think again"),
    "pass.unlink_days": Rule(90, "days", "I: she may want to read when it was used"),
    "waiting.max_places": Rule(3, "places", "I: waiting costs nothing, and each place makes the others wait"),
    "waiting.keep_days": Rule(7, "days", "I: after the stretch; only who waited may still wonder"),
    "event.banner_days": Rule(14, "days", "I: who comes by once a fortnight has read it"),
    "event.max_dates": Rule(120, "dates of one event", "I: a market of every week, and some"),
    "event.max_days": Rule(14, "days", "I: a longer date is a typing mistake"),
    "event.remind_days": Rule([7, 1], "days before a task is due", "issue 4 §2"),
    "event.crew_red_days": Rule(3, "days", "REQ-S7"),
    "event.go_nogo_hours": Rule([24, 4], "hours before the start", "DOMAIN §9"),
    "event.bar_per_year": Rule(5, "bars", "V42, CSP L3334-2"),
    "event.contacts_keep_days": Rule(30, "days", "I: whom the site lead called; after the last date"),
    "event.crew_keep_days": Rule(365, "days", "I: who helped last year is asked again"),
    "event.kit_margin_h": Rule(2, "hours", "I: loading before, bringing back after"),
    "event.max_places": Rule(6, "places", "I: as order.max_covers"),
    "event.max_live_per_browser": Rule(3, "registrations", "DESIGN §4 Nuisance, as order.max_live_per_browser"),
    "event.no_contact_pct": Rule(100, "percent", "I: asks nobody; 60 where scripts have come"),
    "event.no_contact_until_h": Rule(2, "hours", "DESIGN §4 Nuisance, as order.no_contact_until_h"),
    "event.offer_min": Rule(60, "minutes", "I: the time of a meal, on the days before"),
    "event.offer_far_min": Rule(1_440, "minutes", "I: a day, while there is time"),
    "event.offer_far_h": Rule(72, "hours", "I: from when on there no longer is"),
    "event.offer_night_from_h": Rule(21, "hour of the day", "I: nobody loses a place by sleeping"),
    "event.offer_night_until_h": Rule(9, "hour of the day", "I: nobody loses a place by sleeping"),
    "event.refund_hours": Rule(24, "hours", "I, as room.cancel_hours"),
    "event.admit_early_min": Rule(60, "minutes", "I: before the start"),
    "event.admit_late_min": Rule(30, "minutes", "I: after the end"),
    "event.postponed_contact_days": Rule(180, "days", "I: whoever registered is told the new date"),
    "stats.min_cell": Rule(11, "answers", "REQ-I1"),
}
