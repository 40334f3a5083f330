"""Every threshold of DOMAIN §9 that the house uses: its default, its unit, where the number comes from."""

from typing import Any, NamedTuple


class Rule(NamedTuple):
    default: Any
    unit: str
    source: str  # a REQ-… or source tag of DOMAIN.md, or a law


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
    "price.display_step_cents": Rule(10, "cents", "I"),
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
    "occupancy.bucket_min": Rule(15, "minutes", "REQ-P2"),
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
    "seat.walkin_pct": Rule(30, "percent", "REQ-W4"),
    "stats.min_cell": Rule(11, "answers", "REQ-I1"),
}
