"""Stripe's news: only with a good signature, once however often they come, in any order, even before our own commit."""

import itertools
import json
import uuid

import pytest
import stripe
from django.test import Client
from pytest_django import Settings

from tests.jobs import run_jobs_here
from tests.money import soup as soup_room
from tests.money.post import WEBHOOK, carry, post
from tests.money.soup import a_payment, facts
from tests.stripe_standin.standin import Standin
from venue.money import payments, webhook
from venue.money.models import Payment, StripeEvent

pytestmark = pytest.mark.django_db

PAID = {"state": "paid", "received": 400, "kept": True, "refunds": []}


def a_paid_page(stripe_standin: Standin) -> Payment:
    payment = a_payment()
    stripe_standin.pay(payments.checkout_url(payment))
    return payment


def completed(stripe_standin: Standin) -> dict[str, str]:
    [event] = stripe_standin.events("checkout.session.completed")
    return event


def test_an_event_is_written_down_and_a_job_applies_it(soup: Standin) -> None:
    payment = a_paid_page(soup)
    assert post(completed(soup)) == 200
    assert facts(payment)["state"] == "open"
    assert run_jobs_here() == ["money.apply_event"]
    event = StripeEvent.objects.get()
    assert (event.kind, event.payment_id, event.ours) == ("checkout.session.completed", payment.pk, True)
    assert facts(payment) == PAID


@pytest.mark.parametrize("signature", ["", "nonsense", "t=1,v1=", "t=x,v1=00", "v1=00", "t=1700000000,v1=" + "0" * 64])
def test_a_bad_signature_is_refused(soup: Standin, signature: str) -> None:
    a_paid_page(soup)
    assert post(completed(soup), signature=signature) == 400
    assert StripeEvent.objects.count() == 0


def test_the_refusal_is_a_problem_with_a_code(soup: Standin) -> None:
    answer = Client().post(WEBHOOK, b"{}", content_type="application/json")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert answer.json()["code"] == "bad_signature"


def test_an_old_signature_is_refused(soup: Standin) -> None:
    a_paid_page(soup)
    soup.deliver(hold=True, age_seconds=301)
    assert post(completed(soup)) == 400
    assert StripeEvent.objects.count() == 0


def test_a_changed_body_is_refused(soup: Standin) -> None:
    a_paid_page(soup)
    event = completed(soup)
    assert post(event, payload=event["payload"].replace("400", "401")) == 400


@pytest.mark.parametrize(
    "body", [b"\xff\xfe", b"[]", b"{}", b"not json", b'{"id": 1}', b'{"id":"e","type":"t","data":{"object":7}}']
)
def test_a_signed_body_that_makes_no_sense_is_refused(soup: Standin, body: bytes) -> None:
    try:
        signature = stripe.WebhookSignature.generate_signature_header(body.decode(), soup.secret)
    except UnicodeDecodeError:
        signature = "t=1,v1=00"
    answer = Client().post(WEBHOOK, body, content_type="application/json", headers={"Stripe-Signature": signature})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_signature")


def test_too_large_a_body_is_refused(soup: Standin) -> None:
    answer = Client().post(WEBHOOK, b" " * 300_000, content_type="application/json")
    assert answer.status_code == 400


def test_without_any_secret_nothing_is_believed(soup: Standin, settings: Settings) -> None:
    a_paid_page(soup)
    settings.STRIPE_WEBHOOK_SECRETS = []
    assert post(completed(soup)) == 400


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [(["old", "new"], ["old"]), (["old", "new"], ["new"]), (["new"], ["old", "new"]), (["old"], ["old", "new"])],
)
def test_secrets_may_rotate(soup: Standin, settings: Settings, ours: list[str], theirs: list[str]) -> None:
    soup.send_events_to("http://127.0.0.1:9/", *theirs)
    settings.STRIPE_WEBHOOK_SECRETS = ours
    payment = a_paid_page(soup)
    assert post(completed(soup)) == 200
    run_jobs_here()
    assert facts(payment) == PAID


def test_five_times_the_same_news_is_one_sale(soup: Standin) -> None:
    payment = a_paid_page(soup)
    assert carry(soup.events(), copies=5) == {200}
    assert run_jobs_here() == ["money.apply_event"]
    assert carry(soup.events(), copies=5) == {200}
    assert run_jobs_here() == []
    assert (facts(payment), soup_room.sold) == (PAID, [payment.reference])


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_any_order_of_news_ends_in_the_same_rows(soup: Standin, order: tuple[int, ...]) -> None:
    """Paid, expired (as a late job of ours would have it) and another page's end, in every order."""
    payment, other = a_payment(), a_payment()
    soup.pay(payments.checkout_url(payment))
    payments.checkout_url(other)
    payments.expire(other)
    run_jobs_here()
    news = [completed(soup), *soup.events("checkout.session.expired")]
    late = json.loads(news[0]["payload"]) | {"id": "evt_late", "type": "checkout.session.expired"}
    body = json.dumps(late)
    news.append({"payload": body, "signature": stripe.WebhookSignature.generate_signature_header(body, soup.secret)})
    for position in order:
        assert post(news[position]) == 200
        run_jobs_here()
    assert (facts(payment), facts(other)["state"]) == (PAID, "expired")
    assert soup_room.sold == [payment.reference]


def test_news_may_come_before_we_know_the_pages_name(soup: Standin) -> None:
    """Stripe's webhook overtakes the commit that writes the session's name down."""
    payment = a_paid_page(soup)
    Payment.objects.filter(pk=payment.pk).update(state="created", session_id=None, session_url="")
    post(completed(soup))
    run_jobs_here()
    assert facts(payment) == PAID


def test_news_of_a_payment_not_yet_written_down_are_tried_again(soup: Standin) -> None:
    payment = a_paid_page(soup)
    post(completed(soup))
    event = StripeEvent.objects.get()
    StripeEvent.objects.filter(pk=event.pk).update(payment_id=uuid.uuid4())
    event.refresh_from_db()
    with pytest.raises(webhook.NotYetKnown):
        webhook.apply(event)
    StripeEvent.objects.filter(pk=event.pk).update(payment_id=payment.pk)
    run_jobs_here()
    assert facts(payment) == PAID


def test_after_ten_minutes_news_of_nobody_are_let_go(soup: Standin) -> None:
    a_paid_page(soup)
    post(completed(soup))
    event = StripeEvent.objects.get()
    event.payment_id, event.received_at = uuid.uuid4(), event.received_at - webhook.PATIENCE
    webhook.apply(event)
    assert StripeEvent.objects.values_list("ours", flat=True).get() is False


def test_news_about_other_things_are_heard_and_forgotten(soup: Standin) -> None:
    a_paid_page(soup)
    assert carry(soup.events("payment_intent.succeeded")) == {200}
    assert StripeEvent.objects.count() == 0


def test_no_name_or_address_is_kept(soup: Standin) -> None:
    payment = a_paid_page(soup)
    payment.refresh_from_db()
    soup.falsify(payment.session_id or "", customer_details={"email": "amina@example.org", "name": "Amina"})
    late = json.loads(completed(soup)["payload"])
    late["data"]["object"]["customer_details"] = {"email": "amina@example.org", "name": "Amina"}
    body = json.dumps(late)
    post({"payload": body, "signature": stripe.WebhookSignature.generate_signature_header(body, soup.secret)})
    run_jobs_here()
    rows = [*StripeEvent.objects.values(), *Payment.objects.values()]
    assert [row for row in rows if "amina" in str(row).lower()] == []
