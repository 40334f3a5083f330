"""What the team of an event does, below /api/v1/planning/."""

from django.urls import URLPattern, path

from events.views import crew, day, days, guests, kit

app_name = "planning"

urlpatterns: list[URLPattern] = [
    path("days/", days.DaysView.as_view(), name="days"),
    # --- crew
    path("dates/<int:date>/slots/", crew.SlotsView.as_view(), name="slots"),
    path("slots/<int:slot>/", crew.SlotView.as_view(), name="slot"),
    path("slots/<int:slot>/removal/", crew.SlotRemovalView.as_view(), name="slot-removal"),
    path("slots/<int:slot>/invitations/", crew.InvitationsView.as_view(), name="invitations"),
    path("slots/<int:slot>/applications/", crew.ApplicationsView.as_view(), name="applications"),
    path("crew-places/<int:place>/confirmation/", crew.ConfirmationView.as_view(), name="crew-confirmation"),
    path("crew-places/<int:place>/refusal/", crew.RefusalView.as_view(), name="crew-refusal"),
    path("crew-places/<int:place>/departure/", crew.DepartureView.as_view(), name="crew-departure"),
    path("my-shifts/", crew.MyShiftsView.as_view(), name="my-shifts"),
    # --- kit and bars
    path("kit/", kit.KitView.as_view(), name="kit"),
    path("dates/<int:date>/kit/", kit.KitOfDateView.as_view(), name="kit-of-date"),
    path("kit-reservations/<int:reservation>/release/", kit.KitReleaseView.as_view(), name="kit-release"),
    path("kit-reservations/<int:reservation>/checkout/", kit.KitCheckoutView.as_view(), name="kit-checkout"),
    path("kit-reservations/<int:reservation>/return/", kit.KitReturnView.as_view(), name="kit-return"),
    path("bars/", kit.BarsView.as_view(), name="bars"),
    path("events/<slug:slug>/bar/", kit.EventBarView.as_view(), name="event-bar"),
    path("events/<slug:slug>/bar/giving-up/", kit.BarGivenUpView.as_view(), name="bar-given-up"),
    # --- the day itself
    path("dates/<int:date>/sheet/", day.SheetView.as_view(), name="sheet"),
    path("dates/<int:date>/run-sheet/", day.RunSheetView.as_view(), name="run-sheet"),
    path("events/<slug:slug>/contacts/", day.ContactsView.as_view(), name="contacts"),
    path("dates/<int:date>/decisions/", day.DecisionsView.as_view(), name="decisions"),
    path("dates/<int:date>/incidents/", day.IncidentsView.as_view(), name="incidents"),
    path("dates/<int:date>/passages/", day.PassagesView.as_view(), name="passages"),
    path("dates/<int:date>/report/", day.ReportView.as_view(), name="report"),
    path("dates/<int:date>/registrations/", guests.GuestsView.as_view(), name="guests"),
]
