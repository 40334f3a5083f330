"""Events reach a real HTTP listener signed, twice, late, in disorder or not at all, as a test asks."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import stripe

from tests.stripe_standin.standin import Standin
from tests.stripe_standin.test_checkout_refuses_what_stripe_refuses import client, order

WANTED = ["payment_intent.succeeded", "checkout.session.completed"]


class Listener:
    """Somebody who listens to events, and may be unwell the first times."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str]] = []
        self.unwell = 0
        listener = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode()
                well = listener.unwell <= 0
                listener.unwell -= 1
                if well:
                    listener.heard.append((body, self.headers["Stripe-Signature"]))
                self.send_response(200 if well else 503)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/"

    def kinds(self, expected: int) -> list[str]:
        """The types heard, once so many have come (or five seconds have passed)."""
        until = time.monotonic() + 5
        while len(self.heard) < expected and time.monotonic() < until:
            time.sleep(0.01)
        return [json.loads(body)["type"] for body, _ in self.heard]


@pytest.fixture
def listener(standin: Standin) -> Iterator[Listener]:
    listener = Listener()
    thread = threading.Thread(target=listener.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    standin.send_events_to(listener.url, events=WANTED)
    yield listener
    listener.server.shutdown()
    thread.join()
    listener.server.server_close()


def pay(standin: Standin) -> None:
    standin.pay(client(standin).v1.checkout.sessions.create(order()).url or "")


def test_events_arrive_signed(standin: Standin, listener: Listener) -> None:
    pay(standin)
    assert sorted(listener.kinds(2)) == sorted(WANTED)
    for body, signature in listener.heard:
        stripe.Webhook.construct_event(body, signature, standin.secret)


def test_both_secrets_sign_during_a_rotation(standin: Standin, listener: Listener) -> None:
    standin.send_events_to(listener.url, "whsec_old", "whsec_new", events=WANTED[:1])
    pay(standin)
    listener.kinds(1)
    body, signature = listener.heard[0]
    assert signature.count("v1=") == 2
    stripe.Webhook.construct_event(body, signature, "whsec_old")
    stripe.Webhook.construct_event(body, signature, "whsec_new")


def test_an_old_signature(standin: Standin, listener: Listener) -> None:
    standin.deliver(age_seconds=301)
    pay(standin)
    listener.kinds(1)
    with pytest.raises(stripe.SignatureVerificationError, match="tolerance"):
        stripe.Webhook.construct_event(*listener.heard[0], standin.secret)


def test_every_event_five_times(standin: Standin, listener: Listener) -> None:
    standin.deliver(copies=5)
    pay(standin)
    assert sorted(listener.kinds(10)) == sorted(WANTED * 5)


def test_held_events_come_in_the_order_asked(standin: Standin, listener: Listener) -> None:
    standin.deliver(hold=True)
    pay(standin)
    assert [event["type"] for event in standin.events()] == WANTED
    assert standin.release("reversed") == 2
    assert listener.kinds(2) == WANTED[::-1]


def test_a_dropped_event_never_comes(standin: Standin, listener: Listener) -> None:
    standin.deliver(drop=True)
    pay(standin)
    standin.deliver()
    pay(standin)
    assert sorted(listener.kinds(2)) == sorted(WANTED)


def test_who_is_unwell_is_told_again(standin: Standin, listener: Listener) -> None:
    listener.unwell = 1
    pay(standin)
    assert sorted(listener.kinds(2)) == sorted(WANTED)
    assert sorted(delivery["status"] for delivery in standin.sent()) == [200, 200, 503]
