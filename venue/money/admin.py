"""The books, to be read by the accountant and the auditor; only an account's number and names can be changed.

Amounts without persons: a manager, who knows persons, opens none of this (DESIGN §1.1) but the list of card payments
that somebody must look at, which holds neither.
"""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.admin import ModelAdmin, TabularInline

from venue.errors import Refused
from venue.money import incidents, ledger
from venue.money.models import Account, Closing, Incident, JournalEntry, JournalHead, JournalLine


class Read:
    """It has happened: to be read."""

    readers = {"accountant", "auditor"}
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Account)
class AccountAdmin(ModelAdmin):
    """The chart of accounts. `role` is what the house means by an account, and is for ever."""

    readers, editors = {"auditor"}, {"accountant"}
    list_display = ["number", "name_here", "role", "entity"]
    list_filter = ["entity"]
    list_select_related = ["entity"]
    fields = ["entity", "role", "number", "name", "name_en"]
    readonly_fields = ["entity", "role"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Account | None = None) -> bool:
        return False


class JournalLineInline(Read, TabularInline):
    hide_title = True
    model = JournalLine
    fields = ["account", "debit", "credit", "vat_bp", "vat_base"]
    readonly_fields = ["debit", "credit", "vat_base"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[JournalLine]:
        lines: QuerySet[JournalLine] = super().get_queryset(request).select_related("account", "entry")
        return lines

    @admin.display(description=gettext_lazy("debit"))
    def debit(self, line: JournalLine) -> str:
        return euros(line.debit_cents)

    @admin.display(description=gettext_lazy("credit"))
    def credit(self, line: JournalLine) -> str:
        return euros(line.credit_cents)

    @admin.display(description=gettext_lazy("net amount"))
    def vat_base(self, line: JournalLine) -> str:
        return euros(line.vat_base_cents or 0)


@admin.register(JournalEntry)
class JournalEntryAdmin(Read, ModelAdmin):
    list_display = ["number", "entity", "day", "kind", "reverses", "reason"]
    list_filter = ["entity", "kind"]
    list_select_related = ["entity", "reverses"]
    date_hierarchy = "day"
    ordering = ["-day", "-number"]
    search_fields = ["=about"]
    show_full_result_count = False
    inlines = [JournalLineInline]


@admin.register(Closing)
class ClosingAdmin(Read, ModelAdmin):
    list_display = ["number", "entity", "period", "first_day", "last_day", "entries", "perpetual"]
    list_filter = ["entity", "period"]
    list_select_related = ["entity"]
    ordering = ["entity", "-number"]

    @admin.display(description=gettext_lazy("perpetual total"))
    def perpetual(self, closing: Closing) -> str:
        return euros(closing.perpetual_cents)


@admin.register(JournalHead)
class JournalHeadAdmin(Read, ModelAdmin):
    """Where each journal stands. Print number and hash now and then: a rewritten journal cannot show them again."""

    list_display = ["entity", "number", "hash", "day", "closed_through"]
    list_select_related = ["entity"]
    actions = ["check_every_entry"]

    @admin.action(description=gettext_lazy("Check every entry"))
    def check_every_entry(self, request: HttpRequest, heads: QuerySet[JournalHead]) -> None:
        for head in heads.select_related("entity"):
            verdict = ledger.verify(head.entity)
            if verdict:
                words = _("%(entity)s: %(entries)s entries, all as they were written.")
                messages.success(request, words % {"entity": head.entity, "entries": verdict.entries})
            else:
                words = _("%(entity)s: entry %(number)s is broken (%(what)s).")
                facts = {"entity": head.entity, "number": verdict.first_broken, "what": verdict.words}
                messages.error(request, words % facts)


@admin.register(Incident)
class IncidentAdmin(Read, ModelAdmin):
    """Refunds that failed, and what happened on Stripe's own pages: neither amounts nor persons, so for the manager."""

    readers, editors = {"auditor"}, {"manager", "accountant"}
    list_display = ["kind", "found_at", "entity", "at_stripe", "settled_at"]
    list_filter = [("settled_at", admin.EmptyFieldListFilter), "kind"]
    list_select_related = ["payment__entity", "refund"]
    fields = ["kind", "found_at", "entity", "at_stripe", "settled_at", "settled_by"]
    readonly_fields = ["entity", "at_stripe"]
    ordering = ["-found_at"]
    actions = ["ask_again", "settle"]

    def has_settle_permission(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("money.change_incident"))

    @admin.display(description=gettext_lazy("legal body"))
    def entity(self, incident: Incident) -> str:
        return str(incident.payment.entity)

    @admin.display(description=gettext_lazy("at Stripe's"))
    def at_stripe(self, incident: Incident) -> str:
        return incident.about or incident.payment.payment_intent_id

    @admin.action(description=gettext_lazy("Ask Stripe again for the refund"), permissions=["settle"])
    def ask_again(self, request: HttpRequest, chosen: QuerySet[Incident]) -> None:
        asked, refused = 0, 0
        for incident in chosen.select_related("refund__payment"):
            try:
                incidents.try_again(incident, by=f"person:{request.user.pk}")
                asked += 1
            except Refused:
                refused += 1
        if asked:
            messages.success(
                request, _("Asked for again: %(count)s. If it fails, it comes back here.") % {"count": asked}
            )
        if refused:
            messages.error(request, _("Nothing to ask for again: %(count)s.") % {"count": refused})

    @admin.action(description=gettext_lazy("Dealt with"), permissions=["settle"])
    def settle(self, request: HttpRequest, chosen: QuerySet[Incident]) -> None:
        settled = sum(incidents.settle(incident, by=f"person:{request.user.pk}") for incident in chosen)
        messages.success(request, _("Dealt with: %(count)s.") % {"count": settled})


def euros(cents: int) -> str:
    """Cents as an accountant reads them: 1 234,50; nothing for 0."""
    if cents == 0:
        return ""
    whole, rest = divmod(abs(cents), 100)
    return f"{'−' if cents < 0 else ''}{whole:,}".replace(",", "\N{NARROW NO-BREAK SPACE}") + f",{rest:02}"
