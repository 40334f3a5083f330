"""Signing in, by django-allauth's headless browser API: an e-mail address, then the code that was sent to it.

No passwords. Known and unknown addresses get the same answers and the same letter: whoever enters the code for an
address is, from then on, the person of that address. Nobody is signed in before (DESIGN §4 Identity).
"""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.headless.account.inputs import RequestLoginCodeInput
from allauth.headless.account.views import RequestLoginCodeView
from django.contrib.auth.backends import BaseBackend
from django.db import transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from venue.errors import NotFound
from venue.house.choosing import building_of
from venue.house.models import Building
from venue.live import close_on_commit
from venue.people import letters
from venue.people.models import Person
from venue.people.throttles import address_of
from venue.rows import Rows

# Each request of whoever is signed in pays for this one.
BY_ID = Rows("SELECT {person} FROM people_person person WHERE id = %s AND is_active", person=Person)


class Known(BaseBackend):
    """Knows the person of a session, and nobody's password: there are none."""

    def get_user(self, user_id: Any) -> Person | None:
        found = BY_ID.one(user_id)
        return found["person"] if found else None


class Adapter(DefaultAccountAdapter):
    """Where allauth asks the house."""

    def get_client_ip(self, request: HttpRequest) -> str:
        return address_of(request)

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False  # there is one way in, for those whom we know and for those whom we do not know yet

    def get_login_stages(self) -> list[str]:
        return [
            "allauth.account.stages.LoginByCodeStage",
            "allauth.account.stages.EmailVerificationStage",
            "venue.people.second_factor.SecondFactor",
        ]

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        house = house_of(context["request"])
        person = Person.objects.filter(email=email.lower()).first()
        letters.post(
            to=email,
            template=f"people/letters/{template_prefix.rpartition('/')[2]}.txt",
            context={
                "code": context.get("code", ""),
                "house": house.name,
                "address": f"{house.address}, {house.postcode} {house.city}".strip(" ,"),
            },
            language=person.language if person and person.last_login else get_language() or "fr",
        )

    def logout(self, request: HttpRequest) -> None:
        who = request.user.pk
        super().logout(request)
        if who:
            close_on_commit(f"person:{who}")


def house_of(request: HttpRequest) -> Building:
    """The building whose letter this is; before there is one, a nameless house."""
    try:
        return building_of(request)
    except NotFound:
        return Building(name="Préau")


class AddressInput(RequestLoginCodeInput):
    """An address; `_user` is the person who has it, known or new. None for somebody who has left the house."""

    def clean_email(self) -> str:
        email: str = super().clean_email().lower()
        self._user = person_of(email)
        return email


@transaction.atomic
def person_of(email: str) -> Person | None:
    """The person of this address, made on the spot if nobody has it: she is erased if the code is never entered."""
    person, _new = Person.objects.get_or_create(email=email, defaults={"language": get_language() or "fr"})
    if not person.is_active:
        return None
    # allauth keeps which addresses were verified; Person.email says which one is hers.
    EmailAddress.objects.filter(Q(user=person) ^ Q(email=email)).delete()
    EmailAddress.objects.get_or_create(user=person, email=email, defaults={"primary": True})
    return person


class AskForCode(RequestLoginCodeView):
    """`POST auth/code/request {email}`: always 401 with the flow `login_by_code` pending, always a letter."""

    input_class = AddressInput

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with transaction.atomic():
            answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer
