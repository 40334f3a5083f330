"""Who may see and change what in Django's admin: each ModelAdmin says it, this reads it, nobody else may anything.

    class SittingAdmin(ModelAdmin):
        readers = {"manager", "auditor"}
        editors = {"manager"}

Amounts name the accountant and the auditor, persons the manager: nobody sees who paid what (DESIGN §1.1). The words
are plain attributes, so that rooms below this one can say them without knowing it. An inline without words of its own
has those of its page.
"""

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings
from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.http import urlencode
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.defaults import permission_denied
from unfold.sites import UnfoldAdminSite

from venue.errors import NotFound
from venue.house.choosing import building_of
from venue.house.first_steps import maison
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

    index_title = gettext_lazy("The office")

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and bool(office_roles(request.user) & OFFICE)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        del extra_context
        if self.has_permission(request):
            return HttpResponseRedirect("/admin/")
        here = request.GET.get("next", "/admin/")
        english = (get_language() or "").startswith("en")
        return HttpResponseRedirect(f"{'/en' if english else ''}/connexion/?{urlencode({'vers': here})}")

    def admin_view(self, view: Callable[..., Any], cacheable: bool = False) -> Callable[..., Any]:
        """Django looks for a year by its end, and has none for 9999: an odd question, not an accident of the house."""
        checked = super().admin_view(view, cacheable)

        @functools.wraps(view)
        def page(request: HttpRequest, *args: Any, **about: Any) -> Any:
            try:
                return checked(request, *args, **about)
            except ValueError:
                if not any(name.endswith("__year") for name in request.GET):
                    raise
                return HttpResponseRedirect(f"{request.path}?e=1")  # as for any other lookup that makes no sense

        return page

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if request.user.pk:
            close_on_commit(f"person:{request.user.pk}")
        goodbye: HttpResponse = super().logout(request, extra_context)
        return goodbye

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """What a manager does first stands first (`settings.OFFICE`), not what the alphabet puts there."""
        apps: list[dict[str, Any]] = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda row: _place(row["model"]._meta.label_lower))
        return sorted(apps, key=lambda app: _place(app["models"][0]["model"]._meta.label_lower))

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        raise Http404  # nobody has a password


def house_name(request: HttpRequest) -> str:
    """What stands above every page of the office."""
    try:
        return building_of(request).name
    except NotFound:
        return "Préau"


def sidebar(request: HttpRequest) -> list[dict[str, Any]]:
    """The way back to the house, then what this person may open."""
    back = {"title": _("Back to the house"), "icon": "arrow_back", "link": maison()}
    rooms = [
        {
            "title": room["name"],
            "items": [{"title": row["name"], "link": row["admin_url"]} for row in room["models"] if row["admin_url"]],
        }
        for room in admin.site.get_app_list(request)
    ]
    return [{"items": [back]}, *rooms]


def not_yours(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's 403, said in the office as one would say it across the desk; the sidebar shows what is hers."""
    if not request.path.startswith("/admin/") or not admin.site.has_permission(request):
        return permission_denied(request, exception)
    about_money = request.path.startswith("/admin/money/")
    words = {"title": _("This page is for others"), "about_money": about_money, "maison": maison()}
    context = {**admin.site.each_context(request), **words}
    return TemplateResponse(request, "people/not_yours.html", context, status=403).render()


def may(person: "Person", permission: str) -> bool:
    """Whether `person` has `app.action_model`, for Django's `has_perm`."""
    app, _, rest = permission.partition(".")
    action, _, model = rest.partition("_")
    words = _words(f"{app}.{model}")
    allowed = words.readers | words.editors if action == "view" else words.editors
    return bool(office_roles(person) & allowed)


def may_open(person: "Person", app: str) -> bool:
    """Whether `person` may see anything of the app, for Django's `has_module_perms`."""
    words = (_words(label) for label in _speakers() if label.partition(".")[0] == app)
    return any(office_roles(person) & (said.readers | said.editors) for said in words)


def office_roles(person: Any) -> frozenset[str]:
    """The person's roles, read once per request: the admin asks four times for each model."""
    if not person.is_authenticated:
        return frozenset()
    if "_office_roles" not in person.__dict__:
        person.__dict__["_office_roles"] = frozenset(person.roles.values_list("name", flat=True))
    roles: frozenset[str] = person.__dict__["_office_roles"]
    return roles


def _place(label: str) -> int:
    return settings.OFFICE.index(label) if label in settings.OFFICE else len(settings.OFFICE)


def _words(label: str) -> Words:
    return next(filter(None, map(_said_by, _speakers().get(label, ()))), NOBODY)


@functools.cache
def _speakers() -> dict[str, tuple[Any, ...]]:
    """Who speaks for each model: its own page, or the part of another's page and then that page.

    Found once: each page of the office asks some two hundred times.
    """
    pages = admin.site._registry
    parts = {
        inline.model._meta.label_lower: (inline, page)
        for page in reversed(pages.values())
        for inline in reversed(page.inlines)
    }
    return parts | {model._meta.label_lower: (page,) for model, page in pages.items()}


def _said_by(page: Any) -> Words | None:
    if not hasattr(page, "readers") and not hasattr(page, "editors"):
        return None
    return Words(frozenset(getattr(page, "readers", ())), frozenset(getattr(page, "editors", ())))
