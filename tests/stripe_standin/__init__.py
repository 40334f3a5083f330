"""A server on loopback that plays Stripe's part, in the demo and in the tests.

It is the `localstripe` package with what it lacks: Checkout Sessions and their payment page, prices, Stripe's own
refusals, idempotency keys, fees, signed webhooks, and faults on demand. It lives in memory and forgets everything when
it stops.

Nothing in the product knows that it exists: the product only has `STRIPE_API_BASE`, the address where Stripe is found.

    STRIPE_STANDIN_SECRET=whsec_demo python -m tests.stripe_standin --port 8421 \\
        --webhook http://127.0.0.1:8000/api/v1/payments/stripe/webhook/
"""
