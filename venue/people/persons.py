"""What can happen to a person: she is welcomed, given a role, relieved of it, leaves and comes back."""

from collections.abc import Iterable
from typing import ClassVar

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from venue.errors import Refused
from venue.house.models import Building
from venue.live import close_on_commit
from venue.people.models import Person, Role


class AddressTaken(Refused):
    code: ClassVar[str] = "address_taken"
    status: ClassVar[int] = 409
    message = _("Somebody here already has this e-mail address or phone number.")


class LastManager(Refused):
    code = "last_manager"
    status = 409
    message = _("The house needs at least one manager.")


def welcome(
    *,
    first_name: str,
    email: str | None = None,
    phone: str | None = None,
    language: str = "fr",
    roles: Iterable[str] = (),
) -> Person:
    """A new person; neither e-mail nor phone is needed. Raises AddressTaken."""
    try:
        with transaction.atomic():
            person = Person.objects.create(first_name=first_name, email=email, phone=phone, language=language)
            for role in sorted(set(roles)):
                give_role(person, role)
    except IntegrityError as error:
        raise AddressTaken() from error
    return person


@transaction.atomic
def change(person: Person, **facts: str | None) -> Person:
    """New first name, e-mail, phone or language. Raises AddressTaken.

    Whoever reads the old address is put out: the next code goes to the new one.
    """
    moved = "email" in facts and facts["email"] != person.email
    try:
        with transaction.atomic():
            for name, value in facts.items():
                setattr(person, name, value)
            person.save(update_fields=[*facts])
    except IntegrityError as error:
        raise AddressTaken() from error
    if moved:
        put_out(person)
    return person


class RolesApart(Refused):
    code = "roles_apart"
    status = 409
    message = _("Who sees amounts may not see persons: accountants and auditors hold no role in the team.")


@transaction.atomic
def give_role(person: Person, name: str, *, building: Building | None = None) -> Role:
    """Her open sockets close, so that they come back with the new rights. Giving it twice changes nothing.

    Raises RolesApart: accountants see amounts without persons, the team persons without amounts (DESIGN §1.1).
    """
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if Role.apart({name, *person.roles.values_list("name", flat=True)}):
        raise RolesApart
    role, new = Role.objects.get_or_create(person=person, name=name, building=building)
    if new:
        close_on_commit(f"person:{person.pk}")
    return role


@transaction.atomic
def take_role(person: Person, name: str) -> None:
    """Take the role away in every building; her open sockets close. Raises LastManager."""
    if name == Role.Name.MANAGER:
        keep_a_manager(without=person)
    if Role.objects.filter(person=person, name=name).delete()[0]:
        close_on_commit(f"person:{person.pk}")


@transaction.atomic
def leave(person: Person) -> Person:
    """She can no longer sign in; her sessions and sockets end. Raises LastManager."""
    keep_a_manager(without=person)
    person.is_active = False
    person.save(update_fields=["is_active"])
    put_out(person)
    return person


def come_back(person: Person) -> Person:
    person.is_active = True
    person.save(update_fields=["is_active"])
    return person


@transaction.atomic
def erase(person: Person) -> None:
    """Nothing remains that says who she was; the row does, so that what she answered for keeps its author."""
    put_out(person)
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    person.roles.all().delete()
    # The office's log names whom it changed.
    whose = {"content_type": ContentType.objects.get_for_model(Person), "object_id": str(person.pk)}
    LogEntry.objects.filter(**whose).update(object_repr="", change_message="")
    person.first_name, person.email, person.phone, person.is_active = "", None, None, False
    person.save()


def put_out(person: Person) -> None:
    """End every session of hers, on whatever machine, and every socket."""
    person.set_unusable_password()  # nobody has one; sessions carry a hash of this random word
    person.save(update_fields=["password"])
    close_on_commit(f"person:{person.pk}")


def keep_a_manager(*, without: Person) -> None:
    # The race: two managers who relieve each other at the same moment would leave the house without any.
    managers = Role.objects.filter(name=Role.Name.MANAGER, person__is_active=True).order_by("pk")
    holders = {role.person_id for role in managers.select_for_update(of=("self",))}
    if holders == {without.pk}:
        raise LastManager()
