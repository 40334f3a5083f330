"""How many letters an address had today, whoever asked for them: nobody floods a mailbox through the house.

Counted in the cache under a hash that tells nobody the address, and forgotten after a day.
"""

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from venue import rules

DAY_SECONDS = 24 * 3600


def is_full(address: str) -> bool:
    """Whether `address` has had `letter.most_a_day` letters within the day."""
    return int(cache.get(_name(address)) or 0) >= int(rules.get("letter.most_a_day"))


def drop_in(address: str) -> None:
    """Count a letter that was sent to `address`."""
    name = _name(address)
    if not cache.add(name, 1, timeout=DAY_SECONDS):
        try:
            cache.incr(name)
        except ValueError:  # its day ended between the two calls
            cache.set(name, 1, timeout=DAY_SECONDS)


def _name(address: str) -> str:
    return "mailbox:" + salted_hmac("venue.people.mailboxes", address.strip().lower(), algorithm="sha256").hexdigest()
