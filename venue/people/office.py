"""Who may see and change what in Django's admin: each ModelAdmin says it, this reads it, nobody else may anything.

    class SittingAdmin(ModelAdmin):
        readers = {"manager", "auditor"}
        editors = {"manager"}

Amounts name the accountant and the auditor, persons the manager: nobody sees who paid what (DESIGN §1.1). The words
are plain attributes, so that rooms below this one can say them without knowing it. An inline without words of its own
has those of its page.
"""

from typing import TYPE_CHECKING, Any, NamedTuple

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import urlencode
from unfold.sites import UnfoldAdminSite

from venue.live import close_on_commit

if TYPE_CHECKING:
    from venue.people.models import Person

OFFICE = frozenset({"manager", "accountant", "auditor"})


class Words(NamedTuple):
    readers: frozenset[str]
    editors: frozenset[str]


NOBODY = Words(frozenset(), frozenset())


class HouseAdminSite(UnfoldAdminSite):
    """Entered with the same code by e-mail as everything else, by those who have a role in the office."""

    site_title = site_header = "Préau"

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and bool(office_roles(request.user) & OFFICE)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        del extra_context
        if self.has_permission(request):
            return HttpResponseRedirect("/admin/")
        here = request.GET.get("next", "/admin/")
        return HttpResponseRedirect(f"/connexion/?{urlencode({'next': here})}")

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if request.user.pk:
            close_on_commit(f"person:{request.user.pk}")
        goodbye: HttpResponse = super().logout(request, extra_context)
        return goodbye

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        raise Http404  # nobody has a password


def may(person: "Person", permission: str) -> bool:
    """Whether `person` has `app.action_model`, for Django's `has_perm`."""
    app, _, rest = permission.partition(".")
    action, _, model = rest.partition("_")
    words = _words().get(f"{app}.{model}", NOBODY)
    allowed = words.readers | words.editors if action == "view" else words.editors
    return bool(office_roles(person) & allowed)


def may_open(person: "Person", app: str) -> bool:
    """Whether `person` may see anything of the app, for Django's `has_module_perms`."""
    return any(
        office_roles(person) & (words.readers | words.editors)
        for name, words in _words().items()
        if name.partition(".")[0] == app
    )


def office_roles(person: Any) -> frozenset[str]:
    """The person's roles, read once per request: the admin asks four times for each model."""
    if not person.is_authenticated:
        return frozenset()
    if "_office_roles" not in person.__dict__:
        person.__dict__["_office_roles"] = frozenset(person.roles.values_list("name", flat=True))
    roles: frozenset[str] = person.__dict__["_office_roles"]
    return roles


def _words() -> dict[str, Words]:
    said: dict[str, Words] = {}
    for model, page in admin.site._registry.items():
        own = _said_by(page) or NOBODY
        for inline in page.inlines:
            said.setdefault(inline.model._meta.label_lower, _said_by(inline) or own)
        said[model._meta.label_lower] = own
    return said


def _said_by(page: Any) -> Words | None:
    if not hasattr(page, "readers") and not hasattr(page, "editors"):
        return None
    return Words(frozenset(getattr(page, "readers", ())), frozenset(getattr(page, "editors", ())))
