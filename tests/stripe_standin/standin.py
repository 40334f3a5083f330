"""How a test speaks with the stand-in: it pays, it arranges faults, it looks at what was said."""

from typing import Any

import httpx

from tests.stripe_standin.cards import SUCCESS


class Standin:
    """One running stand-in, at `base`."""

    key = "sk_test_standin"
    secret = "whsec_standin"

    def __init__(self, base: str) -> None:
        self.base = base
        self.browser = httpx.Client(base_url=base, timeout=10)

    # The person who pays, with a browser that runs no script.

    def pay(self, page: str, card: str = SUCCESS) -> httpx.Response:
        """Type a card on the payment page (`page` is the session's URL); the answer, with no redirection followed."""
        return self.browser.post(page, data={"card": card})

    def answer_bank(self, page: str, answer: str) -> httpx.Response:
        """The 3-D Secure step: `approve` or `refuse`."""
        return self.browser.post(f"{page}/authentication", data={"answer": answer})

    # What Stripe does.

    def forget(self) -> None:
        self._config("DELETE", "data")

    def send_events_to(self, url: str, *secrets: str, events: list[str] | None = None) -> None:
        said = {"url": url, "secrets": list(secrets or [self.secret]), "events": events}
        self._config("POST", "webhooks/main", said)

    def deliver(self, **manners: Any) -> None:
        """`copies, delay_seconds, age_seconds, drop, hold`; what is left out is harmless."""
        self._config("PUT", "deliveries", manners)

    def release(self, order: str = "forward") -> int:
        released: int = self._config("POST", "deliveries/release", {"order": order})["released"]
        return released

    def events(self, kind: str | None = None) -> list[dict[str, str]]:
        """Held events, oldest first, each `{id, type, payload, signature}` as it would arrive now."""
        held: list[dict[str, str]] = self._config("GET", "deliveries")["held"]
        return [event for event in held if kind in {None, event["type"]}]

    def sent(self, kind: str | None = None) -> list[dict[str, Any]]:
        """What was delivered, each `{id, type, url, status}`."""
        sent: list[dict[str, Any]] = self._config("GET", "deliveries")["sent"]
        return [delivery for delivery in sent if kind in {None, delivery["type"]}]

    def trouble(self, times: int = 1, **kind: Any) -> None:
        """`path, status, lose_answer, delay_seconds`: see `faults.Trouble`."""
        self._config("PUT", "trouble", {"times": times, **kind})

    def requests(self, path: str, method: str = "POST") -> list[dict[str, Any]]:
        """API requests whose path begins so, repeated ones too: `{method, path, idempotency_key}`."""
        heard: list[dict[str, Any]] = self._config("GET", "requests")["requests"]
        return [request for request in heard if request["method"] == method and request["path"].startswith(path)]

    def falsify(self, session: str, **facts: Any) -> None:
        """Make a session ask for something else than it was told."""
        self._config("PUT", f"sessions/{session}", facts)

    def pay_out(self, **said: Any) -> dict[str, Any]:
        """The balance goes to the bank (`fee` for an instant payout), or (`back`, an id) comes back from it."""
        payout: dict[str, Any] = self._config("POST", "payouts", said)
        return payout

    def end_period(self, subscription: str, **said: Any) -> dict[str, Any]:
        """A subscription's month is over, or (`retry`) its card is tried again; `card` pays from now on."""
        now: dict[str, Any] = self._config("POST", f"subscriptions/{subscription}", said)
        return now

    def list(self, what: str, **filters: Any) -> list[dict[str, Any]]:
        """What Stripe holds, read as an API client would: `refunds`, `checkout/sessions` …"""
        answer = self.browser.get(f"/v1/{what}", params={"limit": 100, **filters}, auth=(self.key, ""))
        found: list[dict[str, Any]] = answer.raise_for_status().json()["data"]
        return found

    def _config(self, method: str, path: str, said: dict[str, Any] | None = None) -> Any:
        return self.browser.request(method, f"/_config/{path}", json=said or {}).raise_for_status().json()
